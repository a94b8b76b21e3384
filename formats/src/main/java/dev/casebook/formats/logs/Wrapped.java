package dev.casebook.formats.logs;

/// The line of a program in the message of a line that a daemon, a container's runtime or the
/// journal wrote around it; it may wrap another one.
///
/// ```
/// Nov 22 11:47:23 node1 kubelet[2345]: E1122 10:47:23.467705    2345 kubelet.go:2347] message
/// Nov 22 11:47:24 node1 dockerd[900]: time="2026-11-22T10:47:24Z" level=error msg="message"
/// Nov 22 11:47:25 node1 kernel: [ 1380.681543] nf_conntrack: table full, dropping packet
/// Nov 22 11:47:26 node1 sshd[12]: error: maximum authentication attempts exceeded
/// Nov 22 11:47:27 node1 NetworkManager[7]: <warn>  [1795344447.1] message
/// Nov 22 11:47:28 node1 sshd[12]: message repeated 2 times: [ Failed password for root]
/// {"log":"Mon Jul 11 09:04:19 2016 us=871901 CRL: cannot read: crl.pem\n","time":"2016-07-…Z"}
/// ```
///
/// The message becomes that of the line inside. The program is the one that the line inside names,
/// where its format tells programs and not just loggers; process id and host are those around it,
/// if there are. The time inside holds where it is an instant or tells more than the one around it,
/// such as the year: a container's wall clock without a zone does not beat the runtime's. A level
/// in a logger's own format holds against the one outside, which is the same for everything that a
/// unit writes to its standard error; a mere word does not.
final class Wrapped {
  private static final byte[] REPEATED = Bytes.of("message repeated ");
  private static final byte[] TIMES = Bytes.of(" times: [");
  private static final byte[] AUDIT = Bytes.of("type=");
  private static final byte[] DOCKER = Bytes.of("{\"log\":\"");
  private static final byte[] OVS = Bytes.of("ovs|");

  /// A shorter message is no line.
  private static final int BEGINNING = 20;

  private Wrapped() {}

  /// Looks into the message and replaces it by what it wraps.
  static void unwrap(LogLine line) {
    if (line.message.isEmpty()) {
      return;
    }
    byte first = line.message.bytes()[line.message.from()];
    if (first == 'm') {
      repeated(line);
    } else if (first == Colours.NUMBER_SIGN) {
      uncolour(line);
    }
    var b = line.message.bytes();
    int from = line.message.from();
    int to = line.message.to();
    if (from < to && !isLogger(line, b, from, to)) {
      leadingWord(line, b, from, to);
    }
  }

  /// The same for what a container wrote, of which no program is told.
  static void unwrapOutput(LogLine line) {
    unwrap(line);
    if (!line.program.isPresent() && !line.message.isEmpty()) {
      OpenVpn.suppressed(line);
    }
  }

  /// What a program wrote as part of a line of text without a format of its own has a level at
  /// most.
  private static boolean isLogger(LogLine line, byte[] b, int from, int to) {
    return switch (b[from]) {
      case 'I', 'W', 'E', 'F' -> klog(line, b, from, to) || isLine(line, b, from, to);
      case 't', 'l' -> Logfmt.unwrap(line, b, from, to) || isLine(line, b, from, to);
      case '{' -> object(line, b, from, to);
      case '[' -> kernelOrBracketed(line, b, from, to);
      case '<' -> enclosed(line, b, from, to, '>');
      default -> isLine(line, b, from, to);
    };
  }

  private static boolean klog(LogLine line, byte[] b, int from, int to) {
    int text = Klog.text(b, from, to);
    if (text > 0 && line.stampKind != StampKind.ABSENT) {
      line.level = Level.ofLetter(b[from]);
      line.message.set(b, text, to);
      return true;
    }
    return text > 0 && inside(line, b, from, to);
  }

  private static boolean object(LogLine line, byte[] b, int from, int to) {
    if (!Bytes.startsWith(b, from, to, DOCKER) || !inside(line, b, from, to)) {
      JsonLines.unwrap(line, b, from, to);
    }
    return true;
  }

  /// `[ 1380.681543] ` of the kernel, or `[error] `, or another line's time.
  private static boolean kernelOrBracketed(LogLine line, byte[] b, int from, int to) {
    boolean isKernel = line.program.contentEquals(Dmesg.KERNEL);
    if (isKernel || !line.program.isPresent()) {
      int text = Dmesg.afterUptime(b, from, to);
      if (text > 0 && isKernel) {
        line.message.set(b, text, to);
        return true;
      }
    }
    boolean isTime =
        Digits.isDigit(Bytes.at(b, from + 1, to))
            || isDate(b, from + 1, to)
            || Application.dateAfterName(b, from, to) > 0;
    return (isTime && inside(line, b, from, to)) || enclosed(line, b, from, to, ']');
  }

  private static boolean enclosed(LogLine line, byte[] b, int from, int to, char close) {
    if (line.level == null) {
      int end = Bytes.find(b, from + 1, limit(from + 1, to), close);
      line.level = end == to ? null : Level.ofWord(b, from + 1, end);
    }
    return true;
  }

  /// Reads the message as a line of its own, if it begins as one can.
  private static boolean isLine(LogLine line, byte[] b, int from, int to) {
    return begins(line, b, from, to) && inside(line, b, from, to);
  }

  /// A time or another beginning that only lines of logs have: most messages are text, for which
  /// nothing else may be tried.
  private static boolean begins(LogLine line, byte[] b, int from, int to) {
    if (to - from < BEGINNING) {
      return false;
    }
    byte first = b[from];
    if (Digits.isDigit(first)) {
      byte third = b[from + 2];
      byte fifth = b[from + 4];
      boolean isDay = third == '/' || third == '-';
      boolean isYear = fifth == '-' || fifth == '/' || fifth == ' ';
      return isDay || isYear || b[from + 8] == ' ' || b[from + 8] == '.' || b[from + 10] == '.';
    }
    return switch (first) {
      case '(' -> true;
      case 'o' -> Bytes.startsWith(b, from, to, OVS);
      case 't' -> Bytes.startsWith(b, from, to, AUDIT);
      case 'r', 'w', 'R', 'W' -> isDate(b, from, to) || isPackets(line, b, from);
      default -> isDate(b, from, to);
    };
  }

  /// Whether [#unwrap] changes nothing but the level of any message that begins with `b[from, to)`,
  /// of any program but OpenVPN.
  static boolean isText(byte[] b, int from, int to) {
    return to - from >= BEGINNING
        && Bytes.isLetter(b[from])
        && b[from] != 't' // logfmt and auditd
        && b[from] != 'l'
        && !Digits.isDigit(b[from + 1]) // klog
        && !isDate(b, from, to)
        && !Bytes.startsWith(b, from, to, OVS)
        && !Bytes.startsWith(b, from, to, REPEATED)
        && Utf8.controlFrom(b, from, to) == to; // colours
  }

  /// `Nov 22 ` or `Sun Nov 22 `.
  private static boolean isDate(byte[] b, int from, int to) {
    return to - from >= BEGINNING
        && b[from + 3] == ' '
        && (MonthNames.english(b, from) != 0 || MonthNames.english(b, from + 4) != 0);
  }

  /// OpenVPN's packet letters before its time, where it may be OpenVPN that writes.
  private static boolean isPackets(LogLine line, byte[] b, int from) {
    byte next = b[from + 1];
    boolean letter = next == 'r' || next == 'w' || next == 'R' || next == 'W';
    boolean isMine = !line.program.isPresent() || OpenVpn.isProgram(line.program);
    return isMine && (letter || Digits.isDigit(next) || Bytes.isLetter(next));
  }

  private static boolean inside(LogLine line, byte[] b, int from, int to) {
    var parser = line.inner();
    if (parser == null) {
      return false;
    }
    var inside = parser.parse(b, from, to);
    if (inside.format == LogFormat.PLAIN) {
      return false;
    }
    line.stampedInside(inside.stampKind, inside.stamp);
    line.level = inside.level == null ? line.level : inside.level;
    line.pid = line.pid == LogLine.NO_PID ? inside.pid : line.pid;
    line.kind = inside.kind;
    line.repeats = Math.max(line.repeats, inside.repeats);
    line.message.set(inside.message);
    if (!line.host.isPresent() || !line.program.isPresent()) {
      line.host.setIfPresent(inside.host);
    }
    if (!line.program.isPresent() || inside.format.tellsProgram()) {
      line.program.setIfPresent(inside.program);
    }
    return true;
  }

  /// Takes the colours that rsyslog escaped out of a message that begins with one, as coloured ones
  /// do; to search every message for them would cost more than it finds.
  private static void uncolour(LogLine line) {
    var message = line.message;
    var scratch = line.scratch(message.length());
    int start = line.scratchUsed();
    int end =
        Colours.strip(
            message.bytes(), message.from(), message.to(), Colours.NUMBER_SIGN, scratch, start);
    line.decoded(message, end);
  }

  /// `message repeated 5 times: [ text]` of rsyslog and syslog-ng.
  private static void repeated(LogLine line) {
    var b = line.message.bytes();
    int from = line.message.from();
    int to = line.message.to();
    if (!Bytes.startsWith(b, from, to, REPEATED)) {
      return;
    }
    int digits = from + REPEATED.length;
    int end = Digits.end(b, digits, to);
    if (end == digits || end - digits > 9 || !Bytes.startsWith(b, end, to, TIMES)) {
      return;
    }
    int text = end + TIMES.length;
    line.repeats = Math.max(1, (int) Digits.value(b, digits, end));
    text = Bytes.at(b, text, to) == ' ' ? text + 1 : text;
    line.message.set(b, text, to > text && b[to - 1] == ']' ? to - 1 : to);
  }

  /// `error: ` and the like, which programs without a level of their own write.
  static void leadingWord(LogLine line, byte[] b, int from, int to) {
    if (line.level == null && Bytes.isLetter(Bytes.at(b, from, to))) {
      int limit = limit(from, to);
      int i = from + 1;
      while (i < limit && Bytes.isLetter(b[i])) {
        i++;
      }
      if (i < limit && b[i] == ':') {
        line.level = Level.ofWord(b, from, i);
      }
    }
  }

  private static int limit(int from, int to) {
    return Math.min(to, from + Level.LONGEST_WORD + 1);
  }
}
