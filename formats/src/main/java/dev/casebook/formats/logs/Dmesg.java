package dev.casebook.formats.logs;

/// The kernel's ring buffer as `dmesg` prints it: raw, `-T`, `-x`, `--time-format iso`.
///
/// ```
/// [ 1380.681543] nf_conntrack: nf_conntrack: table full in netns 4026532315, dropping packet
/// <6>[    0.407504] Freeing initrd memory: 7424K
/// kern  :info  : [    0.000000] BIOS-provided physical RAM map:
/// daemon:debug : [    5.123456] systemd[1]: Inserted module 'autofs4'
/// [    0.000000][    T0] Linux version 6.1.0
/// [Fri Jul  6 17:52:08 2023] bonding: bond0 is being created...
/// [五 7月  6 17:52:08 2023] bonding: bond0 is being created...
/// [ 7 6 17:52:08 2023]bonding: bondo is being created...
/// 2026-11-22T12:12:28,467705+00:00 Linux version 6.1.0
/// INFO - INFO - [ 6201.516021] bond1: (slave swp2): link status definitely down
/// ```
///
/// The last but two lost its weekday and the `月` when it was copied. The program is `kernel`,
/// unless the facility says that another one wrote to the buffer.
final class Dmesg {
  /// The longest bracketed time: a weekday and month in Cyrillic.
  private static final int LONGEST_TIME = 48;

  /// `authpriv`; levels are shorter.
  private static final int LONGEST_FACILITY = 8;

  /// The program of the kernel's own messages, here and in syslog.
  static final byte[] KERNEL = Bytes.of("kernel");

  private static final byte[] KERN = Bytes.of("kern");
  private static final byte[] DASH = Bytes.of(" - ");

  private Dmesg() {}

  /// The time since the machine's start.
  static boolean ring(LogLine line, int at, boolean expected) {
    var b = line.bytes;
    int open = open(line, at);
    int text = open < 0 ? -1 : afterUptime(b, open, line.to);
    if (text < 0) {
      return false;
    }
    EpochStamp.read(b, Bytes.skipBlanks(b, open + 1, line.to), line.to, line);
    return line.stampKind == StampKind.UPTIME && message(line, at, open, text);
  }

  /// The wall clock, computed by dmesg when it was run.
  static boolean wallClock(LogLine line, int at, boolean expected) {
    var b = line.bytes;
    int open = open(line, at);
    if (open < 0) {
      return isoClock(line, at);
    }
    int limit = Math.min(line.to, open + LONGEST_TIME);
    int close = Bytes.find(b, open + 1, limit, ']');
    if (close == limit) {
      return false;
    }
    int start = Bytes.skipBlanks(b, open + 1, close);
    int end = NamedMonthStamp.readLocalized(b, start, close, line);
    if (end < 0) {
      int month = Bytes.skipBlanks(b, Bytes.find(b, start, close, ' '), close);
      end = NamedMonthStamp.readLocalized(b, month, close, line);
    }
    return end == close
        && line.stampKind == StampKind.LOCAL
        && message(line, at, open, text(b, close, line.to));
  }

  /// Where the text begins after `[ 1380.681543] ` at `at`, or -1 when there is no such time.
  static int afterUptime(byte[] b, int at, int to) {
    int number = Bytes.skipBlanks(b, at + 1, to);
    int point = Digits.end(b, number, to);
    if (point == number || Bytes.at(b, point, to) != '.') {
      return -1;
    }
    int close = Digits.end(b, point + 1, to);
    return Bytes.at(b, close, to) == ']' ? text(b, close, to) : -1;
  }

  /// A comma before the fraction with six digits is dmesg's alone.
  private static boolean isoClock(LogLine line, int at) {
    var b = line.bytes;
    if (line.to - at < 27 || b[at + 10] != 'T' || b[at + 19] != ',') {
      return false;
    }
    int end = IsoStamp.read(b, at, line.to, line);
    boolean isDmesg = line.stampKind == StampKind.INSTANT && end == at + 32;
    return isDmesg && Bytes.at(b, end, line.to) == ' ' && message(line, at, at, end + 1);
  }

  /// Where the time's bracket opens, after `kern :info : ` of `dmesg -x` or words of whoever logged
  /// the buffer, or -1.
  private static int open(LogLine line, int at) {
    var b = line.bytes;
    if (Bytes.at(b, at, line.to) == '[') {
      return at;
    }
    if (!Bytes.isLetter(Bytes.at(b, at, line.to))) {
      return -1;
    }
    int words = afterWords(b, at, line.to);
    return words > at ? words : afterFacility(line, at);
  }

  /// Where the bracket opens after `INFO - INFO - `, at most three words; else `at`. Such a level
  /// is that of the program that logged the buffer, and not the message's.
  private static int afterWords(byte[] b, int at, int to) {
    int p = at;
    for (int words = 0; words < 3 && p < to && b[p] != '['; words++) {
      while (p < to && p - at < LONGEST_TIME && b[p] >= 'A' && b[p] <= 'Z') {
        p++;
      }
      if (!Bytes.startsWith(b, p, to, DASH)) {
        return at;
      }
      p += DASH.length;
    }
    return Bytes.at(b, p, to) == '[' ? p : at;
  }

  private static int afterFacility(LogLine line, int at) {
    var b = line.bytes;
    int first = Bytes.find(b, at, Math.min(line.to, at + LONGEST_FACILITY + 1), ':');
    if (Bytes.at(b, first, line.to) != ':') {
      return -1;
    }
    int limit = Math.min(line.to, first + LONGEST_FACILITY + 1);
    int second = Bytes.find(b, first + 1, limit, ':');
    if (second == limit || Bytes.at(b, second + 2, line.to) != '[') {
      return -1;
    }
    line.level = Level.ofWord(b, first + 1, Bytes.find(b, first + 1, second, ' '));
    return line.level == null ? -1 : second + 2;
  }

  /// After the bracket: the caller's id of CONFIG_PRINTK_CALLER, `[ T0]`, then a space that a
  /// broken copy may lack.
  private static int text(byte[] b, int close, int to) {
    int p = close + 1;
    if (Bytes.at(b, p, to) == '[') {
      int id = Bytes.skipBlanks(b, p + 1, to);
      byte kind = Bytes.at(b, id, to);
      int end = Digits.end(b, Math.min(id + 1, to), to);
      if ((kind == 'T' || kind == 'C') && end > id + 1 && Bytes.at(b, end, to) == ']') {
        p = end + 1;
      }
    }
    return Bytes.at(b, p, to) == ' ' ? p + 1 : p;
  }

  private static boolean message(LogLine line, int at, int open, int text) {
    boolean hasFacility = line.bytes[open] == '[' && line.level != null && open > at;
    if (hasFacility ? !Bytes.startsWith(line.bytes, at, open, KERN) : !line.isFromKernel()) {
      return SyslogHeader.tagOnly(line, text);
    }
    line.program.set(KERNEL, 0, KERNEL.length);
    line.messageFrom(text);
    return true;
  }

  /// A line of the buffer without its time: the second line of a message.
  static void unstamped(LogLine line) {
    line.program.set(KERNEL, 0, KERNEL.length);
  }
}
