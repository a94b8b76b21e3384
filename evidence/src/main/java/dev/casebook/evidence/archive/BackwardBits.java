package dev.casebook.evidence.archive;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Positions in the bit streams that zstd reads backwards: from the highest bit of the last byte
/// down, below a closing one bit.
///
/// A position is a plain int, the number of the bit above the next one, so that hot loops keep it
/// in a register; they see nothing here but these functions. Reading needs [#MARGIN] bytes before
/// the stream's first byte and one after its last. Source: RFC 8878, section 4.1.
final class BackwardBits {
  /// Bytes that must lie before a stream: a look at eight bytes, and reads past the start that a
  /// corrupt stream provokes before anyone checks.
  static final int MARGIN = 32;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private BackwardBits() {}

  /// The position below the closing bit of the stream `in[start..end)`.
  static int open(byte[] in, int start, int end) throws Damage {
    if (end <= start || in[end - 1] == 0) {
      throw Damage.corrupt("a zstd bit stream has no end mark");
    }
    return 8 * end - 8 + 31 - Integer.numberOfLeadingZeros(in[end - 1] & 0xFF);
  }

  /// At least the 56 bits below `position`, highest first, in the upper end of a long.
  static long below(byte[] in, int position) {
    return (long) LONG.get(in, (position >>> 3) - 7) << (8 - (position & 7));
  }

  /// The upper `count` bits of `word`; 0 to 63.
  static int top(long word, int count) {
    return (int) (word >>> 1 >>> (63 - count));
  }
}
