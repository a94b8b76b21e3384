package dev.casebook.signals;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Bytes looked at eight together, and mixed into hashes.
final class ByteWords {
  /// An odd number whose bits are spread, from MurmurHash.
  static final long MIX = 0xc6a4a7935bd1e995L;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private ByteWords() {}

  /// The eight bytes from `i` on, the first one lowest.
  static long at(byte[] bytes, int i) {
    return (long) LONGS.get(bytes, i);
  }
}
