package dev.casebook.evidence.archive;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.zip.Adler32;

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

  /// How far into a block the magic number reaches.
  static final int MAGIC_END = MAGIC + 5;

  /// Where in a block a header may begin, judged by its magic number, at `from` or later; -1 if it
  /// begins nowhere in it.
  static int magicIn(byte[] block, int from) {
    for (int at = from; at + MAGIC_END <= block.length; at++) {
      if (block[at + MAGIC] == USTAR[0]
          && Arrays.equals(block, at + MAGIC, at + MAGIC_END, USTAR, 0, USTAR.length)) {
        return at;
      }
    }
    return -1;
  }

  boolean hasMagic() {
    return Arrays.equals(block, MAGIC, MAGIC + USTAR.length, USTAR, 0, USTAR.length);
  }

  /// What stands in the checksum's place while it is made.
  private static final byte[] BLANKS = "        ".getBytes(US_ASCII);

  /// The modulus of Adler-32 (RFC 1950), whose lower half is one more than the sum of the bytes.
  private static final int ADLER = 65_521;

  /// Whether the checksum holds, with blanks in its own place, summed over unsigned bytes or, as
  /// some old programs did, signed ones.
  boolean isSound() {
    long claimed = number(CHECKSUM, CHECKSUM_BYTES);
    return (hasSum(claimed) || isSum(claimed)) && claimed != NO_NUMBER;
  }

  /// Whether it can be the sum over unsigned bytes, up to a multiple of 65,521: counted by the
  /// JDK's own code, which takes a tenth of the time of a loop here.
  private boolean hasSum(long claimed) {
    var adler = new Adler32();
    adler.update(block, 0, CHECKSUM);
    adler.update(BLANKS);
    adler.update(block, CHECKSUM + CHECKSUM_BYTES, BLOCK_BYTES - CHECKSUM - CHECKSUM_BYTES);
    return claimed >= 0 && (adler.getValue() & 0xFFFF) == (claimed + 1) % ADLER;
  }

  private boolean isSum(long claimed) {
    int unsigned = 0;
    int signed = 0;
    for (int i = 0; i < BLOCK_BYTES; i++) {
      byte value = i >= CHECKSUM && i < CHECKSUM + CHECKSUM_BYTES ? (byte) ' ' : block[i];
      unsigned += value & 0xFF;
      signed += value;
    }
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

  /// The owner's name, else its number.
  String owner() {
    return named(265, 108);
  }

  /// The group's name, else its number.
  String group() {
    return named(297, 116);
  }

  private String named(int nameOffset, int numberOffset) {
    var name = hasMagic() ? new String(text(nameOffset, 32), US_ASCII) : "";
    if (!name.isEmpty() && name.chars().allMatch(c -> c > ' ' && c < 127 && c != '/')) {
      return name;
    }
    long number = number(numberOffset, 8);
    return number < 0 ? "" : Long.toString(number);
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

  /// Two's complement below the marking bit. More than 63 bits are not a number.
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
