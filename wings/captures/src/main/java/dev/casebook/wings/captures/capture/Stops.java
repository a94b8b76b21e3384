package dev.casebook.wings.captures.capture;

/// When a capture ends by itself; zero is never.
///
/// @param durationNanos since the first place captures
/// @param packets in all
/// @param bytes written in all
/// @param drops packets that the hosts dropped: a trigger
/// @param keepNanos how long it goes on after a trigger
public record Stops(long durationNanos, long packets, long bytes, long drops, long keepNanos) {

  /// Only when it is told to.
  public static final Stops NEVER = new Stops(0, 0, 0, 0, 0);
}
