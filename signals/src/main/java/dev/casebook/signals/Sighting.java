package dev.casebook.signals;

import dev.casebook.formats.logs.LogLine;
import dev.casebook.formats.logs.Slice;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The line in which patterns are being looked for, and what the one in hand found there.
final class Sighting {
  final Groups groups = new Groups();
  private @Nullable LogTimes times;
  private @Nullable LogLine line;
  private long position;
  private @Nullable String host;
  private @Nullable String program;

  /// Turns to another line.
  void turnTo(LogTimes times, LogLine line, long position) {
    this.times = times;
    this.line = line;
    this.position = position;
  }

  void named(@Nullable String host, @Nullable String program) {
    this.host = host;
    this.program = program;
  }

  LogTimes times() {
    return Objects.requireNonNull(times);
  }

  LogLine line() {
    return Objects.requireNonNull(line);
  }

  Slice message() {
    return line().message();
  }

  long position() {
    return position;
  }

  @Nullable String host() {
    return host;
  }

  @Nullable String program() {
    return program;
  }
}
