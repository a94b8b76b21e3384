package dev.casebook.evidence.archive;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// A header block of a tar archive: V7, ustar or GNU.
///
/// Source: POSIX.1-2017, pax, "ustar Interchange Format"; GNU tar manual, "Basic Tar Format".
final class TarHeader {
  static final int BLOCK_BYTES = 512;

  /// What [#number] gives for a field that holds none.
  static final long NO_NUMBER = Long.MIN_VALUE;

  private static final int MAGIC = 257;
  private static final byte[] USTAR = "ustar".getBytes(US_ASCII);
  private static final int CHECKSUM = 148;
  private static final int CHECKSUM_BYTES = 8;

  private final byte[] block;

  TarHeader(byte[] block) {
    this.block = block;
  }

  /// Whether bytes begin as a tar archive does.
  static boolean begins(byte[] head) {
    if (head.length < BLOCK_BYTES) {
      return false;
    }
    var header = new TarHeader(head);
    return !header.isZero() && (header.isSound() || header.hasMagic());
  }

  boolean isZero() {
    for (int i = 0; i < BLOCK_BYTES; i++) {
      if (block[i] != 0) {
        return false;
      }
    }
    return true;
  }

  boolean hasMagic() {
    return Arrays.equals(block, MAGIC, MAGIC + USTAR.length, USTAR, 0, USTAR.length);
  }

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long EVEN_BYTES = 0x00FF_00FF_00FF_00FFL;
  private static final long SIGNS = 0x8080_8080_8080_8080L;

  /// Whether the checksum holds, with blanks in its own place, summed over unsigned bytes or, as some old programs did, signed
  /// ones.
  boolean isSound() {
    // Eight bytes at a step, in four sums of 16 bits: 64 steps add at most 64 * 2 * 255 to each.
    long sums = 0;
    int negative = 0;
    for (int i = 0; i < BLOCK_BYTES; i += Long.BYTES) {
      long eight = (long) LONGS.get(block, i);
      sums += (eight & EVEN_BYTES) + (eight >>> 8 & EVEN_BYTES);
      negative += Long.bitCount(eight & SIGNS);
    }
    long pairs = (sums & 0xFFFF_0000_FFFFL) + (sums >>> 16 & 0xFFFF_0000_FFFFL);
    long unsigned = (pairs & 0xFFFF_FFFFL) + (pairs >>> 32);
    for (int i = CHECKSUM; i < CHECKSUM + CHECKSUM_BYTES; i++) {
      unsigned += ' ' - (block[i] & 0xFF);
      negative -= block[i] < 0 ? 1 : 0;
    }
    long signed = unsigned - 256L * negative;
    long claimed = number(CHECKSUM, CHECKSUM_BYTES);
    return claimed == unsigned || claimed == signed;
  }

  /// The name, with the prefix that POSIX allows before it.
  byte[] name() {
    var name = text(0, 100);
    boolean posix = hasMagic() && block[MAGIC + USTAR.length] == 0;
    var prefix = posix ? text(345, 155) : new byte[0];
    if (prefix.length == 0) {
      return name;
    }
    var whole = Arrays.copyOf(prefix, prefix.length + 1 + name.length);
    whole[prefix.length] = '/';
    System.arraycopy(name, 0, whole, prefix.length + 1, name.length);
    return whole;
  }

  long mode() {
    return Math.max(0, number(100, 8));
  }

  /// Bytes of data that follow, or [#NO_NUMBER].
  long size() {
    long size = number(124, 12);
    return size < 0 ? NO_NUMBER : size;
  }

  /// Seconds since the epoch; zero when the field holds no number.
  long modifiedSeconds() {
    long seconds = number(136, 12);
    return seconds == NO_NUMBER ? 0 : seconds;
  }

  char type() {
    return (char) (block[156] & 0xFF);
  }

  byte[] target() {
    return text(157, 100);
  }

  /// For an old GNU sparse file, whether another block of its map follows this one.
  boolean hasMoreSparseMap(boolean first) {
    return block[first ? 482 : 504] != 0;
  }

  private byte[] text(int offset, int length) {
    int end = offset;
    while (end < offset + length && block[end] != 0) {
      end++;
    }
    return Arrays.copyOfRange(block, offset, end);
  }

  /// Octal digits between spaces or NULs; or, when the first bit is set, a big-endian number.
  private long number(int offset, int length) {
    if (block[offset] < 0) {
      return binary(offset, length);
    }
    int at = offset;
    int end = offset + length;
    while (at < end && (block[at] == ' ' || block[at] == 0)) {
      at++;
    }
    long value = 0;
    for (; at < end && block[at] != ' ' && block[at] != 0; at++) {
      if (block[at] < '0' || block[at] > '7') {
        return NO_NUMBER;
      }
      value = (value << 3) + block[at] - '0';
    }
    return value;
  }

  /// Two's complement below the marking bit. More than 63 bits are no number.
  private long binary(int offset, int length) {
    boolean negative = (block[offset] & 0x40) != 0;
    long value = negative ? -1 : block[offset] & 0x7F;
    for (int i = offset + 1; i < offset + length; i++) {
      if (value != (value << 8) >> 8) {
        return NO_NUMBER;
      }
      value = (value << 8) | (block[i] & 0xFF);
    }
    return value;
  }
}
