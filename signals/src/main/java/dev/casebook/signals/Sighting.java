package dev.casebook.signals;

import dev.casebook.formats.logs.LogLine;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The line in which patterns are being looked for, and what the one in hand found there.
final class Sighting {
  final Groups groups = new Groups();
  private @Nullable LogTimes times;
  private @Nullable LogLine line;
  private long position;
  private boolean isDecoded;
  private int from;
  private int to;
  private @Nullable String host;
  private @Nullable String program;

  /// The last hit of its values, which the one in hand replaced.
  private @Nullable KeptHit kept;

  private int told;

  /// Turns to another line.
  ///
  /// @param raw the array in which it stands; only a message decoded from it has line breaks
  @SuppressWarnings("ReferenceEquality") // the same array, not a copy
  void turnTo(LogTimes times, LogLine line, byte[] raw, long position) {
    this.times = times;
    this.line = line;
    this.isDecoded = line.message().bytes() != raw;
    this.position = position;
    this.from = -1;
    this.to = -1;
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

  /// Whether the message stands otherwise in its line.
  boolean isDecoded() {
    return isDecoded;
  }

  /// Turns to the next line of the message, since a record may hold several; to the first after
  /// [#turnTo].
  ///
  /// @return false if there is none left
  boolean nextText() {
    var message = line().message();
    if (message.length() <= 0 || to >= message.to()) {
      return false;
    }
    from = to < 0 ? message.from() : to + 1;
    if (!isDecoded) {
      to = message.to();
      return true;
    }
    to = from;
    var bytes = message.bytes();
    while (to < message.to() && bytes[to] != '\n') {
      to++;
    }
    return true;
  }

  /// Says that the hit in hand replaced the last one of its values.
  ///
  /// @param to behind the last byte that tells those values
  void keptIn(KeptHit hit, int to) {
    kept = hit;
    told = to;
  }

  /// Turns to another signal.
  void forgetKept() {
    kept = null;
  }

  @Nullable KeptHit kept() {
    return kept;
  }

  int told() {
    return told;
  }

  /// The array in which the line of the message stands, from [#from] to [#to].
  byte[] bytes() {
    return line().message().bytes();
  }

  int from() {
    return from;
  }

  int to() {
    return to;
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
