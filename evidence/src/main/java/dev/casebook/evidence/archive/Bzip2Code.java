package dev.casebook.evidence.archive;

import java.util.Arrays;

/// One Huffman code of a bzip2 block: short codes are looked up, long ones found by their length.
final class Bzip2Code {
  /// The longest code.
  static final int LENGTH_MAX = 20;

  /// Codes up to this length cover nearly all symbols, and the table fits the first level cache.
  private static final int LOOKUP_BITS = 10;

  private final short[] lookup = new short[1 << LOOKUP_BITS];

  /// For each length, the first code word beyond it, and what to add to one for its symbol's place.
  private final int[] limit = new int[LENGTH_MAX + 1];

  private final int[] offset = new int[LENGTH_MAX + 1];
  private final int[] symbols;

  /// Builds the canonical code of these lengths. A code that says more or less than it can is no
  /// matter: unknown words decode to the end symbol's neighbourhood and fail the checksum.
  Bzip2Code(int[] lengths) {
    symbols = new int[lengths.length];
    int code = 0;
    int place = 0;
    for (int length = 1; length <= LENGTH_MAX; length++) {
      offset[length] = place - code;
      for (int symbol = 0; symbol < lengths.length; symbol++) {
        if (lengths[symbol] == length) {
          symbols[place++] = symbol;
          enter(code++, length, symbol);
        }
      }
      limit[length] = code;
      code <<= 1;
    }
  }

  private void enter(int code, int length, int symbol) {
    if (length > LOOKUP_BITS) {
      return;
    }
    int shift = LOOKUP_BITS - length;
    int from = Math.min(code << shift, lookup.length);
    int to = Math.min((code + 1) << shift, lookup.length);
    Arrays.fill(lookup, from, to, (short) entry(symbol, length));
  }

  private static int entry(int symbol, int length) {
    return (symbol << 5) | length;
  }

  static int symbol(int entry) {
    return entry >>> 5;
  }

  static int length(int entry) {
    return entry & 31;
  }

  /// The symbol and length of the code word at the upper end of `ahead`.
  int decode(long ahead) {
    int entry = lookup[(int) (ahead >>> (64 - LOOKUP_BITS))];
    return entry != 0 ? entry : decodeLong(ahead);
  }

  private int decodeLong(long ahead) {
    for (int length = LOOKUP_BITS + 1; length <= LENGTH_MAX; length++) {
      int code = (int) (ahead >>> (64 - length));
      if (code < limit[length]) {
        return entry(symbols[code + offset[length]], length);
      }
    }
    throw new IndexOutOfBoundsException("no such code");
  }
}
