package dev.casebook.formats.logs;

/// Error and access logs of Apache and nginx.
///
/// ```
/// [Fri Nov 22 10:58:02.123456 2026] [core:error] [pid 12:tid 34] [client 203.0.113.9:4711] AH00126: …
/// 2026/11/22 10:58:02 [error] 12#12: *1 open() "/srv/www/favicon.ico" failed
/// 203.0.113.9 - alice [22/Nov/2026:10:58:02 +0100] "GET / HTTP/1.1" 200 2326
/// ```
///
/// The message of an access line is the whole line.
final class WebServer {
  /// Client, identity and user stand before the time of an access line.
  private static final int LONGEST_CLIENT = 256;

  private static final byte[] NGINX = Bytes.of("nginx");
  private static final byte[] WSGI = Bytes.of("wsgi:");
  private static final byte[] PID = Bytes.of("[pid ");

  private WebServer() {}

  static boolean apacheError(LogLine line, int at, boolean expected) {
    var b = line.bytes;
    int to = line.to;
    if (Bytes.at(b, at, to) != '[' || to - at < 28 || b[at + 4] != ' ') {
      return false;
    }
    int end = NamedMonthStamp.read(b, at + 5, to, line);
    if (end < 0 || Bytes.at(b, end, to) != ']' || line.stampKind != StampKind.LOCAL) {
      return false;
    }
    int open = Bytes.skipBlanks(b, end + 1, to);
    int close = Bytes.find(b, open, Math.min(to, open + 64), ']');
    if (Bytes.at(b, open, to) != '[' || Bytes.at(b, close, to) != ']') {
      return false;
    }
    int module = Bytes.find(b, open, close, ':');
    line.level = Level.ofWord(b, module == close ? open + 1 : module + 1, close);
    if (line.level == null) {
      return false;
    }
    int text = afterProcess(line, Bytes.skipBlanks(b, close + 1, to));
    line.messageFrom(text);
    if (Bytes.startsWith(b, open + 1, close, WSGI)) {
      levelOfPython(line, text);
    }
    return true;
  }

  /// Whatever a WSGI application writes to its standard error is an error to Apache; Python's
  /// logger says the level itself: `[remote 192.0.2.1:1] ipa: INFO: message`.
  private static void levelOfPython(LogLine line, int text) {
    var b = line.bytes;
    int limit = Math.min(line.to, text + LONGEST_CLIENT);
    int remote = Bytes.at(b, text, limit) == '[' ? Bytes.find(b, text, limit, ']') + 2 : text;
    int word = Math.min(Bytes.find(b, Math.min(remote, limit), limit, ':') + 2, limit);
    var level = Level.ofWord(b, word, Bytes.find(b, word, limit, ':'));
    line.level = level == null ? line.level : level;
  }

  /// Reads `[pid 12:tid 34] ` or `[pid 12] `.
  private static int afterProcess(LogLine line, int at) {
    var b = line.bytes;
    if (!Bytes.startsWith(b, at, line.to, PID)) {
      return at;
    }
    int digits = at + PID.length;
    int end = Digits.end(b, digits, line.to);
    int close = Bytes.find(b, end, line.to, ']');
    if (end - digits < 10 && end > digits) {
      line.pid = (int) Digits.value(b, digits, end);
    }
    return close == line.to ? at : Bytes.skipBlanks(b, close + 1, line.to);
  }

  static boolean nginxError(LogLine line, int at, boolean expected) {
    var b = line.bytes;
    int to = line.to;
    int end = IsoStamp.read(b, at, to, line);
    if (end != at + 19 || b[at + 4] != '/' || to - end < 8 || b[end + 1] != '[') {
      return false;
    }
    int close = Bytes.find(b, end, Math.min(to, end + Level.LONGEST_WORD + 3), ']');
    int pid = close + 2;
    int pidEnd = Digits.end(b, Math.min(pid, to), to);
    if (pidEnd <= pid || pidEnd - pid > 9 || Bytes.at(b, pidEnd, to) != '#') {
      return false;
    }
    int colon = Digits.end(b, pidEnd + 1, to);
    line.level = Level.ofWord(b, end + 2, close);
    line.pid = (int) Digits.value(b, pid, pidEnd);
    line.program.set(NGINX, 0, NGINX.length);
    line.messageFrom(Math.min(colon + 2, to));
    return Bytes.at(b, colon, to) == ':';
  }

  /// The common and combined log formats. The second field, the client's identity (RFC 1413), is
  /// `-` everywhere.
  static boolean access(LogLine line, int at, boolean expected) {
    var b = line.bytes;
    int limit = Math.min(line.to, at + LONGEST_CLIENT);
    int identity = Bytes.find(b, at, limit, ' ') + 1;
    if (Bytes.at(b, identity, limit) != '-' || Bytes.at(b, identity + 1, limit) != ' ') {
      return false;
    }
    int open = Bytes.find(b, identity + 2, limit, '[');
    int end = NamedMonthStamp.readDayFirst(b, Math.min(open + 1, line.to), line.to, line);
    if (end < 0 || Bytes.at(b, end, line.to) != ']') {
      return false;
    }
    line.messageFrom(at);
    return true;
  }
}
