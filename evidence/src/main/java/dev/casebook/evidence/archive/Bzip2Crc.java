package dev.casebook.evidence.archive;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.CRC32;

/// The CRC-32 of bzip2, which takes the highest bit of a byte first.
///
/// It is the usual CRC-32 of the bytes with their bits reversed, which the JDK computes fast.
final class Bzip2Crc {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final CRC32 crc = new CRC32();
  private final byte[] reversed = new byte[1 << 12];

  void update(byte[] bytes, int offset, int length) {
    for (int from = 0; from < length; from += reversed.length) {
      int count = Math.min(reversed.length, length - from);
      reverse(bytes, offset + from, count);
      crc.update(reversed, 0, count);
    }
  }

  private void reverse(byte[] bytes, int offset, int count) {
    int i = 0;
    for (; i <= count - 8; i += 8) {
      long eight = (long) LONG.get(bytes, offset + i);
      LONG.set(reversed, i, Long.reverse(Long.reverseBytes(eight)));
    }
    for (; i < count; i++) {
      reversed[i] = (byte) (Integer.reverse(bytes[offset + i]) >>> 24);
    }
  }

  int value() {
    return Integer.reverse((int) crc.getValue());
  }

  void reset() {
    crc.reset();
  }
}
