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

  /// How many words there are before the first with such a digit.
  private final int before;

  /// By word, how much such a digit's greatest value lacks to 15.
  private final long[] room;

  private final int hash;

  private DigitShape(int length, int told, long[] free, long[] room) {
    this.length = length;
    this.told = told;
    this.free = free;
    this.room = room;
    int words = 0;
    while (words < free.length - 1 && free[words] == 0) {
      words++;
    }
    this.before = words;
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

  int words() {
    return free.length;
  }

  /// A number that texts which are the same but for their free digits share. The text must be in
  /// the array as a whole.
  long hash(byte[] bytes, int from) {
    int last = from + told - Long.BYTES;
    long hash = ByteWords.at(bytes, last) * ByteWords.MIX;
    return (hash ^ ByteWords.at(bytes, last - Long.BYTES)) * ByteWords.MIX;
  }

  /// Writes the text without its free digits.
  ///
  /// @param fixed to be written from `first` on, [#words] of them
  void fix(byte[] bytes, int from, long[] fixed, int first) {
    for (int i = 0; i < free.length; i++) {
      int at = Math.min(i * Long.BYTES, length - Long.BYTES);
      fixed[first + i] = ByteWords.at(bytes, from + at) & ~free[i];
    }
  }

  /// Whether a text is the same as another but for its free digits.
  ///
  /// @param fixed the other without those, from `first` on
  boolean isAlike(byte[] bytes, int from, long[] fixed, int first) {
    long[] free = this.free;
    int last = free.length - 1;
    long off = 0;
    int at = from;
    int i = 0;
    for (; i < before; i++) {
      off |= ByteWords.at(bytes, at) ^ fixed[first + i];
      at += Long.BYTES;
    }
    for (; i < last; i++) {
      off |= off(ByteWords.at(bytes, at), free[i], fixed[first + i], room[i]);
      at += Long.BYTES;
    }
    long word = ByteWords.at(bytes, from + length - Long.BYTES);
    return (off | off(word, free[last], fixed[first + last], room[last])) == 0;
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
