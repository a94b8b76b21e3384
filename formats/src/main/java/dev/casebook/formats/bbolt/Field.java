package dev.casebook.formats.bbolt;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// The little-endian numbers of the format, read unaligned.
final class Field {

  static final long U32 = 0xFFFF_FFFFL;
  static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;

  private static final ValueLayout.OfShort SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfInt INT =
      ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private Field() {}

  static int u16(MemorySegment file, long offset) {
    return Short.toUnsignedInt(file.get(SHORT, offset));
  }

  static long u32(MemorySegment file, long offset) {
    return Integer.toUnsignedLong(file.get(INT, offset));
  }

  /// Numbers from 2^63 come out negative; every use compares them with a bound on both sides.
  static long u64(MemorySegment file, long offset) {
    return file.get(LONG, offset);
  }
}
