package dev.casebook.evidence.archive;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// The XXH64 checksum with seed zero, fed piece by piece.
///
/// Source: "xxHash fast digest algorithm", version 0.1.1, section "XXH64 algorithm description".
final class XxHash64 {
  private static final long PRIME1 = 0x9E3779B185EBCA87L;
  private static final long PRIME2 = 0xC2B2AE3D27D4EB4FL;
  private static final long PRIME3 = 0x165667B19E3779F9L;
  private static final long PRIME4 = 0x85EBCA77C2B2AE63L;
  private static final long PRIME5 = 0x27D4EB2F165667C5L;
  private static final int STRIPE_BYTES = 32;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] rest = new byte[STRIPE_BYTES];
  private int restSize;
  private long length;
  private long a;
  private long b;
  private long c;
  private long d;

  XxHash64() {
    reset();
  }

  void reset() {
    a = 0x60EA27EEADC0B5D6L; // PRIME1 + PRIME2, modulo 2^64
    b = PRIME2;
    c = 0;
    d = -PRIME1;
    restSize = 0;
    length = 0;
  }

  void update(byte[] in, int offset, int count) {
    length += count;
    int at = offset;
    int end = offset + count;
    if (restSize > 0) {
      int taken = Math.min(count, STRIPE_BYTES - restSize);
      System.arraycopy(in, at, rest, restSize, taken);
      restSize += taken;
      at += taken;
      if (restSize < STRIPE_BYTES) {
        return;
      }
      stripes(rest, 0, STRIPE_BYTES);
    }
    at = stripes(in, at, end);
    restSize = end - at;
    System.arraycopy(in, at, rest, 0, restSize);
  }

  private int stripes(byte[] in, int from, int end) {
    long a = this.a;
    long b = this.b;
    long c = this.c;
    long d = this.d;
    int at = from;
    for (; at <= end - STRIPE_BYTES; at += STRIPE_BYTES) {
      a = round(a, (long) LONG.get(in, at));
      b = round(b, (long) LONG.get(in, at + 8));
      c = round(c, (long) LONG.get(in, at + 16));
      d = round(d, (long) LONG.get(in, at + 24));
    }
    this.a = a;
    this.b = b;
    this.c = c;
    this.d = d;
    return at;
  }

  private static long round(long lane, long input) {
    return Long.rotateLeft(lane + input * PRIME2, 31) * PRIME1;
  }

  long value() {
    long hash;
    if (length >= STRIPE_BYTES) {
      hash =
          Long.rotateLeft(a, 1)
              + Long.rotateLeft(b, 7)
              + Long.rotateLeft(c, 12)
              + Long.rotateLeft(d, 18);
      hash = merge(merge(merge(merge(hash, a), b), c), d);
    } else {
      hash = PRIME5;
    }
    hash = tail(hash + length);
    hash = (hash ^ hash >>> 33) * PRIME2;
    hash = (hash ^ hash >>> 29) * PRIME3;
    return hash ^ hash >>> 32;
  }

  private static long merge(long hash, long lane) {
    return (hash ^ round(0, lane)) * PRIME1 + PRIME4;
  }

  private long tail(long start) {
    long hash = start;
    int at = 0;
    for (; at + 8 <= restSize; at += 8) {
      hash = Long.rotateLeft(hash ^ round(0, (long) LONG.get(rest, at)), 27) * PRIME1 + PRIME4;
    }
    if (at + 4 <= restSize) {
      long four = (int) INT.get(rest, at) & 0xFFFFFFFFL;
      hash = Long.rotateLeft(hash ^ four * PRIME1, 23) * PRIME2 + PRIME3;
      at += 4;
    }
    for (; at < restSize; at++) {
      hash = Long.rotateLeft(hash ^ (rest[at] & 0xFF) * PRIME5, 11) * PRIME1;
    }
    return hash;
  }
}
