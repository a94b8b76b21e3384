package dev.casebook.tables.logs;

import dev.casebook.evidence.Artifact;
import dev.casebook.evidence.HostFacts;
import dev.casebook.formats.logs.LineSplitter;
import dev.casebook.formats.logs.LogClock;
import dev.casebook.formats.logs.LogDetection;
import dev.casebook.formats.logs.LogLine;
import dev.casebook.formats.logs.YearTrail;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A cursor over the lines of one log, blank ones left out. A line is split off first and parsed
/// only when its fields are asked for. Memory is bounded: of a line longer than the buffer the
/// first part is one line, and the rest is passed over.
public final class LogLines implements AutoCloseable {

  /// The time of a line that has none.
  public static final long NO_TIME = LogClock.NO_TIME;

  private static final int BUFFER_BYTES = 1 << 20;

  private final Artifact log;
  private final BlockReader in;
  private final LogReading reading;
  private final LineSplitter splitter = new LineSplitter();
  private byte[] buffer;
  private int held;
  private long bufferOffset;
  private boolean atEnd;
  private boolean skipping;
  private String shortcoming = "";
  private @Nullable LogClock clock;

  private LogLines(Artifact log, BlockReader in, LogReading reading, byte[] buffer, int held) {
    this.log = log;
    this.in = in;
    this.reading = reading;
    this.buffer = buffer;
    this.held = held;
    splitter.over(buffer, 0, reading.isText() ? held : 0);
    reading.parser().over(buffer, 0, held);
    this.atEnd = !reading.isText();
    if (atEnd) {
      shortcoming = "is not text";
      this.held = 0;
    } else if (reading.detection().content() == LogDetection.Content.UNDECODABLE) {
      shortcoming = "is in an encoding that can't be read";
    }
  }

  public static LogLines open(Artifact log, HostFacts facts) throws IOException {
    var in = new BlockReader(LogReading.open(log));
    byte[] buffer = new byte[BUFFER_BYTES];
    int held = in.fill(buffer, 0);
    return new LogLines(log, in, LogReading.of(log, facts, buffer, held), buffer, held);
  }

  /// What is wrong with the log as far as it was read; empty if nothing is.
  public String shortcoming() {
    return shortcoming;
  }

  /// Moves to the next line that is not blank.
  public boolean next() {
    while (true) {
      if (splitter.next() || (atEnd && !skipping && splitter.last())) {
        if (skipping) {
          skipping = false;
        } else if (!isBlank()) {
          return true;
        }
      } else if (atEnd || !refill()) {
        return false;
      } else if (held == buffer.length && splitter.rest() == 0 && !hasBreak()) {
        return longLine();
      }
    }
  }

  private boolean hasBreak() {
    return LineSplitter.indexOf(buffer, 0, held, (byte) '\n') >= 0;
  }

  /// A line that fills the whole buffer: its beginning is handed out, the rest skipped.
  private boolean longLine() {
    shortcoming = "has lines longer than 1 MiB, of which the rest was not read";
    splitter.last();
    if (skipping) {
      return next();
    }
    skipping = true;
    return true;
  }

  /// Moves what is left to the buffer's beginning and reads on.
  private boolean refill() {
    int rest = splitter.rest();
    System.arraycopy(buffer, rest, buffer, 0, held - rest);
    bufferOffset += rest;
    held -= rest;
    held = in.fill(buffer, held);
    if (!in.failure().isEmpty()) {
      shortcoming = in.failure();
    }
    atEnd = held < buffer.length;
    splitter.over(buffer, 0, held);
    reading.parser().over(buffer, 0, held);
    return held > 0;
  }

  private boolean isBlank() {
    for (int i = splitter.from(); i < splitter.to(); i++) {
      if (buffer[i] != ' ' && buffer[i] != '\t') {
        return false;
      }
    }
    return true;
  }

  /// Where the line begins in the log's decompressed bytes.
  public long offset() {
    return bufferOffset + splitter.from();
  }

  /// The line's fields; they hold until the next line.
  public LogLine fields() {
    return reading.parser().parse(buffer, splitter.from(), splitter.to());
  }

  /// The time of the line with these fields in microseconds since 1970, or [#NO_TIME].
  public long micros(LogLine fields) {
    if (clock == null) {
      clock = reading.clock(reading.isYearless() ? YearSurvey.of(log, reading) : new YearTrail());
    }
    return clock.micros(fields, offset());
  }

  @Override
  public void close() {
    in.close();
    buffer = Arrays.copyOf(buffer, 0);
  }
}
