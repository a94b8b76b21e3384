package dev.casebook.wings.captures.tables;

import dev.casebook.wings.captures.format.FrameReader;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Times of frames as columns have them.
final class FrameTime {

  private static final long NANOS = 1_000_000_000L;

  private FrameTime() {}

  static @Nullable Instant instant(long nanos) {
    return nanos == FrameReader.NO_TIME
        ? null
        : Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS));
  }

  static @Nullable Double milliseconds(long from, long to) {
    return from == FrameReader.NO_TIME || to == FrameReader.NO_TIME ? null : (to - from) / 1e6;
  }
}
