package dev.casebook.formats.logs;

/// What syslog daemons and journalctl write: time, host, `program[pid]:`, message (RFC 3164,
/// section 4.1, and the formats of rsyslog and `journalctl -o short…`).
///
/// ```
/// Jun 20 22:53:09 node1 pppd[88951]: Exit.
/// 3月 26 10:42:19 node1 sshd[114043]: Failed password for admin from 2001:db8::2 port 34968 ssh2
/// 2026-11-22T11:47:18.467705+01:00 node1 kernel: nf_conntrack: table full, dropping packet
/// Sun 2026-11-22 11:47:18 CET node1 systemd[1]: Started OpenSSH server daemon.
/// [    5.124456] node1 systemd[1]: Started OpenSSH server daemon.
/// 1795344438.468705 node1 systemd[1]: Started OpenSSH server daemon.
/// ```
final class Syslog {
  /// The longest abbreviation of a zone that `date` prints: `+0530`, `CHADT`.
  private static final int LONGEST_ZONE = 6;

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

  /// rsyslog's own format and `journalctl -o short-iso`. Applications write such times too, so a
  /// line passes only with a zone and a tag; after a `Z`, which neither of the two writes for its
  /// own host, the tag needs a process id.
  static boolean iso(LogLine line, int at, boolean expected) {
    var b = line.bytes;
    int end = IsoStamp.read(b, at, line.to, line);
    if (end < 0 || line.stampKind != StampKind.INSTANT || b[at + 10] != 'T' || b[at + 19] == ',') {
      return false;
    }
    boolean strict = b[end - 1] == 'Z' && !expected;
    return header(line, end, strict ? SyslogHeader.Tag.WITH_PID : SyslogHeader.Tag.NEEDED);
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
    return header(line, close + 1, SyslogHeader.Tag.WITH_PID) && line.host.isPresent();
  }

  private static boolean header(LogLine line, int at, SyslogHeader.Tag tag) {
    if (Bytes.at(line.bytes, at, line.to) != ' ' || !SyslogHeader.read(line, at + 1, tag)) {
      return false;
    }
    Wrapped.unwrap(line);
    return true;
  }
}
