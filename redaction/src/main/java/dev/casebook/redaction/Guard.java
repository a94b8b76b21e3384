package dev.casebook.redaction;

/// What has to stand around a hint for its patterns to be worth asking: it says no to most lines of
/// most texts for the price of a few bytes.
enum Guard {
  NONE,
  /// Of a key that holds a secret: `=` or `:` behind its word, or dashes before it.
  KEY,
  /// `=` behind the word.
  EQUALS,
  /// `=` behind the word or a blank.
  NAME_EQUALS,
  /// An address and a port behind a slash.
  PEER,
  /// A capital letter at its beginning.
  CAPITAL,
  /// A user's or a group's number: `uid=1000(`.
  NUMBER,
  /// A second `$` near.
  HASH,
  /// A letter or digit on both sides.
  INSIDE,
  /// An `@` before the next blank.
  USER_INFO;

  /// How far is looked.
  private static final int REACH = 128;

  /// A hash's kind has six letters at most.
  private static final int KIND_REACH = 10;

  /// @param end where the hint ends
  boolean allows(byte[] line, int start, int end, int from, int to) {
    return switch (this) {
      case NONE -> true;
      case KEY -> isKey(line, start, end, from, to);
      case EQUALS -> isAt(line, end, to, '=') || isKeyBefore(line, end, to, '=');
      case NAME_EQUALS ->
          isAt(line, end, to, '=') || (isAt(line, end, to, ' ') && isAt(line, end + 1, to, '='));
      case PEER -> isNamed(line, start, from) && isPeer(line, end, to);
      case CAPITAL -> line[start] >= 'A' && line[start] <= 'Z';
      case NUMBER -> isNumber(line, start, end, from, to);
      case HASH -> isBefore(line, end, Math.min(to, end + KIND_REACH), '$');
      case INSIDE ->
          start > from && end < to && Bytes.isWord(line[start - 1]) && Bytes.isWord(line[end]);
      case USER_INFO -> isBefore(line, end, Math.min(to, end + REACH), '@');
    };
  }

  private static boolean isAt(byte[] line, int i, int to, char c) {
    return i < to && line[i] == c;
  }

  private static int wordEnd(byte[] line, int at, int to) {
    int i = at;
    while (i < to
        && i - at < REACH
        && (Bytes.isWord(line[i]) || line[i] == '_' || line[i] == '-')) {
      i++;
    }
    return i;
  }

  private static boolean isKeyBefore(byte[] line, int at, int to, char separator) {
    int i = wordEnd(line, at, to);
    return isAt(line, i, to, separator);
  }

  private static boolean isKey(byte[] line, int start, int end, int from, int to) {
    int i = wordEnd(line, end, to);
    while (i < to && line[i] == '\\') {
      i++;
    }
    if (i < to && (line[i] == '"' || line[i] == '\'')) {
      i++;
    }
    while (i < to && (line[i] == ' ' || line[i] == '\t')) {
      i++;
    }
    if (i < to && (line[i] == '=' || line[i] == ':')) {
      return true;
    }
    int word = start;
    while (word > from
        && start - word < REACH
        && (Bytes.isWord(line[word - 1]) || "_-.".indexOf(line[word - 1]) >= 0)) {
      word--;
    }
    // An option, or the first word of a line.
    return line[word] == '-' || isLineStart(line, word, from);
  }

  private static boolean isLineStart(byte[] line, int at, int from) {
    int i = at;
    while (i > from && (line[i - 1] == ' ' || line[i - 1] == '\t')) {
      i--;
    }
    return i == from;
  }

  private static boolean isNumber(byte[] line, int start, int end, int from, int to) {
    return start > from
        && (line[start - 1] == 'u' || line[start - 1] == 'g')
        && end + 3 < to
        && Bytes.isDigit(line[end])
        && Bytes.isDigit(line[end + 3]);
  }

  /// Whether a word stands before the slash, and a blank or nothing before that.
  private static boolean isNamed(byte[] line, int slash, int from) {
    int word = slash;
    while (word > from && slash - word < REACH && "/,\"'[]<>= ".indexOf(line[word - 1]) < 0) {
      word--;
    }
    return word < slash && (word == from || line[word - 1] == ' ');
  }

  private static boolean isPeer(byte[] line, int end, int to) {
    int i = end;
    boolean hasDigit = false;
    int last = -1;
    while (i < to && i - end < REACH && line[i] != ' ') {
      hasDigit |= Bytes.isDigit(line[i]);
      last = line[i] == ':' ? i : last;
      i++;
    }
    return hasDigit && i < to && last > end + 2 && last + 1 < i && Bytes.isDigit(line[last + 1]);
  }

  private static boolean isBefore(byte[] line, int from, int to, char c) {
    for (int i = from; i < to && line[i] != ' '; i++) {
      if (line[i] == c) {
        return true;
      }
    }
    return false;
  }
}
