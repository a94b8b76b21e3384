package dev.casebook.formats.logs;

/// Which program wrote a line of syslog: `sshd[114043]:`, `kernel:`, and what else stands there.
///
/// ```
/// openvpn(server)[4711]:   sshd(pam_unix)[123]:   (systemd)[77]:   /usr/sbin/cron[99]:
/// kubelet[ 1234]:   sssd[be[example.com]][12]:   krb5kdc[123](info):   prog[12]:message
/// gdm-password][1350]:
/// ```
///
/// Of these the programs are openvpn, sshd, systemd, cron, kubelet, sssd, krb5kdc, prog and
/// gdm-password; a program's own part, as in `postfix/smtpd`, stays.
final class SyslogTag {
  /// Real tags are shorter; a bound keeps a message without one from being searched to its end.
  static final int LONGEST = 128;

  private SyslogTag() {}

  /// Reads `name:`, `name[12]:` or `name[12] ` at `at` and takes the rest as the message. False
  /// leaves the line as it was.
  static boolean read(LogLine line, int at) {
    var b = line.bytes;
    int limit = Math.min(line.to, at + LONGEST);
    int paren = limit;
    for (int i = at; i < limit; i++) {
      byte c = b[i];
      if (c > '[') {
        continue; // nearly every byte of a name
      }
      switch (c) {
        case ':' -> {
          if (ends(b, i + 1, line.to)) {
            return i > at && found(line, at, Math.min(i, paren), i + 1);
          }
        }
        case '[' -> {
          return i > at && bracketed(line, at, i, paren, limit);
        }
        case '(' -> paren = i > at ? Math.min(paren, i) : paren;
        case ' ', '=', '"', '\t' -> {
          return false;
        }
        default -> {}
      }
    }
    return false;
  }

  private static boolean ends(byte[] b, int at, int to) {
    return at == to || b[at] == ' ' || b[at] == '[' || b[at] == '\t';
  }

  /// Reads one bracket or two, of which one holds the process id.
  private static boolean bracketed(LogLine line, int at, int open, int paren, int limit) {
    var b = line.bytes;
    int p = open;
    boolean isNumber = false;
    for (int groups = 0; groups < 2 && Bytes.at(b, p, limit) == '['; groups++) {
      int digits = Bytes.skipBlanks(b, p + 1, limit);
      int end = Digits.end(b, digits, limit);
      int close = closing(b, p, limit);
      if (close < 0) {
        return false;
      }
      isNumber = end == close;
      if (isNumber && end > digits && end - digits < 10) {
        line.pid = (int) Digits.value(b, digits, end);
      }
      p = close + 1;
    }
    int end = afterLevel(line, p);
    if (Bytes.at(b, end, line.to) == ':') {
      end++;
    } else if (!isNumber || (end < line.to && b[end] != ' ')) {
      line.pid = LogLine.NO_PID;
      return false;
    }
    return found(line, at, Math.min(open, paren), end);
  }

  /// The bracket that closes the one at `open`, or -1.
  private static int closing(byte[] b, int open, int limit) {
    int depth = 0;
    for (int p = open; p < limit; p++) {
      if (b[p] == '[') {
        depth++;
      } else if (b[p] == ']' && --depth == 0) {
        return p;
      }
    }
    return -1;
  }

  /// Reads `(info)` of Kerberos' daemons.
  private static int afterLevel(LogLine line, int at) {
    var b = line.bytes;
    if (Bytes.at(b, at, line.to) != '(') {
      return at;
    }
    int close = Bytes.find(b, at, Math.min(line.to, at + Level.LONGEST_WORD + 2), ')');
    var level = Level.ofWord(b, at + 1, close);
    if (level == null || Bytes.at(b, close + 1, line.to) != ':') {
      return at;
    }
    line.level = level;
    return close + 1;
  }

  private static boolean found(LogLine line, int from, int to, int end) {
    var b = line.bytes;
    int start = from;
    int stop = to;
    if (b[from] == '(' && b[to - 1] == ')' && to - from > 2) {
      start++;
      stop--;
    } else if (b[to - 1] == ']' && to - from > 1) {
      stop--; // gdm's, which has one bracket too many
    }
    if (b[start] == '/') {
      for (int i = start; i < stop - 1; i++) {
        start = b[i] == '/' ? i + 1 : start;
      }
    }
    line.program.set(b, start, stop);
    byte next = Bytes.at(b, end, line.to);
    line.messageFrom(next == ' ' || next == '\t' ? end + 1 : end);
    return true;
  }
}
