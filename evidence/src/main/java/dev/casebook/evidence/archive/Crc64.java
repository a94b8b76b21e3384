package dev.casebook.evidence.archive;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.Checksum;

/// The CRC-64 of ECMA-182, reflected, as .xz files use it: eight bytes a step from eight tables.
final class Crc64 implements Checksum {
  private static final long POLYNOMIAL = 0xC96C5795D7870F42L;
  private static final long[][] TABLES = tables();
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private long crc = -1;

  private static long[][] tables() {
    var tables = new long[8][256];
    for (int i = 0; i < 256; i++) {
      long crc = i;
      for (int bit = 0; bit < 8; bit++) {
        crc = crc >>> 1 ^ (-(crc & 1) & POLYNOMIAL);
      }
      tables[0][i] = crc;
    }
    for (int table = 1; table < 8; table++) {
      for (int i = 0; i < 256; i++) {
        long before = tables[table - 1][i];
        tables[table][i] = before >>> 8 ^ tables[0][(int) before & 0xFF];
      }
    }
    return tables;
  }

  @Override
  public void update(byte[] bytes, int offset, int length) {
    long c = crc;
    int at = offset;
    int end = offset + length;
    for (; at <= end - 8; at += 8) {
      c ^= (long) LONG.get(bytes, at);
      c =
          TABLES[7][(int) c & 0xFF]
              ^ TABLES[6][(int) (c >>> 8) & 0xFF]
              ^ TABLES[5][(int) (c >>> 16) & 0xFF]
              ^ TABLES[4][(int) (c >>> 24) & 0xFF]
              ^ TABLES[3][(int) (c >>> 32) & 0xFF]
              ^ TABLES[2][(int) (c >>> 40) & 0xFF]
              ^ TABLES[1][(int) (c >>> 48) & 0xFF]
              ^ TABLES[0][(int) (c >>> 56)];
    }
    for (; at < end; at++) {
      c = c >>> 8 ^ TABLES[0][(int) (c ^ bytes[at]) & 0xFF];
    }
    crc = c;
  }

  @Override
  public void update(int value) {
    crc = crc >>> 8 ^ TABLES[0][(int) (crc ^ value) & 0xFF];
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
