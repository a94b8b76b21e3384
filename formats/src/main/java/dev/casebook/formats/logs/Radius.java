package dev.casebook.formats.logs;

/// FreeRADIUS' own file: the date of `ctime`, a level or a kind between colons, text (`radlog`).
///
/// ```
/// Mon Apr 15 17:21:23 2019 : Error: rlm_perl: perl_embed:: module = /etc/raddb/x.pm
/// Mon Apr 15 17:21:23 2019 : Auth: (12) Login incorrect: [testuser] (from client localhost port 0)
/// ```
///
/// `Auth`, `Proxy` and `Acct` are notices, as FreeRADIUS itself tells syslog.
final class Radius {
  private static final byte[] PROGRAM = Bytes.of("radiusd");
  private static final byte[] COLON = Bytes.of(" : ");
  private static final Words<Level> KINDS =
      new Words<Level>().with(Level.NOTICE, "Auth Proxy Acct").with(Level.DEBUG, "Dbg");

  private Radius() {}

  static boolean read(LogLine line, int at, boolean expected) {
    var b = line.bytes;
    int to = line.to;
    if (to - at < 28 || b[at + 3] != ' ') {
      return false;
    }
    int end = NamedMonthStamp.read(b, at + 4, to, line);
    if (end < 0 || line.stampKind != StampKind.LOCAL || !Bytes.startsWith(b, end, to, COLON)) {
      return false;
    }
    int word = end + COLON.length;
    int wordEnd = Bytes.find(b, word, Math.min(to, word + Level.LONGEST_WORD + 1), ':');
    var kind = KINDS.get(b, word, wordEnd);
    line.level = kind == null ? Level.ofWord(b, word, wordEnd) : kind;
    if (line.level == null || Bytes.at(b, wordEnd, to) != ':') {
      return false;
    }
    unstamped(line);
    line.messageFrom(Bytes.skipBlanks(b, wordEnd + 1, to));
    return true;
  }

  /// A line of such a file without a time, as `radiusd -X` prints them.
  static void unstamped(LogLine line) {
    line.program.set(PROGRAM, 0, PROGRAM.length);
  }
}
