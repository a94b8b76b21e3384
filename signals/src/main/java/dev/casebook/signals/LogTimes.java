package dev.casebook.signals;

import dev.casebook.evidence.Artifact;
import dev.casebook.formats.logs.LogClock;
import dev.casebook.formats.logs.LogLine;
import dev.casebook.formats.logs.StampKind;
import dev.casebook.formats.logs.YearTrail;
import dev.casebook.tables.logs.LogReading;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// A log and the clock of its lines, which is known once the log's last line was seen.
final class LogTimes {
  private final Artifact log;
  private final int order;
  private final LogReading reading;
  private final YearTrail trail = new YearTrail();
  private @Nullable LogClock clock;
  private final Stamp first = new Stamp();
  private final Stamp last = new Stamp();

  /// @param order of the log among its snapshot's
  LogTimes(Artifact log, int order, LogReading reading) {
    this.log = log;
    this.order = order;
    this.reading = reading;
  }

  Artifact log() {
    return log;
  }

  int order() {
    return order;
  }

  /// Takes note of a line, of which there may be more in between.
  void see(LogLine line, long position) {
    trail.see(line, position);
    if (line.stampKind() != StampKind.ABSENT && line.stampKind() != StampKind.UPTIME) {
      last.set(line, position);
      if (first.kind == StampKind.ABSENT) {
        first.set(line, position);
      }
    }
  }

  /// When the first line that was seen was written; null if it does not tell.
  @Nullable Instant first() {
    return time(first);
  }

  /// When the last line that was seen was written; null if it does not tell.
  @Nullable Instant last() {
    return time(last);
  }

  private @Nullable Instant time(Stamp of) {
    return of.kind == StampKind.ABSENT ? null : time(of.kind, of.stamp, of.position);
  }

  /// The stamp of a line; absent until one was seen.
  private static final class Stamp {
    private StampKind kind = StampKind.ABSENT;
    private long stamp;
    private long position;

    void set(LogLine line, long at) {
      kind = line.stampKind();
      stamp = line.stamp();
      position = at;
    }
  }

  /// The time of a stamp at a place in the log; null where it has none. Where it counts from a
  /// start of the machine that nothing tells, that start is 1970, so that differences are right.
  @Nullable Instant time(StampKind kind, long stamp, long position) {
    if (clock == null) {
      clock = reading.clock(trail);
    }
    long micros = clock.micros(kind, stamp, position);
    if (micros == LogClock.NO_TIME) {
      micros = kind == StampKind.UPTIME ? stamp : LogClock.NO_TIME;
    }
    return micros == LogClock.NO_TIME ? null : Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
