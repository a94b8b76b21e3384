package dev.casebook.formats.logs;

import java.nio.charset.StandardCharsets;

/// What syslog daemons and journalctl write: time, host, `program[pid]:`, message (RFC 3164,
/// section 4.1, and the formats of rsyslog and `journalctl -o short…`).
///
/// ```
/// Jun 20 22:53:09 node1 pppd[88951]: Exit.
/// 3月 26 10:42:19 node1 sshd[114043]: Failed password for admin from 2001:db8::2 port 34968 ssh2
/// 2026-11-22T11:47:18.467705+01:00 node1 kernel: nf_conntrack: table full, dropping packet
/// 2026-11-22 11:47:18 node1 sshd[12]: Connection closed by authenticating user admin
/// 2026 Nov 22 11:47:18 node1 sshd[12]: Connection closed by authenticating user admin
/// Sun Nov 22 11:47:18 2026 authpriv.warn dropbear[12388]: Login attempt for nonexistent user
/// Sun 2026-11-22 11:47:18 CET node1 systemd[1]: Started OpenSSH server daemon.
/// [    5.124456] node1 systemd[1]: Started OpenSSH server daemon.
/// 1795344438.468705 node1 systemd[1]: Started OpenSSH server daemon.
/// ```
final class Syslog {
  /// The longest abbreviation of a zone that `date` prints: `+0530`, `CHADT`.
  private static final int LONGEST_ZONE = 6;

  /// `authpriv.informational` and a bound for what a first word is searched for.
  private static final int LONGEST_PRIORITY = 24;

  private static final byte[][] UNIT_SUFFIXES = {Bytes.of(".service"), Bytes.of(".scope")};

  private Syslog() {}

  /// The month by its name, as the classic file format and `journalctl` have it. A tag is optional:
  /// `last message repeated 3 times` has none.
  static boolean classic(LogLine line, int at, boolean expected) {
    int end = NamedMonthStamp.read(line.bytes, at, line.to, line);
    return end > 0 && header(line, end, SyslogHeader.Tag.OPTIONAL);
  }

  /// The month in the language of the machine. Japanese and Korean pad it with a space in front.
  static boolean localized(LogLine line, int at, boolean expected) {
    int start = Bytes.at(line.bytes, at, line.to) == ' ' ? at + 1 : at;
    int end = NamedMonthStamp.readLocalized(line.bytes, start, line.to, line);
    return end > 0 && header(line, end, SyslogHeader.Tag.OPTIONAL);
  }

  /// The same with the year first, as SONiC and some routers have it.
  static boolean yearFirst(LogLine line, int at, boolean expected) {
    int end = NamedMonthStamp.readYearFirst(line.bytes, at, line.to, line);
    return end > 0 && header(line, end, SyslogHeader.Tag.OPTIONAL);
  }

  /// The date of `ctime`, which others write too: facility and level follow, as in OpenWrt's log,
  /// or a tag with a process id.
  static boolean ctime(LogLine line, int at, boolean expected) {
    var b = line.bytes;
    if (line.to - at < 30 || b[at + 3] != ' ') {
      return false;
    }
    int end = NamedMonthStamp.read(b, at + 4, line.to, line);
    if (end < 0 || line.stampKind == StampKind.YEARLESS || Bytes.at(b, end, line.to) != ' ') {
      return false;
    }
    int word = end + 1;
    int wordEnd = Bytes.find(b, word, Math.min(line.to, word + LONGEST_PRIORITY), ' ');
    if (!SyslogHeader.facilityAndLevel(line, word, wordEnd)) {
      return isHost(b, word, line.to) && header(line, end, SyslogHeader.Tag.WITH_PID);
    }
    SyslogHeader.tagOnly(line, Math.min(wordEnd + 1, line.to));
    Wrapped.unwrap(line);
    return true;
  }

  /// rsyslog's own format and `journalctl -o short-iso`. Applications write such times too, so a
  /// line passes only with a zone and a tag; after a `Z`, which neither of the two writes for its
  /// own host, and after a date and time that a blank parts, the tag needs a process id.
  static boolean iso(LogLine line, int at, boolean expected) {
    var b = line.bytes;
    int end = IsoStamp.read(b, at, line.to, line);
    if (end < 0 || Bytes.at(b, at + 19, line.to) == ',') {
      return false;
    }
    boolean blank = b[at + 10] == ' ';
    if (blank ? !isHost(b, end + 1, line.to) : line.stampKind != StampKind.INSTANT) {
      return false;
    }
    boolean strict = blank || (b[end - 1] == 'Z' && !expected);
    return header(line, end, strict ? SyslogHeader.Tag.WITH_PID : SyslogHeader.Tag.NEEDED);
  }

  /// A host, or a tag in its place, begins with a letter, a digit or the bracket of an address, and
  /// assigns nothing: `us=871901` is OpenVPN's.
  private static boolean isHost(byte[] b, int at, int to) {
    byte first = Bytes.at(b, at, to);
    int end = Bytes.find(b, at, Math.min(to, at + LONGEST_PRIORITY), ' ');
    boolean begins = Bytes.isLetter(first) || Digits.isDigit(first) || first == '[';
    return begins && Bytes.find(b, at, end, '=') == end;
  }

  /// `journalctl -o short-full`, and `-o with-unit`, which has the unit in the program's place. A
  /// zone by its name is left to the caller.
  static boolean full(LogLine line, int at, boolean expected) {
    var b = line.bytes;
    int date = Bytes.find(b, at, Math.min(line.to, at + 12), ' ') + 1;
    if (date < at + 3 || Digits.isDigit(b[at])) {
      return false;
    }
    int end = IsoStamp.read(b, date, line.to, line);
    if (end < 0) {
      return false;
    }
    if (line.stampKind == StampKind.LOCAL) {
      int zone = end + 1;
      end = Bytes.find(b, zone, Math.min(line.to, zone + LONGEST_ZONE), ' ');
      if (end - zone >= 3) {
        IsoStamp.offset(b, zone, end, line.stamp, line);
      }
    }
    if (!header(line, end, SyslogHeader.Tag.NEEDED)) {
      return false;
    }
    takeUnit(line);
    return true;
  }

  private static void takeUnit(LogLine line) {
    var program = line.program;
    for (var suffix : UNIT_SUFFIXES) {
      int point = program.to() - suffix.length;
      if (Bytes.startsWith(line.bytes, Math.max(point, program.from()), program.to(), suffix)) {
        line.unit.set(line.bytes, program.from(), program.to());
        program.set(line.bytes, program.from(), point);
        return;
      }
    }
  }

  /// `journalctl -o short-unix`.
  static boolean unix(LogLine line, int at, boolean expected) {
    int end = EpochStamp.read(line.bytes, at, line.to, line);
    return end > 0
        && line.stampKind == StampKind.INSTANT
        && header(line, end, SyslogHeader.Tag.NEEDED);
  }

  /// `journalctl -o short-monotonic` and `-o short-delta`. The kernel's own buffer looks alike but
  /// for host and tag, and `scsi host0: ahci` has those too: the tag needs a process id, or is
  /// `kernel`. A tag alone is systemd's, writing to that buffer.
  static boolean monotonic(LogLine line, int at, boolean expected) {
    var b = line.bytes;
    if (Bytes.at(b, at, line.to) != '[') {
      return false;
    }
    int end = EpochStamp.read(b, Bytes.skipBlanks(b, at + 1, line.to), line.to, line);
    if (end < 0) {
      return false;
    }
    int close = Bytes.find(b, end, Math.min(line.to, end + 24), ']');
    return header(line, close + 1, SyslogHeader.Tag.WITH_PID)
        && line.host.isPresent()
        && !isOfKernel(line.message);
  }

  /// The kernel writes of a process that it ended `NAME[PID]: segfault at …`, and a name may hold a
  /// blank (`arch/x86/mm/fault.c`): then it looks like a host and a tag.
  private static boolean isOfKernel(Slice message) {
    return message.isPresent()
        && Bytes.startsWith(message.bytes(), message.from(), message.to(), SEGFAULT);
  }

  private static final byte[] SEGFAULT = "segfault at ".getBytes(StandardCharsets.US_ASCII);

  private static boolean header(LogLine line, int at, SyslogHeader.Tag tag) {
    byte next = Bytes.at(line.bytes, at, line.to);
    boolean isRead =
        next == ' '
            ? SyslogHeader.read(line, at + 1, tag)
            : next == '\t' && SyslogHeader.tabbed(line, at + 1);
    if (!isRead) {
      return false;
    }
    Wrapped.unwrap(line);
    return true;
  }
}
