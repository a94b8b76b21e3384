package dev.casebook.formats.logs;

/// Keys and values as logrus writes them for containerd and dockerd, and Go's slog with them.
///
/// ```
/// time="2026-11-22T10:58:48.405690016Z" level=error msg="collecting metrics" error="no such file"
/// ```
///
/// The message is `msg` without its escapes, then whatever else the line says, as it stands:
/// `collecting metrics error="no such file"`.
final class Logfmt {
  private static final Words<Meaning> KEYS =
      new Words<Meaning>()
          .with(Meaning.TIME, "time ts t timestamp")
          .with(Meaning.LEVEL, "level lvl severity")
          .with(Meaning.MESSAGE, "msg message");

  /// A line begins with its time or level, so a longer first key ends the search.
  private static final int LONGEST_FIRST_KEY = 9;

  private Logfmt() {}

  static boolean read(LogLine line, int at, boolean expected) {
    if (!isRecord(line, line.bytes, at, line.to)) {
      return false;
    }
    line.members.stamp(line);
    line.members.level(line);
    line.members.message(line);
    return true;
  }

  /// The same inside a message. False leaves the line as it was.
  static boolean unwrap(LogLine line, byte[] b, int from, int to) {
    if (!isRecord(line, b, from, to)) {
      return false;
    }
    line.members.stampInside(line);
    line.members.level(line);
    line.members.message(line);
    return true;
  }

  /// Two of time, level and message make it logfmt, of which one comes first.
  private static boolean isRecord(LogLine line, byte[] b, int from, int to) {
    int sign = Bytes.find(b, from, Math.min(to, from + LONGEST_FIRST_KEY + 1), '=');
    if (Bytes.at(b, sign, to) != '=' || KEYS.get(b, from, sign) == null) {
      return false;
    }
    var members = line.members;
    members.begin(b, KEYS);
    for (int p = from; p < to; ) {
      p = Bytes.skipBlanks(b, pair(b, p, to, members), to);
    }
    boolean time = members.has(Meaning.TIME);
    boolean level = members.has(Meaning.LEVEL);
    return time ? level || members.has(Meaning.MESSAGE) : level && members.has(Meaning.MESSAGE);
  }

  /// Reads a pair, or a bare word, at `at` and returns where it ends.
  private static int pair(byte[] b, int at, int to, Members members) {
    int keyEnd = at;
    while (keyEnd < to && b[keyEnd] != ' ' && b[keyEnd] != '=') {
      keyEnd++;
    }
    if (Bytes.at(b, keyEnd, to) != '=') {
      members.add(at, keyEnd, keyEnd, keyEnd);
      return keyEnd;
    }
    int value = keyEnd + 1;
    int end =
        Bytes.at(b, value, to) == '"'
            ? Math.min(Bytes.closingQuote(b, value + 1, to) + 1, to)
            : Bytes.find(b, value, to, ' ');
    members.add(at, keyEnd, value, end);
    return end;
  }
}
