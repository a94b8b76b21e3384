package dev.casebook.formats.logs;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// The members of one JSON object on one line, and where those lie that a format asked for; reused
/// for every line.
///
/// Values are places in the text, quotes included. Nesting is counted and not followed, so its
/// depth costs nothing. A text that ends in the middle has the members before that.
final class JsonRecord {
  private static final int SLOTS = JsonKey.values().length;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long QUOTES = '"' * ONES;
  private static final long BACKSLASHES = '\\' * ONES;

  private final int[] valueFrom = new int[SLOTS];
  private final int[] valueTo = new int[SLOTS];
  private byte[] bytes = {};
  private int next;
  private int limit;

  private int memberKeyFrom;
  private int memberKeyTo;
  private int memberFrom;
  private int memberTo;

  /// Reads the object at `from`, where the line's first byte that is not blank must open it. False
  /// when no member can be read.
  boolean read(byte[] bytes, int from, int to, Words<JsonKey> keys) {
    Arrays.fill(valueFrom, -1);
    if (!open(bytes, from, to)) {
      return false;
    }
    int members = 0;
    while (next()) {
      members++;
      var key = keys.get(bytes, memberKeyFrom, memberKeyTo);
      if (key != null && valueFrom[key.slot] < 0) {
        valueFrom[key.slot] = memberFrom;
        valueTo[key.slot] = memberTo;
      }
    }
    return members > 0;
  }

  boolean has(JsonKey key) {
    return valueFrom[key.slot] >= 0;
  }

  int from(JsonKey key) {
    return valueFrom[key.slot];
  }

  int to(JsonKey key) {
    return valueTo[key.slot];
  }

  /// Goes back to before the first member; false when the text opens no object.
  boolean open(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.limit = to;
    int start = blanks(from);
    this.next = start + 1;
    return start < to && bytes[start] == '{';
  }

  /// Moves to the next member; false at the end, and where the text is cut or no JSON.
  boolean next() {
    int key = blanks(next);
    if (key < limit && bytes[key] == ',') {
      key = blanks(key + 1);
    }
    if (key >= limit || bytes[key] != '"') {
      return false;
    }
    int keyEnd = stringEnd(key + 1);
    int colon = blanks(keyEnd);
    if (colon >= limit || bytes[colon] != ':') {
      return false;
    }
    int value = blanks(colon + 1);
    int end = value < limit ? valueEnd(value) : -1;
    if (end < 0) {
      return false;
    }
    memberKeyFrom = key + 1;
    memberKeyTo = keyEnd - 1;
    memberFrom = value;
    memberTo = end;
    next = end;
    return true;
  }

  /// The member's key without its quotes.
  int keyFrom() {
    return memberKeyFrom;
  }

  int keyTo() {
    return memberKeyTo;
  }

  int valueFrom() {
    return memberFrom;
  }

  int valueTo() {
    return memberTo;
  }

  /// Whether the member just read is the one that was found for some key.
  boolean isFound() {
    for (int from : valueFrom) {
      if (from == memberFrom) {
        return true;
      }
    }
    return false;
  }

  private int blanks(int at) {
    int p = at;
    while (p < limit && (bytes[p] == ' ' || bytes[p] == '\t')) {
      p++;
    }
    return p;
  }

  /// Where the value at `at` ends, or -1 when the text ends before.
  private int valueEnd(int at) {
    byte first = bytes[at];
    if (first == '"') {
      int end = stringEnd(at + 1);
      return end > limit ? -1 : end;
    }
    if (first == '{' || first == '[') {
      return nestedEnd(at);
    }
    int p = at;
    while (p < limit && bytes[p] != ',' && bytes[p] != '}' && bytes[p] != ' ') {
      p++;
    }
    return p == limit || p == at ? -1 : p;
  }

  private int nestedEnd(int at) {
    int depth = 0;
    for (int p = at; p < limit; p++) {
      switch (bytes[p]) {
        case '{', '[' -> depth++;
        case '}', ']' -> {
          if (--depth == 0) {
            return p + 1;
          }
        }
        case '"' -> p = stringEnd(p + 1) - 1;
        default -> {}
      }
    }
    return -1;
  }

  /// Where the string whose first byte is at `at` ends, after its closing quote; past the limit
  /// when it has none.
  private int stringEnd(int at) {
    int p = at;
    while (true) {
      p = quoteOrBackslash(p);
      if (p >= limit) {
        return limit + 1;
      }
      if (bytes[p] == '"') {
        return p + 1;
      }
      p += 2;
    }
  }

  private int quoteOrBackslash(int at) {
    int p = at;
    while (p <= limit - Long.BYTES) {
      long word = (long) LONGS.get(bytes, p);
      long quote = word ^ QUOTES;
      long backslash = word ^ BACKSLASHES;
      long hit = (((quote - ONES) & ~quote) | ((backslash - ONES) & ~backslash)) & HIGH_BITS;
      if (hit != 0) {
        return p + (Long.numberOfTrailingZeros(hit) >>> 3);
      }
      p += Long.BYTES;
    }
    while (p < limit && bytes[p] != '"' && bytes[p] != '\\') {
      p++;
    }
    return p;
  }
}
