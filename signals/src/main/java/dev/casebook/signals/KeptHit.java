package dev.casebook.signals;

import dev.casebook.formats.logs.Level;
import dev.casebook.formats.logs.LogLine;
import dev.casebook.formats.logs.StampKind;
import dev.casebook.tables.logs.SignalHits;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A hit that was kept, its time still to be told.
final class KeptHit {
  /// The object, its arrays' heads and its place in a list.
  private static final int OVERHEAD_BYTES = 160;

  private static final byte[] NONE = {};

  private final HitKeeper keeper;
  private LogTimes times;
  private long position;
  private StampKind stampKind;
  private long stamp;
  private int pid;
  private @Nullable Level level;
  private @Nullable String host;
  private @Nullable String program;
  private byte[] message = NONE;
  private int messageLength;
  private int repeats;
  private final ByteKey values = new ByteKey(0);

  /// Where the line of a later hit of the same values begins in the block in hand; -1 if there is
  /// none.
  private int repeat = -1;

  /// Where the break of that line lies; 0 if that is not known.
  private int repeatEnd;

  /// A copy of such a line, which is still to be read; of no length if there is none.
  private byte[] copy = NONE;

  private int copyLength;
  private long copyPosition;

  /// @param values of the pattern's groups, which are copied
  KeptHit(HitKeeper keeper, Sighting seen, ByteKey values) {
    this.keeper = keeper;
    this.times = seen.times();
    this.stampKind = seen.line().stampKind();
    become(seen, values);
  }

  /// Turns to a later hit of other values.
  void become(Sighting seen, ByteKey values) {
    this.values.set(values);
    become(seen);
  }

  /// What keeping it costs, in bytes.
  static long cost(Sighting seen, ByteKey values) {
    return OVERHEAD_BYTES + 3L * (seen.to() - seen.from()) + values.length();
  }

  /// Turns to a later hit of the same values.
  void become(Sighting seen) {
    var line = seen.line();
    times = seen.times();
    position = seen.position();
    stampKind = line.stampKind();
    stamp = line.stamp();
    pid = line.pid();
    level = line.level();
    host = seen.host();
    program = seen.program();
    repeats = line.repeats();
    copyLength = 0;
    copy(seen);
  }

  /// Says that a hit of the same values stands in a line that begins here.
  ///
  /// @param lineEnd where its break lies; 0 if that is not known
  /// @return whether it is the first of its block
  boolean repeatAt(int lineStart, int lineEnd) {
    boolean isFirst = repeat < 0;
    if (lineStart > repeat) {
      repeat = lineStart;
      repeatEnd = lineEnd;
    }
    return isFirst;
  }

  /// Copies the line of the last repeat.
  ///
  /// @param log of the block
  /// @param offset of the block's array in the log
  /// @return whether there is now a copy and was none
  @SuppressWarnings("ReferenceEquality") // one object for each log
  boolean copyRepeat(Block block, LogTimes log, long offset) {
    int line = repeat;
    repeat = -1;
    if (times == log && offset + line <= position) {
      return false; // a later line was read
    }
    boolean isFirst = copyLength == 0;
    int end = repeatEnd > 0 ? repeatEnd : block.breakFrom(line);
    copyLength = block.contentEnd(line, end) - line;
    if (copy.length < copyLength) {
      copy = new byte[copyLength];
    }
    System.arraycopy(block.bytes(), line, copy, 0, copyLength);
    copyPosition = offset + line;
    return isFirst;
  }

  /// Reads the copy, if there is one, and turns to the hit in it.
  void readCopy(LogScan log) {
    if (copyLength > 0) {
      become(log.seen(copy, copyLength, copyPosition));
      copy = NONE;
    }
  }

  private void copy(Sighting seen) {
    messageLength = seen.to() - seen.from();
    if (message.length < messageLength) {
      message = new byte[messageLength];
    }
    if (messageLength > 0) {
      System.arraycopy(seen.bytes(), seen.from(), message, 0, messageLength);
    }
  }

  /// Which keeps it.
  HitKeeper keeper() {
    return keeper;
  }

  LogTimes times() {
    return times;
  }

  long position() {
    return position;
  }

  /// How often the line says that it was written.
  int repeats() {
    return repeats;
  }

  ByteKey values() {
    return values;
  }

  /// Whether its time counts from the start of the machine, and so is less sure by a second.
  boolean isByUptime() {
    return stampKind == StampKind.UPTIME;
  }

  @Nullable Instant time() {
    return times.time(stampKind, stamp, position);
  }

  String program() {
    return program == null ? "" : program;
  }

  String message() {
    return new String(message, 0, messageLength, StandardCharsets.UTF_8);
  }

  @SuppressWarnings(
      "NullAway") // a record's constructor loses the annotation inside List<@Nullable …>
  SignalHits.Hit hit(long origin) {
    return new SignalHits.Hit(
        time(),
        stampKind == StampKind.LOCAL || stampKind == StampKind.YEARLESS,
        host,
        program,
        pid == LogLine.NO_PID ? null : (long) pid,
        level == null ? null : level.word(),
        message(),
        Arrays.asList(values.texts()),
        origin);
  }
}
