package dev.casebook.formats.logs;

/// What stands between the time and the message of a syslog line: ` node1 sshd[114043]: `.
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

  /// Real tags are shorter; a bound keeps a message without one from being searched to its end.
  private static final int LONGEST_TAG = 128;

  private SyslogHeader() {}

  /// Reads host, program, process id and message from `at` on, where the host begins.
  static boolean read(LogLine line, int at, Tag tag) {
    var b = line.bytes;
    int host = Bytes.skipBlanks(b, at, line.to);
    int hostEnd = Bytes.find(b, host, Math.min(line.to, host + LONGEST_HOST), ' ');
    if (hostEnd == line.to || hostEnd - host >= LONGEST_HOST || b[hostEnd - 1] == ':') {
      return withoutHost(line, host, hostEnd, tag);
    }
    if (tag != Tag.OPTIONAL && Level.ofWord(b, host, hostEnd) != null) {
      return false;
    }
    line.host.set(b, host, hostEnd);
    int start = hostEnd + 1;
    if (tag(line, start)) {
      return tag != Tag.WITH_PID || isSure(line);
    }
    return tag == Tag.OPTIONAL && afterAnotherWord(line, host, start);
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
    if (!tag(line, at)) {
      line.messageFrom(at);
    }
    return true;
  }

  /// Reads `name:`, `name[12]:` or `name[12] ` at `at` and takes the rest as the message.
  private static boolean tag(LogLine line, int at) {
    var b = line.bytes;
    int limit = Math.min(line.to, at + LONGEST_TAG);
    for (int i = at; i < limit; i++) {
      byte c = b[i];
      if (c == ':' && endsTag(b, i + 1, line.to)) {
        return i > at && found(line, at, i, i + 1);
      }
      if (c == '[') {
        return i > at && bracketed(line, at, i, limit);
      }
      if (c == ' ' || c == '=' || c == '"') {
        return false;
      }
    }
    return false;
  }

  private static boolean endsTag(byte[] b, int at, int to) {
    return at == to || b[at] == ' ' || b[at] == '[';
  }

  private static boolean bracketed(LogLine line, int at, int open, int limit) {
    var b = line.bytes;
    int digitsEnd = Digits.end(b, open + 1, limit);
    int close = Bytes.find(b, digitsEnd, limit, ']');
    if (close == limit) {
      return false;
    }
    int end = close + 1;
    if (Bytes.at(b, end, line.to) == ':') {
      end++;
    } else if (close != digitsEnd || (end < line.to && b[end] != ' ')) {
      return false;
    }
    if (close == digitsEnd && close > open + 1 && close - open <= 10) {
      line.pid = (int) Digits.value(b, open + 1, close);
    }
    return found(line, at, open, end);
  }

  private static boolean found(LogLine line, int from, int to, int end) {
    line.program.set(line.bytes, from, to);
    line.messageFrom(Bytes.at(line.bytes, end, line.to) == ' ' ? end + 1 : end);
    return true;
  }

  /// The word after the host is no tag. It is a facility and level (`daemon.info`, as BusyBox
  /// writes it); or the second word of a host whose name was edited to hold a space; or the message
  /// begins there.
  private static boolean afterAnotherWord(LogLine line, int host, int at) {
    var b = line.bytes;
    int end = Bytes.find(b, at, Math.min(line.to, at + LONGEST_TAG), ' ');
    if (end < line.to && end > at) {
      int point = Bytes.find(b, at, end, '.');
      var level = point < end ? Level.ofWord(b, point + 1, end) : null;
      if (level != null) {
        line.level = level;
        return tagOnly(line, end + 1);
      }
      if (isLowerCaseName(b, at, end)
          && Bytes.isLetter(Bytes.at(b, end + 1, line.to))
          && tag(line, end + 1)) {
        line.host.set(b, host, end);
        return true;
      }
    }
    line.messageFrom(at);
    return true;
  }

  private static boolean isLowerCaseName(byte[] b, int from, int to) {
    for (int i = from; i < to; i++) {
      boolean letter = b[i] >= 'a' && b[i] <= 'z';
      if (!letter && !Digits.isDigit(b[i]) && b[i] != '-') {
        return false;
      }
    }
    return true;
  }
}
