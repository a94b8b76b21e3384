package dev.casebook.formats.logs;

/// What stands between the time and the message of a syslog line: ` node1 sshd[114043]: `.
///
/// ```
/// node1 daemon.info sshd[12]: BusyBox writes facility and level
/// node1 WARNING kernel: so does SONiC
/// node1 node1 sshd[12]: a relay said the host once more
/// node1 -- MARK --
/// kernel: as journalctl --no-hostname prints it
/// ```
///
/// Of a host that a collector wrote as `source@node1` or `node1/192.0.2.5` (syslog-ng's long and
/// chained names) `node1` is taken, and an IPv6 address without its brackets.
final class SyslogHeader {
  /// How sure the tag must be for the line to pass as syslog.
  enum Tag {
    OPTIONAL,
    NEEDED,
    /// `name[pid]:`, or `kernel:`.
    WITH_PID
  }

  /// The longest host name (RFC 1035, section 2.3.4).
  private static final int LONGEST_HOST = 255;

  private SyslogHeader() {}

  /// Reads host, program, process id and message from `at` on, where the host begins.
  static boolean read(LogLine line, int at, Tag tag) {
    if (line.recent.readHeader(line, at, tag)) {
      return true;
    }
    var b = line.bytes;
    int host = Bytes.skipBlanks(b, at, line.to);
    int hostEnd = Bytes.find(b, host, Math.min(line.to, host + LONGEST_HOST), ' ');
    if (hostEnd == line.to || hostEnd - host >= LONGEST_HOST || isTag(b, host, hostEnd)) {
      return withoutHost(line, host, hostEnd, tag);
    }
    if (tag != Tag.OPTIONAL && Level.ofWord(b, host, hostEnd) != null) {
      return false;
    }
    host(line, host, hostEnd);
    int start = hostEnd + 1;
    if (SyslogTag.read(line, start)) {
      boolean isRead = tag != Tag.WITH_PID || isSure(line);
      if (isRead) {
        line.recent.header(line, at, tag);
      }
      return isRead;
    }
    return afterAnotherWord(line, host, start, tag) && (tag == Tag.OPTIONAL || isSure(line));
  }

  /// A colon ends a tag; two of them end an address.
  private static boolean isTag(byte[] b, int from, int to) {
    return b[to - 1] == ':' && (to - from < 2 || b[to - 2] != ':');
  }

  private static void host(LogLine line, int from, int to) {
    var b = line.bytes;
    int start = from;
    int stop = to;
    if (b[from] == '[' && b[to - 1] == ']' && to - from > 2) {
      start++;
      stop--;
    }
    for (int i = start + 1; i < stop - 1; i++) {
      if (b[i] == '@') {
        start = i + 1;
      } else if (b[i] == '/') {
        stop = i;
      }
    }
    line.host.set(b, start, stop);
  }

  /// The tag comes first, as programs hand lines to `/dev/log` and `journalctl --no-hostname`
  /// prints them. `ERROR: ` there is no program.
  private static boolean withoutHost(LogLine line, int at, int end, Tag tag) {
    if (Level.ofWord(line.bytes, at, Math.max(end - 1, at)) == null) {
      return tagOnly(line, at) && (tag == Tag.OPTIONAL || isSure(line));
    }
    line.messageFrom(at);
    return tag == Tag.OPTIONAL;
  }

  private static boolean isSure(LogLine line) {
    return line.pid >= 0 || line.program.contentEquals(Dmesg.KERNEL);
  }

  /// Reads a tag and the message, or all of it as the message. Always true.
  static boolean tagOnly(LogLine line, int at) {
    if (!SyslogTag.read(line, at)) {
      line.messageFrom(at);
    }
    return true;
  }

  /// Reads `time TAB program TAB pid TAB message`, as tables of firewalls are copied, or tabs where
  /// others have blanks.
  static boolean tabbed(LogLine line, int at) {
    var b = line.bytes;
    int firstEnd = Bytes.find(b, at, Math.min(line.to, at + LONGEST_HOST), '\t');
    int second = firstEnd + 1;
    if (firstEnd == at || Bytes.at(b, firstEnd, line.to) != '\t') {
      return false;
    }
    int digitsEnd = Digits.end(b, second, line.to);
    boolean isPid = digitsEnd > second && digitsEnd - second < 10;
    if (isPid && Bytes.at(b, digitsEnd, line.to) == '\t') {
      line.program.set(b, at, firstEnd);
      line.pid = (int) Digits.value(b, second, digitsEnd);
      line.messageFrom(digitsEnd + 1);
      return true;
    }
    host(line, at, firstEnd);
    return tagOnly(line, second);
  }

  /// The word after the host is not a tag. It is a level, or a facility and level (`daemon.info` as
  /// BusyBox writes it); or the host again; or the second word of a host whose name was edited to
  /// hold a space; or a tag with its text right behind the colon; or the message begins there.
  private static boolean afterAnotherWord(LogLine line, int host, int at, Tag tag) {
    var b = line.bytes;
    int end = Bytes.find(b, at, Math.min(line.to, at + SyslogTag.LONGEST), ' ');
    if (end < line.to && end > at) {
      if (facilityAndLevel(line, at, end)) {
        return tagOnly(line, end + 1);
      }
      var level = b[at] <= 'Z' ? Level.ofWord(b, at, end) : null;
      if (level != null && SyslogTag.read(line, end + 1)) {
        line.level = level;
        return true;
      }
      if (line.host.contentEquals(b, at, end)) {
        return SyslogTag.read(line, end + 1) || (tag == Tag.OPTIONAL && messageAt(line, end + 1));
      }
      if (tag == Tag.OPTIONAL
          && isLowerCaseName(b, at, end)
          && Bytes.isLetter(Bytes.at(b, end + 1, line.to))
          && SyslogTag.read(line, end + 1)) {
        line.host.set(b, host, end);
        return true;
      }
    }
    return tag == Tag.OPTIONAL && (tight(line, at, end) || messageAt(line, at));
  }

  private static boolean messageAt(LogLine line, int at) {
    line.messageFrom(at);
    return true;
  }

  /// Takes the level of `authpriv.warn` at `at`; false when it is something else.
  static boolean facilityAndLevel(LogLine line, int at, int end) {
    int point = Bytes.find(line.bytes, at, end, '.');
    var level = point < end ? Level.ofWord(line.bytes, point + 1, end) : null;
    line.level = level == null ? line.level : level;
    return level != null;
  }

  /// `prog:message`, of letters only and no address.
  private static boolean tight(LogLine line, int at, int end) {
    var b = line.bytes;
    int colon = at;
    while (colon < end && (Bytes.isLetter(b[colon]) || b[colon] == '-' || b[colon] == '_')) {
      colon++;
    }
    if (colon == at
        || Bytes.at(b, colon, end) != ':'
        || !Bytes.isLetter(Bytes.at(b, colon + 1, end))) {
      return false;
    }
    line.program.set(b, at, colon);
    return messageAt(line, colon + 1);
  }

  private static boolean isLowerCaseName(byte[] b, int from, int to) {
    for (int i = from; i < to; i++) {
      boolean letter = b[i] >= 'a' && b[i] <= 'z';
      if (!letter && !Digits.isDigit(b[i]) && b[i] != '-') {
        return false;
      }
    }
    return b[from] != '-';
  }
}
