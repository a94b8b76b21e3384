package dev.casebook.signals;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Where in a text of some length digits may be others without a difference that counts.
///
/// Eight bytes are looked at together, the last of them again where the length is no multiple.
final class DigitShape {
  /// So much of a text is what [#hash] looks at, in bytes.
  static final int TOLD_MIN = 2 * Long.BYTES;

  private static final long ONES = 0x0101010101010101L;

  /// What a digit and its room make together if it is greater than it may be.
  private static final long OVERFLOWS = 0x10 * ONES;

  private final int length;
  private final int told;

  /// By word, the lower half of each byte that is a digit which may be another one.
  private final long[] free;

  /// By word, how much such a digit's greatest value lacks to 15.
  private final long[] room;

  private final int hash;

  private DigitShape(int length, int told, long[] free, long[] room) {
    this.length = length;
    this.told = told;
    this.free = free;
    this.room = room;
    this.hash = Arrays.hashCode(free) ^ Arrays.hashCode(room) * 31 ^ told;
  }

  /// @param greatest by byte, the greatest digit that may stand there, negative where nothing else
  ///   than the same byte may
  /// @param length of the text in bytes; at least a word
  /// @param told where the part ends that tells texts apart best; at least [#TOLD_MIN]
  static DigitShape of(byte[] greatest, int length, int told) {
    int words = (length + Long.BYTES - 1) / Long.BYTES;
    long[] free = new long[words];
    long[] room = new long[words];
    for (int i = 0; i < words; i++) {
      int at = Math.min(i * Long.BYTES, length - Long.BYTES);
      for (int b = Long.BYTES - 1; b >= 0; b--) {
        int digit = greatest[at + b];
        free[i] = free[i] << Byte.SIZE | (digit < 0 ? 0 : 0xf);
        room[i] = room[i] << Byte.SIZE | (digit < 0 ? 0 : 0xf - digit);
      }
    }
    return new DigitShape(length, told, free, room);
  }

  /// In bytes.
  int length() {
    return length;
  }

  /// A number that texts which are the same but for their free digits share. The text must be in
  /// the array as a whole.
  long hash(byte[] bytes, int from) {
    int end = from + told;
    long hash = ByteWords.at(bytes, end - Long.BYTES) ^ this.hash;
    return ((hash * ByteWords.MIX) ^ ByteWords.at(bytes, end - 2 * Long.BYTES)) * ByteWords.MIX;
  }

  /// The text without its free digits.
  long[] fixed(byte[] bytes, int from) {
    long[] fixed = new long[free.length];
    for (int i = 0; i < fixed.length; i++) {
      int at = Math.min(i * Long.BYTES, length - Long.BYTES);
      fixed[i] = ByteWords.at(bytes, from + at) & ~free[i];
    }
    return fixed;
  }

  /// Whether a text is the same as another but for its free digits.
  ///
  /// @param fixed the other without those
  boolean isAlike(byte[] bytes, int from, long[] fixed) {
    long[] free = this.free;
    int last = fixed.length - 1;
    long off = 0;
    int at = from;
    for (int i = 0; i < last; i++) {
      long word = ByteWords.at(bytes, at);
      off |= free[i] == 0 ? word ^ fixed[i] : off(word, free[i], fixed[i], room[i]);
      at += Long.BYTES;
    }
    long word = ByteWords.at(bytes, from + length - Long.BYTES);
    return (off | off(word, free[last], fixed[last], room[last])) == 0;
  }

  private static long off(long word, long free, long fixed, long room) {
    long digits = word & free;
    return ((word - digits) ^ fixed) | ((digits + room) & OVERFLOWS);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof DigitShape that
        && length == that.length
        && told == that.told
        && Arrays.equals(free, that.free)
        && Arrays.equals(room, that.room);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
