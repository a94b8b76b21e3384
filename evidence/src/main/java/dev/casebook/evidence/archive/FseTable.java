package dev.casebook.evidence.archive;

import java.util.stream.IntStream;

/// A decoding table for zstd's finite state entropy codes: for each state the symbol's value, how
/// many extra bits follow it, and how to reach the next state.
///
/// An entry is one long, from the top: 32 bits of value, 16 bits of next state, 8 bits of count of
/// extra bits, 8 bits of count of state bits. Source: RFC 8878, section 4.1.
final class FseTable {
  final long[] entries;

  /// A state has this many bits.
  final int log;

  private FseTable(long[] entries, int log) {
    this.entries = entries;
    this.log = log;
  }

  static int value(long entry) {
    return (int) (entry >>> 32);
  }

  static int nextState(long entry) {
    return (int) entry >>> 16;
  }

  static int extraBits(long entry) {
    return (int) entry >>> 8 & 0xFF;
  }

  static int stateBits(long entry) {
    return (int) entry & 0xFF;
  }

  /// What the symbols of a table stand for: symbol `i` is `bases[i]` plus `extraBits[i]` more bits.
  static final class Alphabet {
    private final int[] bases;
    private final int[] extraBits;

    private Alphabet(int[] bases, int... extraBits) {
      this.bases = bases;
      this.extraBits = extraBits;
    }

    /// Symbols that stand for themselves.
    static Alphabet plain(int size) {
      return new Alphabet(IntStream.range(0, size).toArray(), new int[size]);
    }

    /// Symbols `i` that stand for two to the power `i`, plus `i` more bits.
    static Alphabet powers(int size) {
      var bits = IntStream.range(0, size).toArray();
      return new Alphabet(IntStream.of(bits).map(i -> 1 << i).toArray(), bits);
    }

    /// Symbols whose extra bits are given and whose values follow on each other from `first`.
    static Alphabet following(int first, int... extraBits) {
      var bases = new int[extraBits.length];
      int next = first;
      for (int i = 0; i < bases.length; i++) {
        bases[i] = next;
        next += 1 << extraBits[i];
      }
      return new Alphabet(bases, extraBits);
    }

    int size() {
      return bases.length;
    }

    /// The part of an entry that a symbol fixes.
    long entry(int symbol) {
      return ((long) bases[symbol] << 32) | (extraBits[symbol] << 8);
    }
  }

  /// The table of one state that means one symbol only.
  static FseTable constant(int symbol, Alphabet alphabet) throws Damage {
    if (symbol >= alphabet.size()) {
      throw Damage.corrupt("a zstd code table names an unknown symbol");
    }
    return new FseTable(new long[] {alphabet.entry(symbol)}, 0);
  }

  /// Spreads symbols over states by their counts, where -1 stands for "less than one".
  static FseTable of(int[] counts, int log, Alphabet alphabet) {
    int size = 1 << log;
    var symbols = new int[size];
    int high = size;
    for (int symbol = 0; symbol < counts.length; symbol++) {
      if (counts[symbol] == -1) {
        symbols[--high] = symbol;
      }
    }
    int step = (size >> 1) + (size >> 3) + 3;
    int at = 0;
    for (int symbol = 0; symbol < counts.length; symbol++) {
      for (int i = 0; i < counts[symbol]; i++) {
        symbols[at] = symbol;
        do {
          at = at + step & size - 1;
        } while (at >= high);
      }
    }
    return new FseTable(entries(symbols, counts, log, alphabet), log);
  }

  private static long[] entries(int[] symbols, int[] counts, int log, Alphabet alphabet) {
    int size = 1 << log;
    var next = new int[counts.length];
    for (int symbol = 0; symbol < counts.length; symbol++) {
      next[symbol] = Math.abs(counts[symbol]);
    }
    var entries = new long[size];
    for (int state = 0; state < size; state++) {
      int symbol = symbols[state];
      int place = next[symbol]++;
      int bits = log - (31 - Integer.numberOfLeadingZeros(place));
      int base = (place << bits) - size;
      entries[state] = alphabet.entry(symbol) | ((long) base << 16) | bits;
    }
    return entries;
  }

  /// A table and where its description ended.
  record Read(FseTable table, int end) {}

  /// Reads a table's description from `in[start..end)`.
  static Read read(byte[] in, int start, int end, int logMax, Alphabet alphabet) throws Damage {
    var bits = new ForwardBits(in, start, end);
    int log = bits.take(4) + 5;
    if (log > logMax) {
      throw Damage.corrupt("a zstd code table is larger than allowed");
    }
    var counts = new int[alphabet.size()];
    int remaining = (1 << log) + 1;
    int symbol = 0;
    while (remaining > 1) {
      int count = count(bits, remaining);
      if (symbol >= counts.length) {
        throw Damage.corrupt("a zstd code table has too many symbols");
      }
      counts[symbol++] = count;
      remaining -= Math.abs(count);
      if (count == 0) {
        symbol += zeros(bits);
      }
    }
    return new Read(of(counts, log, alphabet), bits.end());
  }

  /// One count in the fewest bits that tell all numbers up to `remaining` apart; -1 to 2^log.
  private static int count(ForwardBits bits, int remaining) throws Damage {
    int width = 32 - Integer.numberOfLeadingZeros(remaining);
    int shortOnes = (1 << width) - 1 - remaining;
    int low = bits.take(width - 1);
    if (low < shortOnes) {
      return low - 1;
    }
    int value = low | (bits.take(1) << (width - 1));
    return (value >= 1 << (width - 1) ? value - shortOnes : value) - 1;
  }

  /// How many more symbols have a count of zero: two bits at a time, three means "and more".
  private static int zeros(ForwardBits bits) throws Damage {
    int zeros = 0;
    int more;
    do {
      more = bits.take(2);
      zeros += more;
    } while (more == 3);
    return zeros;
  }

  /// Bits from the lowest of the first byte upwards.
  private static final class ForwardBits {
    private final byte[] in;
    private final long limit;
    private long at;

    ForwardBits(byte[] in, int start, int end) {
      this.in = in;
      this.at = 8L * start;
      this.limit = 8L * end;
    }

    int take(int count) throws Damage {
      if (at + count > limit) {
        throw Damage.corrupt("a zstd code table is cut off");
      }
      int value = 0;
      for (int i = 0; i < count; i++, at++) {
        value |= (in[(int) (at >>> 3)] >>> (at & 7) & 1) << i;
      }
      return value;
    }

    int end() {
      return (int) ((at + 7) >>> 3);
    }
  }
}
