package dev.casebook.evidence.archive;

import java.util.Arrays;

/// The Huffman code of zstd literals as a lookup table: the next bits name a symbol and its length.
///
/// An entry is `symbol << 8 | length`. Source: RFC 8878, section 4.2.
final class HuffmanTable {
  /// RFC 8878, section 4.2.1: the longest code.
  private static final int BITS_MAX = 11;

  private static final FseTable.Alphabet WEIGHTS = FseTable.Alphabet.plain(BITS_MAX + 2);
  private static final int WEIGHTS_LOG_MAX = 6;
  private static final int SYMBOLS = 256;

  /// Symbols decoded between two looks at the input: five codes fit its 56 bits.
  private static final int AT_ONCE = 5;

  private final short[] entries;
  private final int bits;

  private HuffmanTable(short[] entries, int bits) {
    this.entries = entries;
    this.bits = bits;
  }

  /// A table and where its description ended.
  record Read(HuffmanTable table, int end) {}

  /// Reads a description that begins at `in[start]` and lies before `end`.
  static Read read(byte[] in, int start, int end) throws Damage {
    if (start >= end) {
      throw Damage.corrupt("a zstd Huffman table is cut off");
    }
    int header = in[start] & 0xFF;
    var weights = new int[SYMBOLS];
    if (header >= 128) {
      int count = header - 127;
      int after = start + 1 + (count + 1) / 2;
      check(after <= end);
      for (int i = 0; i < count; i++) {
        weights[i] = in[start + 1 + i / 2] >>> (i % 2 == 0 ? 4 : 0) & 0xF;
      }
      return new Read(of(weights, count), after);
    }
    int after = start + 1 + header;
    check(after <= end);
    return new Read(of(weights, compressedWeights(in, start + 1, after, weights)), after);
  }

  private static void check(boolean sound) throws Damage {
    if (!sound) {
      throw Damage.corrupt("a zstd Huffman table is not one");
    }
  }

  /// Weights in an FSE code of two states that take turns; returns how many.
  private static int compressedWeights(byte[] in, int start, int end, int[] weights) throws Damage {
    var read = FseTable.read(in, start, end, WEIGHTS_LOG_MAX, WEIGHTS);
    var table = read.table();
    int floor = 8 * read.end();
    int at = BackwardBits.open(in, read.end(), end);
    var states = new int[2];
    for (int i = 0; i < 2; i++) {
      states[i] = BackwardBits.top(BackwardBits.below(in, at), table.log);
      at -= table.log;
    }
    check(at >= floor);
    int count = 0;
    while (true) {
      // The last weight is implied, so 255 is the most that may be written down.
      check(count < SYMBOLS - 2);
      int turn = count & 1;
      long entry = table.entries[states[turn]];
      weights[count++] = FseTable.value(entry);
      int needed = FseTable.stateBits(entry);
      if (at - needed < floor) {
        weights[count++] = FseTable.value(table.entries[states[turn ^ 1]]);
        return count;
      }
      states[turn] =
          FseTable.nextState(entry) + BackwardBits.top(BackwardBits.below(in, at), needed);
      at -= needed;
    }
  }

  /// A weight w stands for a code of `bits + 1 - w` bits; the last symbol's weight fills the code.
  private static HuffmanTable of(int[] weights, int count) throws Damage {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      check(weights[i] <= BITS_MAX + 1);
      sum += 1 << weights[i] >> 1;
    }
    check(sum > 0);
    int bits = 32 - Integer.numberOfLeadingZeros(sum);
    int left = (1 << bits) - sum;
    check(bits <= BITS_MAX && Integer.bitCount(left) == 1);
    weights[count] = 32 - Integer.numberOfLeadingZeros(left);
    var entries = new short[1 << bits];
    int at = 0;
    for (int weight = 1; weight <= bits; weight++) {
      for (int symbol = 0; symbol <= count; symbol++) {
        if (weights[symbol] == weight) {
          int next = at + (1 << (weight - 1));
          Arrays.fill(entries, at, next, (short) (symbol << 8 | bits + 1 - weight));
          at = next;
        }
      }
    }
    return new HuffmanTable(entries, bits);
  }

  /// Decodes one stream, `in[start..end)`, into exactly `out[from..to)`.
  void decode(byte[] in, int start, int end, byte[] out, int from, int to) throws Damage {
    int at = one(in, BackwardBits.open(in, start, end), 8 * start, out, from, to);
    check(at == 8 * start);
  }

  /// Decodes four streams that follow on each other, `in[ends[i]..ends[i + 1])`, each filling a
  /// quarter of `out[0..size)`, the last what remains. They are decoded side by side because one
  /// stream alone leaves the processor waiting.
  void decodeFour(byte[] in, int[] ends, byte[] out, int size) throws Damage {
    int quarter = (size + 3) / 4;
    check(3 * quarter <= size);
    var at = new int[4];
    for (int i = 0; i < 4; i++) {
      at[i] = BackwardBits.open(in, ends[i], ends[i + 1]);
    }
    int together = Math.max(0, size - 3 * quarter) / AT_ONCE * AT_ONCE;
    sideBySide(in, at, ends, out, quarter, together);
    for (int i = 0; i < 4; i++) {
      int to = i == 3 ? size : (i + 1) * quarter;
      int rest = one(in, at[i], 8 * ends[i], out, i * quarter + together, to);
      check(rest == 8 * ends[i]);
    }
  }

  private void sideBySide(byte[] in, int[] at, int[] ends, byte[] out, int quarter, int together)
      throws Damage {
    short[] table = entries;
    int shift = 64 - bits;
    int a = at[0];
    int b = at[1];
    int c = at[2];
    int d = at[3];
    for (int o = 0; o < together; o += AT_ONCE) {
      long wordA = BackwardBits.below(in, a);
      long wordB = BackwardBits.below(in, b);
      long wordC = BackwardBits.below(in, c);
      long wordD = BackwardBits.below(in, d);
      for (int i = o; i < o + AT_ONCE; i++) {
        int entryA = table[(int) (wordA >>> shift)];
        int entryB = table[(int) (wordB >>> shift)];
        int entryC = table[(int) (wordC >>> shift)];
        int entryD = table[(int) (wordD >>> shift)];
        out[i] = (byte) (entryA >>> 8);
        out[i + quarter] = (byte) (entryB >>> 8);
        out[i + 2 * quarter] = (byte) (entryC >>> 8);
        out[i + 3 * quarter] = (byte) (entryD >>> 8);
        // A shift and a difference use the low bits of the entry only.
        wordA <<= entryA;
        wordB <<= entryB;
        wordC <<= entryC;
        wordD <<= entryD;
        a -= entryA & 0xFF;
        b -= entryB & 0xFF;
        c -= entryC & 0xFF;
        d -= entryD & 0xFF;
      }
      // One round can overrun a stream's start by 55 bits, which BackwardBits.MARGIN covers.
      check(a >= 8 * ends[0] && b >= 8 * ends[1] && c >= 8 * ends[2] && d >= 8 * ends[3]);
    }
    at[0] = a;
    at[1] = b;
    at[2] = c;
    at[3] = d;
  }

  /// Decodes symbol by symbol from bit position `at`; returns where it stopped.
  private int one(byte[] in, int at, int floor, byte[] out, int from, int to) throws Damage {
    int position = at;
    for (int i = from; i < to; i++) {
      int entry = entries[(int) (BackwardBits.below(in, position) >>> (64 - bits))];
      out[i] = (byte) (entry >>> 8);
      position -= entry & 0xFF;
      check(position >= floor);
    }
    return position;
  }
}
