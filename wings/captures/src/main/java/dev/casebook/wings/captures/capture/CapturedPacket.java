package dev.casebook.wings.captures.capture;

/// A packet on its way into the capture.
///
/// @param tap the number of the place that it comes from
/// @param timeNanos since 1970, by the clock of its host
/// @param length bytes that it had on the wire
/// @param arrivalNanos when it came here, as `System.nanoTime` has it
record CapturedPacket(int tap, long timeNanos, byte[] data, long length, long arrivalNanos) {

  /// What an object and its array take besides the bytes.
  private static final int OVERHEAD = 72;

  int memoryBytes() {
    return data.length + OVERHEAD;
  }
}
