package dev.casebook.formats.logs;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Characters in UTF-8, and bytes that claim to be UTF-8 made valid: what is not becomes U+FFFD, as
/// Java's own decoder does.
///
/// Source: RFC 3629, section 4.
public final class Utf8 {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long LOW_BITS = ~HIGH_BITS;
  private static final long BLANKS = 0x2020202020202020L;
  private static final long FEEDS = 0x0a0a0a0a0a0a0a0aL;

  /// What makes the high bit of each byte from a blank on.
  private static final long PRINTED = 0x6060606060606060L;

  private Utf8() {}

  /// Copies `source[from, to)` to `target` from `at` on and returns where it ends. The target needs
  /// room for three bytes a source byte in the worst case.
  public static int copyValid(byte[] source, int from, int to, byte[] target, int at) {
    int i = from;
    int end = at;
    while (i < to) {
      int ascii = asciiEnd(source, i, to);
      System.arraycopy(source, i, target, end, ascii - i);
      end += ascii - i;
      i = ascii;
      while (i < to && source[i] < 0) {
        int length = sequence(source, i, to);
        if (length > 0) {
          for (int k = 0; k < length; k++) {
            target[end++] = source[i + k];
          }
          i += length;
        } else {
          end = replacement(target, end);
          i -= length;
        }
      }
    }
    return end;
  }

  /// How many malformed sequences `bytes[from, to)` holds.
  static int malformed(byte[] bytes, int from, int to) {
    int count = 0;
    int i = asciiEnd(bytes, from, to);
    while (i < to) {
      int length = sequence(bytes, i, to);
      count += length < 0 ? 1 : 0;
      i = asciiEnd(bytes, i + Math.abs(length), to);
    }
    return count;
  }

  /// Whether all of it is UTF-8, each character in its shortest form and none a surrogate.
  public static boolean isValid(byte[] bytes, int from, int to) {
    return malformed(bytes, from, to) == 0;
  }

  /// Whether a byte is not the first of its character.
  public static boolean isInside(byte b) {
    return (b & 0xC0) == 0x80;
  }

  /// How many bytes the character of valid UTF-8 has whose first byte this is.
  public static int width(byte first) {
    return first >= 0 ? 1 : (first & 0xE0) == 0xC0 ? 2 : (first & 0xF0) == 0xE0 ? 3 : 4;
  }

  /// The character at a place in valid UTF-8.
  public static int codePoint(byte[] bytes, int at) {
    int width = width(bytes[at]);
    int value = width == 1 ? bytes[at] : bytes[at] & (0x7F >> width);
    for (int i = 1; i < width; i++) {
      value = (value << 6) | (bytes[at + i] & 0x3F);
    }
    return value;
  }

  /// The first byte from `from` on that is not ASCII, or `to`.
  static int asciiEnd(byte[] bytes, int from, int to) {
    int i = from;
    while (i <= to - Long.BYTES) {
      long high = (long) LONGS.get(bytes, i) & HIGH_BITS;
      if (high != 0) {
        return i + (Long.numberOfTrailingZeros(high) >>> 3);
      }
      i += Long.BYTES;
    }
    while (i < to && bytes[i] >= 0) {
      i++;
    }
    return i;
  }

  /// The first control character of ASCII from `from` on, or `to`; DEL is none here.
  static int controlFrom(byte[] bytes, int from, int to) {
    int i = from;
    while (i <= to - Long.BYTES) {
      long word = (long) LONGS.get(bytes, i);
      // A borrow marks wrongly only what lies behind the first one.
      long controls = (word - BLANKS) & ~word & HIGH_BITS;
      if (controls != 0) {
        return i + (Long.numberOfTrailingZeros(controls) >>> 3);
      }
      i += Long.BYTES;
    }
    while (i < to && (bytes[i] < 0 || bytes[i] >= ' ')) {
      i++;
    }
    return i;
  }

  /// Whether there are only ASCII characters that are printed, and line feeds.
  static boolean isPrintable(byte[] bytes, int from, int to) {
    int i = from;
    while (i <= to - Long.BYTES) {
      long word = (long) LONGS.get(bytes, i);
      long printed = word + PRINTED; // no carry: what is no ASCII is looked at apart
      long others = (word ^ FEEDS) + LOW_BITS;
      if ((word & HIGH_BITS) != 0 || (~printed & others & HIGH_BITS) != 0) {
        return false;
      }
      i += Long.BYTES;
    }
    while (i < to && (bytes[i] >= ' ' || bytes[i] == '\n')) {
      i++;
    }
    return i == to;
  }

  /// Writes a code point and returns where it ends; a surrogate becomes U+FFFD.
  static int encode(int point, byte[] target, int at) {
    if (point < 0x80) {
      target[at] = (byte) point;
      return at + 1;
    }
    if (point < 0x800) {
      target[at] = (byte) (0xc0 | (point >> 6));
      target[at + 1] = trailing(point);
      return at + 2;
    }
    if ((point >= 0xd800 && point < 0xe000) || point > Character.MAX_CODE_POINT) {
      return replacement(target, at);
    }
    if (point < 0x10000) {
      target[at] = (byte) (0xe0 | (point >> 12));
      target[at + 1] = trailing(point >> 6);
      target[at + 2] = trailing(point);
      return at + 3;
    }
    target[at] = (byte) (0xf0 | (point >> 18));
    target[at + 1] = trailing(point >> 12);
    target[at + 2] = trailing(point >> 6);
    target[at + 3] = trailing(point);
    return at + 4;
  }

  private static byte trailing(int bits) {
    return (byte) (0x80 | (bits & 0x3f));
  }

  private static int replacement(byte[] target, int at) {
    target[at] = (byte) 0xef;
    target[at + 1] = (byte) 0xbf;
    target[at + 2] = (byte) 0xbd;
    return at + 3;
  }

  /// The length of the sequence that starts at `i`; negated when it is malformed and stands for one
  /// U+FFFD (the maximal subpart of the Unicode standard, section 3.9; an encoded surrogate counts
  /// as one, as Java has it).
  private static int sequence(byte[] b, int i, int to) {
    int lead = b[i] & 0xff;
    if (lead < 0xc2 || lead > 0xf4) {
      return -1;
    }
    if (!continues(b, i + 1, to)) {
      return -1;
    }
    if (lead < 0xe0) {
      return 2;
    }
    int second = b[i + 1] & 0xff;
    if (lead < 0xf0) {
      if (lead == 0xe0 && second < 0xa0) {
        return -1;
      }
      if (!continues(b, i + 2, to)) {
        return -2;
      }
      return lead == 0xed && second >= 0xa0 ? -3 : 3;
    }
    if ((lead == 0xf0 && second < 0x90) || (lead == 0xf4 && second > 0x8f)) {
      return -1;
    }
    if (!continues(b, i + 2, to)) {
      return -2;
    }
    return continues(b, i + 3, to) ? 4 : -3;
  }

  private static boolean continues(byte[] b, int i, int to) {
    return i < to && isInside(b[i]);
  }
}
