package dev.casebook.formats.logs;

/// 389 Directory Server's access and error logs.
///
/// ```
/// [11/Oct/2023:22:14:15.123456789 +0200] conn=1 op=1 RESULT err=49 tag=97 nentries=0
/// [11/Oct/2023:22:14:15.123456789 +0200] - ERR - bind_credentials - no such entry
/// ```
final class NsSlapd {
  private static final byte[] PROGRAM = Bytes.of("ns-slapd");
  private static final byte[] CONNECTION = Bytes.of("conn=");
  private static final byte[] DASH = Bytes.of("- ");

  private NsSlapd() {}

  static boolean read(LogLine line, int at, boolean expected) {
    var b = line.bytes;
    int to = line.to;
    if (to - at < 22 || !Digits.isDigit(b[at + 1])) {
      return false;
    }
    int end = NamedMonthStamp.readDayFirst(b, at + 1, to, line);
    if (end < 0 || Bytes.at(b, end, to) != ']' || Bytes.at(b, end + 1, to) != ' ') {
      return false;
    }
    int text = end + 2;
    if (Bytes.startsWith(b, text, to, DASH)) {
      int word = text + DASH.length;
      int wordEnd = Bytes.find(b, word, Math.min(to, word + Level.LONGEST_WORD + 1), ' ');
      line.level = Level.ofWord(b, word, wordEnd);
      text = wordEnd + 1;
      if (line.level == null || !Bytes.startsWith(b, text, to, DASH)) {
        return false;
      }
      text += DASH.length;
    } else if (!Bytes.startsWith(b, text, to, CONNECTION)) {
      return false;
    }
    line.program.set(PROGRAM, 0, PROGRAM.length);
    line.messageFrom(text);
    return true;
  }
}
