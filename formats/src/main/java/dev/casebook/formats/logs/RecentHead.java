package dev.casebook.formats.logs;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// The head of the line of syslog read last: the next one often has the same day, host and program,
/// and what they were read as then holds for it too.
final class RecentHead {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /// `Nov 22 22:53:09`
  private static final int STAMP = 15;

  /// `Nov 22 `
  private static final int DAY = 7;

  private static final long DAY_BITS = (1L << (Byte.SIZE * DAY)) - 1;

  /// Host and program together; well below the bound of a tag, which a process id must not pass.
  private static final int LONGEST = 96;

  private static final int LONGEST_PID = 9;

  /// `]: `
  private static final int TAG_END = 3;

  /// The day as it is written, and when it begins; negative if no stamp was read yet.
  private long dayBytes;

  private long day = -1;

  /// What stands from the host on, up to the `[` before the process id or to the message.
  private final byte[] bytes = new byte[LONGEST];

  private int length;
  private boolean hasPid;
  private SyslogHeader.Tag tag = SyslogHeader.Tag.OPTIONAL;
  private int hostFrom;
  private int hostTo;
  private int programFrom;
  private int programTo;
  private boolean isOfOpenVpn;

  /// Reads a stamp of the same day that only a blank and a name follow, which is no year and no
  /// zone; where it ends, or -1.
  int readStamp(byte[] b, int at, int to, LogLine line) {
    int second = second(b, at, to);
    if (second < 0) {
      return -1;
    }
    line.stamped(StampKind.YEARLESS, day + second * CivilTime.SECOND);
    return at + STAMP;
  }

  /// The second of the day in such a stamp, or -1.
  private int second(byte[] b, int at, int to) {
    if (to - at < STAMP + 2 || day < 0 || ((long) LONGS.get(b, at) & DAY_BITS) != dayBytes) {
      return -1;
    }
    byte name = b[at + STAMP + 1];
    return b[at + STAMP] == ' ' && name >= 'a' && name <= 'z' ? Digits.clock(b, at + DAY) : -1;
  }

  /// Remembers the stamp just read.
  void stamped(byte[] b, int at, int end, LogLine line) {
    int second = end == at + STAMP && b[at + DAY - 1] == ' ' ? Digits.clock(b, at + DAY) : -1;
    if (second >= 0 && line.stampKind == StampKind.YEARLESS) {
      dayBytes = (long) LONGS.get(b, at) & DAY_BITS;
      day = line.stamp - second * CivilTime.SECOND;
    }
  }

  /// Reads the same host and program, a process id and the message from `at` on; false leaves the
  /// line as it was.
  boolean readHeader(LogLine line, int at, SyslogHeader.Tag wanted) {
    var b = line.bytes;
    int message = wanted == tag ? message(b, at, line.to) : -1;
    if (message < 0) {
      return false;
    }
    if (hasPid) {
      line.pid = (int) Digits.value(b, at + length, message - TAG_END);
    }
    line.host.set(b, at + hostFrom, at + hostTo);
    line.program.set(b, at + programFrom, at + programTo);
    line.messageFrom(message);
    return true;
  }

  /// Where the message begins behind the same host and program, or -1.
  private int message(byte[] b, int at, int to) {
    int digits = at + length;
    if (length == 0 || digits > to || !Bytes.equal(b, at, bytes, length)) {
      return -1;
    }
    if (!hasPid) {
      return digits;
    }
    int end = Digits.end(b, digits, Math.min(to, digits + LONGEST_PID));
    return end > digits && isTagEnd(b, end, to) ? end + TAG_END : -1;
  }

  /// Tells of the line just read, where it is one of classic syslog, which digits of its head may
  /// be others without more than its time of day and process id being read otherwise: all but those
  /// of day, host and program. OpenVPN's lines are left out: what their messages wrap is told by
  /// the program too.
  ///
  /// @param greatest gets, by byte from `at` on, the greatest digit that may stand there, and
  ///   [LogParser#FIXED] where nothing else may
  /// @return where the message begins, or -1
  int freeDigits(byte[] b, int at, int to, byte[] greatest) {
    int second = tag == SyslogHeader.Tag.OPTIONAL && !isOfOpenVpn ? second(b, at, to) : -1;
    int message = second < 0 ? -1 : message(b, at + STAMP + 1, to);
    if (message < 0) {
      return -1;
    }
    Arrays.fill(greatest, 0, message - at, LogParser.FIXED);
    boolean isLate = b[at + DAY] == '2';
    greatest[DAY] = isLate ? LogParser.FIXED : 1;
    greatest[DAY + 1] = (byte) (isLate ? 3 : 9);
    greatest[DAY + 3] = 5;
    greatest[DAY + 4] = 9;
    boolean isLeap = b[at + DAY + 6] == '6';
    greatest[DAY + 6] = isLeap ? LogParser.FIXED : 5;
    greatest[DAY + 7] = isLeap ? LogParser.FIXED : 9;
    if (hasPid) {
      Arrays.fill(greatest, STAMP + 1 + length, message - TAG_END - at, (byte) 9);
    }
    return message;
  }

  /// Remembers the host and program just read, where the tag is `name[12]: ` or `name: `.
  void header(LogLine line, int at, SyslogHeader.Tag read) {
    var b = line.bytes;
    int end = line.program.to();
    boolean pid = Bytes.at(b, end, line.to) == '[';
    int digits = end + 1;
    int close = pid ? Digits.end(b, digits, Math.min(line.to, digits + LONGEST_PID)) : end;
    boolean isUsual =
        pid
            ? close > digits && isTagEnd(b, close, line.to) && line.message.from() == close + 3
            : Bytes.at(b, end, line.to) == ':'
                && Bytes.at(b, end + 1, line.to) == ' '
                && line.message.from() == end + 2;
    int stop = pid ? digits : end + 2;
    length = isUsual && stop - at <= LONGEST ? stop - at : 0;
    System.arraycopy(b, at, bytes, 0, length);
    hasPid = pid;
    tag = read;
    hostFrom = line.host.from() - at;
    hostTo = line.host.to() - at;
    programFrom = line.program.from() - at;
    programTo = line.program.to() - at;
    isOfOpenVpn = OpenVpn.isProgram(line.program);
  }

  private static boolean isTagEnd(byte[] b, int at, int to) {
    return to - at >= TAG_END && b[at] == ']' && b[at + 1] == ':' && b[at + 2] == ' ';
  }
}
