package dev.casebook.evidence.archive;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.Checksum;

/// The CRC-64 of ECMA-182, reflected, as .xz files use it: sixteen bytes a step from sixteen
/// tables.
///
/// The second eight bytes of a step are looked up beside the first, not after them; where they are
/// zeros, as in half of a tar archive of small files, there is nothing to look up.
final class Crc64 implements Checksum {
  private static final long POLYNOMIAL = 0xC96C5795D7870F42L;

  /// Table after table; the one that begins at `256 * n` is for a byte with `n` more behind it.
  private static final long[] TABLES = tables();

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private long crc = -1;

  private static long[] tables() {
    var tables = new long[16 * 256];
    for (int i = 0; i < 256; i++) {
      long crc = i;
      for (int bit = 0; bit < 8; bit++) {
        crc = crc >>> 1 ^ (-(crc & 1) & POLYNOMIAL);
      }
      tables[i] = crc;
    }
    for (int i = 256; i < tables.length; i++) {
      long before = tables[i - 256];
      tables[i] = before >>> 8 ^ tables[(int) before & 0xFF];
    }
    return tables;
  }

  @Override
  public void update(byte[] bytes, int offset, int length) {
    var t = TABLES;
    long c = crc;
    int at = offset;
    int end = offset + length;
    for (; at <= end - 16; at += 16) {
      c ^= (long) LONG.get(bytes, at);
      int low = (int) c;
      int high = (int) (c >>> 32);
      c =
          t[0xF00 + (low & 0xFF)]
              ^ t[0xE00 + (low >>> 8 & 0xFF)]
              ^ t[0xD00 + (low >>> 16 & 0xFF)]
              ^ t[0xC00 + (low >>> 24)]
              ^ t[0xB00 + (high & 0xFF)]
              ^ t[0xA00 + (high >>> 8 & 0xFF)]
              ^ t[0x900 + (high >>> 16 & 0xFF)]
              ^ t[0x800 + (high >>> 24)];
      long second = (long) LONG.get(bytes, at + 8);
      if (second != 0) {
        low = (int) second;
        high = (int) (second >>> 32);
        c ^=
            t[0x700 + (low & 0xFF)]
                ^ t[0x600 + (low >>> 8 & 0xFF)]
                ^ t[0x500 + (low >>> 16 & 0xFF)]
                ^ t[0x400 + (low >>> 24)]
                ^ t[0x300 + (high & 0xFF)]
                ^ t[0x200 + (high >>> 8 & 0xFF)]
                ^ t[0x100 + (high >>> 16 & 0xFF)]
                ^ t[high >>> 24];
      }
    }
    for (; at < end; at++) {
      c = c >>> 8 ^ t[(int) (c ^ bytes[at]) & 0xFF];
    }
    crc = c;
  }

  @Override
  public void update(int value) {
    crc = crc >>> 8 ^ TABLES[(int) (crc ^ value) & 0xFF];
  }

  @Override
  public long getValue() {
    return ~crc;
  }

  @Override
  public void reset() {
    crc = -1;
  }
}
