package dev.casebook.wings.etcd.store;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// A CRC-32C over ranges of a file, taken where they lie.
///
/// A byte buffer spans at most 2 GiB, so a large file is seen through several that overlap.
final class MappedCrc32c {

  private static final long STRIDE = 1L << 30;

  private final CRC32C crc = new CRC32C();
  private final ByteBuffer[] windows;

  MappedCrc32c(MemorySegment file) {
    windows = new ByteBuffer[(int) ((file.byteSize() + STRIDE - 1) / STRIDE)];
    for (var i = 0; i < windows.length; i++) {
      var start = i * STRIDE;
      var length = Math.min(file.byteSize() - start, Integer.MAX_VALUE);
      windows[i] = file.asSlice(start, length).asByteBuffer();
    }
  }

  void update(String ascii) {
    for (var i = 0; i < ascii.length(); i++) {
      crc.update(ascii.charAt(i));
    }
  }

  void update(long offset, long length) {
    for (var left = length; left > 0; ) {
      var at = offset + length - left;
      var window = windows[(int) (at / STRIDE)];
      var start = (int) (at % STRIDE);
      var part = (int) Math.min(left, window.capacity() - start);
      window.limit(start + part).position(start);
      crc.update(window);
      left -= part;
    }
  }

  long value() {
    return crc.getValue();
  }
}
