package dev.casebook.cli;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// An input that remembers what was read of it, if that is little.
final class Remembered extends FilterInputStream {

  private final int bytesMax;
  private final ByteArrayOutputStream read = new ByteArrayOutputStream();

  /// @param bytesMax of more, one byte more is remembered
  Remembered(InputStream in, int bytesMax) {
    super(in);
    this.bytesMax = bytesMax;
  }

  @Override
  public int read() throws IOException {
    int one = super.read();
    if (one >= 0) {
      remember(new byte[] {(byte) one}, 0, 1);
    }
    return one;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    int count = super.read(into, from, length);
    remember(into, from, count);
    return count;
  }

  private void remember(byte[] bytes, int from, int count) {
    int room = bytesMax + 1 - read.size();
    read.write(bytes, from, Math.max(0, Math.min(room, count)));
  }

  byte[] bytes() {
    return read.toByteArray();
  }
}
