package dev.casebook.formats.logs;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// The head of the line of syslog read last: the next one often has the same minute, host and
/// program, and what they were read as then holds for it too.
final class RecentHead {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /// `Nov 22 22:53:09`
  private static final int STAMP = 15;

  /// Host and program together; well below the bound of a tag, which a process id must not pass.
  private static final int LONGEST = 96;

  private static final int LONGEST_PID = 9;

  /// The first eight bytes of `Nov 22 22:53:`, and the last eight.
  private long dayBytes;

  private long minuteBytes;
  private long minute = -1;

  /// What stands from the host on, up to the `[` before the process id or to the message.
  private final byte[] bytes = new byte[LONGEST];

  private int length;
  private boolean hasPid;
  private SyslogHeader.Tag tag = SyslogHeader.Tag.OPTIONAL;
  private int hostFrom;
  private int hostTo;
  private int programFrom;
  private int programTo;

  /// Reads a stamp of the same minute that only a blank and a name follow, which is no year and no
  /// zone; where it ends, or -1.
  int readStamp(byte[] b, int at, int to, LogLine line) {
    if (to - at < STAMP + 2
        || minute < 0
        || (long) LONGS.get(b, at) != dayBytes
        || (long) LONGS.get(b, at + 5) != minuteBytes) {
      return -1;
    }
    int second = Digits.two(b, at + 13);
    byte name = b[at + STAMP + 1];
    if (second < 0 || second > 59 || b[at + STAMP] != ' ' || name < 'a' || name > 'z') {
      return -1;
    }
    line.stamped(StampKind.YEARLESS, minute + second * CivilTime.SECOND);
    return at + STAMP;
  }

  /// Remembers the stamp just read.
  void stamped(byte[] b, int at, int end, LogLine line) {
    boolean isUsual =
        end == at + STAMP && b[at + 6] == ' ' && b[at + 9] == ':' && b[at + 12] == ':';
    if (isUsual && line.stampKind == StampKind.YEARLESS && Digits.two(b, at + 13) < 60) {
      dayBytes = (long) LONGS.get(b, at);
      minuteBytes = (long) LONGS.get(b, at + 5);
      minute = line.stamp - Digits.two(b, at + 13) * CivilTime.SECOND;
    }
  }

  /// Reads the same host and program, a process id and the message from `at` on; false leaves the
  /// line as it was.
  boolean readHeader(LogLine line, int at, SyslogHeader.Tag wanted) {
    var b = line.bytes;
    int end = at + length;
    if (length == 0 || wanted != tag || end > line.to || !Bytes.equal(b, at, bytes, length)) {
      return false;
    }
    if (hasPid) {
      int digits = end;
      end = Digits.end(b, digits, Math.min(line.to, digits + LONGEST_PID));
      if (end == digits || !isTagEnd(b, end, line.to)) {
        return false;
      }
      line.pid = (int) Digits.value(b, digits, end);
      end += 3;
    }
    line.host.set(b, at + hostFrom, at + hostTo);
    line.program.set(b, at + programFrom, at + programTo);
    line.messageFrom(end);
    return true;
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
  }

  private static boolean isTagEnd(byte[] b, int at, int to) {
    return to - at >= 3 && b[at] == ']' && b[at + 1] == ':' && b[at + 2] == ' ';
  }
}
