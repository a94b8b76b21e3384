package dev.casebook.wings.lines.echo;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What a request carries so that its reply can be told from anybody else's, whatever its id: a
/// number of this run, the request's number, and a pattern.
///
/// @param run a random number of this run
/// @param bytes the length of it all; below 16 nothing is marked
public record EchoData(long run, int bytes) {

  private static final int MARK_BYTES = 16;

  public boolean isMarked() {
    return bytes >= MARK_BYTES;
  }

  public byte[] of(long number) {
    var data = new byte[bytes];
    for (int i = 0; i < bytes; i++) {
      data[i] = (byte) i;
    }
    if (isMarked()) {
      ByteBuffer.wrap(data).putLong(run).putLong(number);
    }
    return data;
  }

  /// The number of the request that data is of; empty if it is none of this run.
  public OptionalLong number(byte[] data) {
    if (!isMarked() || data.length < MARK_BYTES) {
      return OptionalLong.empty();
    }
    var buffer = ByteBuffer.wrap(data);
    return buffer.getLong() == run ? OptionalLong.of(buffer.getLong()) : OptionalLong.empty();
  }

  /// The first byte that is not as it was sent; the length where only that differs.
  public OptionalInt difference(byte[] data, long number) {
    var sent = of(number);
    int first = Arrays.mismatch(sent, data);
    return first < 0 ? OptionalInt.empty() : OptionalInt.of(first);
  }
}
