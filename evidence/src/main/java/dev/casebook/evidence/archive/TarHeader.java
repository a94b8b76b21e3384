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

  private static final int NAME_BYTES = 32;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /// The lower byte of each lane.
  private static final long LANES = 0x00FF_00FF_00FF_00FFL;

  private final byte[] block;
  private final Named owner = new Named(265, 108);
  private final Named group = new Named(297, 116);

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

  /// Whether the checksum holds, with blanks in its own place, summed over unsigned bytes or, as
  /// some old programs did, signed ones.
  boolean isSound() {
    long claimed = number(CHECKSUM, CHECKSUM_BYTES);
    int sum = sum();
    for (int i = CHECKSUM; i < CHECKSUM + CHECKSUM_BYTES; i++) {
      sum += ' ' - (block[i] & 0xFF);
    }
    return claimed == sum || claimed == sum - 0x100L * negatives();
  }

  /// The sum over unsigned bytes, in four lanes of 16 bits, which 64 times two bytes do not fill.
  private int sum() {
    long lanes = 0;
    for (int i = 0; i < BLOCK_BYTES; i += Long.BYTES) {
      long eight = (long) LONG.get(block, i);
      lanes += (eight & LANES) + (eight >>> 8 & LANES);
    }
    int sum = 0;
    for (; lanes != 0; lanes >>>= Short.SIZE) {
      sum += (int) lanes & 0xFFFF;
    }
    return sum;
  }

  /// Bytes that are negative if they have a sign.
  private int negatives() {
    int negatives = 0;
    for (int i = 0; i < BLOCK_BYTES; i++) {
      boolean isOfChecksum = i >= CHECKSUM && i < CHECKSUM + CHECKSUM_BYTES;
      negatives += block[i] < 0 && !isOfChecksum ? 1 : 0;
    }
    return negatives;
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
    return owner.text();
  }

  /// The group's name, else its number.
  String group() {
    return group.text();
  }

  /// A name, else a number. Most headers of an archive have the name that the header before had.
  private final class Named {
    private final int name;
    private final int number;
    private final byte[] before = new byte[NAME_BYTES];
    private String text = "";

    Named(int name, int number) {
      this.name = name;
      this.number = number;
    }

    String text() {
      if (!hasMagic()) {
        return numberText();
      }
      if (text.isEmpty() || !Arrays.equals(block, name, name + NAME_BYTES, before, 0, NAME_BYTES)) {
        System.arraycopy(block, name, before, 0, NAME_BYTES);
        text = new String(TarHeader.this.text(name, NAME_BYTES), US_ASCII);
        if (!isOneWord(text)) {
          text = "";
        }
      }
      return text.isEmpty() ? numberText() : text;
    }

    private String numberText() {
      long value = number(number, 8);
      return value < 0 ? "" : Long.toString(value);
    }
  }

  private static boolean isOneWord(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c <= ' ' || c >= 127 || c == '/') {
        return false;
      }
    }
    return true;
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
