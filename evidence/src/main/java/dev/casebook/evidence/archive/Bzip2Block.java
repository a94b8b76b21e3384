package dev.casebook.evidence.archive;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// The decoder of one bzip2 block: Huffman codes, move-to-front, and the inverse of the
/// Burrows-Wheeler transform. What is left to undo is the run length code of the first stage.
///
/// Source: the format as bzip2 1.0.8 reads it.
final class Bzip2Block {
  private static final int UNIT = 100_000;
  private static final int LEVEL_MAX = 9;
  private static final int GROUP_SYMBOLS = 50;
  private static final int TABLES_MIN = 2;
  private static final int TABLES_MAX = 6;

  /// A block of 900,000 symbols in groups of 50, and two to spare; files may name more, unused.
  private static final int SELECTORS_MAX = 18_002;

  /// At a time.
  private static final int VERIFIED_BYTES = 1 << 14;

  private static final int RUN_A = 0;
  private static final int RUN_B = 1;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] selectors = new byte[SELECTORS_MAX];
  private final byte[] front = new byte[256];
  private final int[] links = new int[LEVEL_MAX * UNIT];
  private final byte[] output = new byte[LEVEL_MAX * UNIT];
  private int sizeMax;
  private int size;
  private int crc;

  private byte[] in = new byte[Bzip2Chunk.SLACK];
  private int at;
  private int end;

  /// The decoded bytes, `size()` of them, still run length coded.
  byte[] output() {
    return output;
  }

  int size() {
    return size;
  }

  /// What the block says its checksum is.
  int crc() {
    return crc;
  }

  /// Decodes a chunk of a stream of this level (1 to 9, the largest block in units of 100,000).
  void decode(Bzip2Chunk chunk, int level) throws Damage {
    in = chunk.bytes;
    at = chunk.bodyBit;
    end = chunk.endBit;
    sizeMax = level * UNIT;
    size = 0;
    try {
      decode();
      check(at <= end);
    } catch (Damage | IndexOutOfBoundsException inside) {
      throw chunk.isCut
          ? Damage.truncated("the bzip2 data stops inside a block")
          : Damage.corrupt("a bzip2 block cannot be decoded");
    }
  }

  /// Compares its checksum with that of the bytes that it stands for.
  void verify() throws Damage {
    var seen = new Bzip2Crc();
    var runs = new Bzip2Runs();
    runs.over(output, size);
    var bytes = new byte[VERIFIED_BYTES];
    for (int count = runs.expand(bytes, 0, bytes.length);
        count > 0;
        count = runs.expand(bytes, 0, bytes.length)) {
      seen.update(bytes, 0, count);
    }
    if (seen.value() != crc) {
      throw Damage.corrupt("the checksum of a bzip2 block is wrong");
    }
  }

  private void decode() throws Damage {
    crc = (bits(16) << 16) | bits(16);
    if (bits(1) != 0) {
      throw Damage.unsupported("a bzip2 block is randomised, as only versions before 1.0 did");
    }
    int origin = bits(24);
    int symbols = readSymbols();
    int tables = bits(3);
    int groups = bits(15);
    check(symbols > 0 && tables >= TABLES_MIN && tables <= TABLES_MAX && groups > 0);
    readSelectors(tables, groups);
    var codes = new Bzip2Code[tables];
    for (int i = 0; i < tables; i++) {
      codes[i] = readCode(symbols + 2);
    }
    readBody(codes, Math.min(groups, SELECTORS_MAX), symbols + 1);
    check(origin < size);
    undoTransform(origin);
  }

  private static void check(boolean sound) throws Damage {
    if (!sound) {
      throw Damage.corrupt("a bzip2 block cannot be decoded");
    }
  }

  /// The next 57 bits or more in the upper end of a long.
  private long ahead() {
    return (long) LONG.get(in, at >>> 3) << (at & 7);
  }

  private int bits(int count) {
    int value = (int) (ahead() >>> (64 - count));
    at += count;
    return value;
  }

  /// Which bytes occur, as two levels of sixteen bits; their count, and they themselves in `front`.
  private int readSymbols() {
    int count = 0;
    int ranges = bits(16);
    for (int range = 0; range < 16; range++) {
      if (((ranges >>> (15 - range)) & 1) != 0) {
        int used = bits(16);
        for (int i = 0; i < 16; i++) {
          if (((used >>> (15 - i)) & 1) != 0) {
            front[count++] = (byte) (16 * range + i);
          }
        }
      }
    }
    return count;
  }

  private void readSelectors(int tables, int groups) throws Damage {
    var order = new byte[] {0, 1, 2, 3, 4, 5};
    for (int i = 0; i < groups; i++) {
      int ones = Long.numberOfLeadingZeros(~ahead());
      check(ones < tables);
      at += ones + 1;
      byte chosen = order[ones];
      System.arraycopy(order, 0, order, 1, ones);
      order[0] = chosen;
      if (i < SELECTORS_MAX) {
        selectors[i] = chosen;
      }
    }
  }

  private Bzip2Code readCode(int symbols) throws Damage {
    var lengths = new int[symbols];
    int length = bits(5);
    for (int i = 0; i < symbols; i++) {
      while (bits(1) != 0) {
        length += bits(1) == 0 ? 1 : -1;
        check(at <= end);
      }
      check(length >= 1 && length <= Bzip2Code.LENGTH_MAX);
      lengths[i] = length;
    }
    return new Bzip2Code(lengths);
  }

  /// Symbols up to the end symbol: runs of the byte in front, counted in bijective base two, and
  /// places of the next byte in the list of recent ones.
  private void readBody(Bzip2Code[] codes, int groups, int endSymbol) throws Damage {
    int run = 0;
    int runUnit = 1;
    for (int group = 0; group < groups; group++) {
      var code = codes[selectors[group]];
      for (int i = 0; i < GROUP_SYMBOLS; i++) {
        int entry = code.decode(ahead());
        at += Bzip2Code.length(entry);
        int symbol = Bzip2Code.symbol(entry);
        if (symbol <= RUN_B) {
          check(run <= sizeMax);
          run += symbol == RUN_A ? runUnit : 2 * runUnit;
          runUnit <<= 1;
          continue;
        }
        if (run > 0) {
          appendRun(run);
          run = 0;
          runUnit = 1;
        }
        if (symbol == endSymbol) {
          return;
        }
        append(symbol - 1);
      }
      check(at <= end);
    }
    check(false);
  }

  private void appendRun(int run) throws Damage {
    check(run <= sizeMax - size);
    Arrays.fill(links, size, size + run, front[0] & 0xFF);
    size += run;
  }

  private void append(int place) throws Damage {
    check(size < sizeMax);
    byte next = front[place];
    if (place < 16) {
      for (int i = place; i > 0; i--) {
        front[i] = front[i - 1];
      }
    } else {
      System.arraycopy(front, 0, front, 1, place);
    }
    front[0] = next;
    links[size++] = next & 0xFF;
  }

  /// Each entry of `links` holds a byte; its upper bits get the index of the byte that follows.
  private void undoTransform(int origin) {
    var next = new int[256];
    for (int i = 0; i < size; i++) {
      next[links[i] & 0xFF]++;
    }
    int sum = 0;
    for (int value = 0; value < 256; value++) {
      int count = next[value];
      next[value] = sum;
      sum += count;
    }
    for (int i = 0; i < size; i++) {
      links[next[links[i] & 0xFF]++] |= i << 8;
    }
    int link = links[origin] >>> 8;
    for (int i = 0; i < size; i++) {
      link = links[link];
      output[i] = (byte) link;
      link >>>= 8;
    }
  }
}
