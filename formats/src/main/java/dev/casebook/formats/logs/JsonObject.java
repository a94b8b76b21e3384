package dev.casebook.formats.logs;

/// One JSON object on one line, read for the places of its members and no further.
///
/// Nesting is counted and not followed, so its depth costs nothing. A text that ends in the middle
/// has the members before that. A member that is `null` is left out.
final class JsonObject {
  private static final byte[] NULL = Bytes.of("null");

  private JsonObject() {}

  /// Reads the members of the object that must open at the first byte that is not blank. False when
  /// there is none.
  static boolean read(byte[] b, int from, int to, Words<Meaning> vocabulary, Members members) {
    int p = Bytes.skipBlanks(b, from, to);
    if (Bytes.at(b, p, to) != '{') {
      return false;
    }
    members.begin(b, vocabulary);
    do {
      p = member(b, Bytes.skipBlanks(b, p + 1, to), to, members);
      p = p < 0 ? to : Bytes.skipBlanks(b, p, to);
    } while (Bytes.at(b, p, to) == ',');
    return !members.isEmpty();
  }

  /// Reads `"key":value` at `at` and returns where it ends, or -1.
  private static int member(byte[] b, int at, int to, Members members) {
    if (Bytes.at(b, at, to) != '"') {
      return -1;
    }
    int keyEnd = stringEnd(b, at + 1, to);
    int colon = Bytes.skipBlanks(b, keyEnd, to);
    if (Bytes.at(b, colon, to) != ':') {
      return -1;
    }
    int value = Bytes.skipBlanks(b, colon + 1, to);
    int end = value < to ? valueEnd(b, value, to) : -1;
    if (end > 0 && !Bytes.startsWith(b, value, end, NULL)) {
      members.add(at + 1, keyEnd - 1, value, end);
    }
    return end;
  }

  /// Where the value at `at` ends, or -1 when the text ends before.
  private static int valueEnd(byte[] b, int at, int to) {
    byte first = b[at];
    if (first == '"') {
      int end = stringEnd(b, at + 1, to);
      return end > to ? -1 : end;
    }
    if (first == '{' || first == '[') {
      return nestedEnd(b, at, to);
    }
    int p = at;
    while (p < to && b[p] != ',' && b[p] != '}' && b[p] != ' ') {
      p++;
    }
    return p == to || p == at ? -1 : p;
  }

  private static int nestedEnd(byte[] b, int at, int to) {
    int depth = 0;
    for (int p = at; p < to; p++) {
      switch (b[p]) {
        case '{', '[' -> depth++;
        case '}', ']' -> {
          if (--depth == 0) {
            return p + 1;
          }
        }
        case '"' -> p = stringEnd(b, p + 1, to) - 1;
        default -> {}
      }
    }
    return -1;
  }

  /// Where the string whose first byte is at `at` ends, after its closing quote; past `to` when it
  /// has none.
  private static int stringEnd(byte[] b, int at, int to) {
    return Bytes.closingQuote(b, at, to) + 1;
  }
}
