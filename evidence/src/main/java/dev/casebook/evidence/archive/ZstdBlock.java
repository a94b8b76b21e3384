package dev.casebook.evidence.archive;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The decoder of compressed zstd blocks: literals, then sequences that interleave them with
/// matches into a [Window]. It carries what one block of a frame hands to the next: tables and the
/// last three offsets.
///
/// Source: RFC 8878, section 3.1.1.3.
final class ZstdBlock {
  /// RFC 8878, section 3.1.1.2.4: no block is larger, compressed or not.
  static final int BLOCK_MAX = 128 << 10;

  private static final FseTable.Alphabet LITERAL_LENGTHS =
      FseTable.Alphabet.following(
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7, 8, 9,
          10, 11, 12, 13, 14, 15, 16);

  private static final FseTable.Alphabet MATCH_LENGTHS =
      FseTable.Alphabet.following(
          3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
          0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16);

  private static final FseTable.Alphabet OFFSETS = FseTable.Alphabet.powers(32);

  private static final FseTable LITERAL_LENGTHS_DEFAULT =
      FseTable.of(
          new int[] {
            4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3, 2, 1, 1,
            1, 1, 1, -1, -1, -1, -1
          },
          6,
          LITERAL_LENGTHS);

  private static final FseTable MATCH_LENGTHS_DEFAULT =
      FseTable.of(
          new int[] {
            1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
            1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1
          },
          6,
          MATCH_LENGTHS);

  private static final FseTable OFFSETS_DEFAULT =
      FseTable.of(
          new int[] {
            1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1,
            -1
          },
          5,
          OFFSETS);

  private final Window window;
  private final byte[] literals = new byte[BLOCK_MAX + Window.SLACK];
  private int literalsSize;
  private @Nullable HuffmanTable huffman;
  private @Nullable FseTable literalLengths;
  private @Nullable FseTable offsets;
  private @Nullable FseTable matchLengths;
  private int offset1;
  private int offset2;
  private int offset3;

  ZstdBlock(Window window) {
    this.window = window;
  }

  /// Begins a frame.
  void reset() {
    huffman = null;
    literalLengths = null;
    offsets = null;
    matchLengths = null;
    offset1 = 1;
    offset2 = 4;
    offset3 = 8;
  }

  /// Decodes the block `in[start..end)` into the window, which has room for `outputMax` more bytes.
  void decode(byte[] in, int start, int end, int outputMax) throws Damage {
    int at = readLiterals(in, start, end, outputMax);
    check(at < end);
    int first = in[at] & 0xFF;
    int count;
    if (first < 128) {
      count = first;
      at += 1;
    } else if (first < 255) {
      check(at + 2 <= end);
      count = ((first - 128) << 8) + (in[at + 1] & 0xFF);
      at += 2;
    } else {
      check(at + 3 <= end);
      count = (in[at + 1] & 0xFF) + ((in[at + 2] & 0xFF) << 8) + 0x7F00;
      at += 3;
    }
    if (count == 0) {
      check(at == end);
      window.copy(literals, 0, literalsSize);
      return;
    }
    check(at < end);
    readTables(in, at, end, count, outputMax);
  }

  private static void check(boolean sound) throws Damage {
    if (!sound) {
      throw Damage.corrupt("a zstd block contradicts itself");
    }
  }

  /// Fills `literals`; returns where the sequences begin.
  private int readLiterals(byte[] in, int start, int end, int outputMax) throws Damage {
    check(start < end);
    int type = in[start] & 3;
    int format = in[start] >>> 2 & 3;
    if (type >= 2) {
      return readCompressedLiterals(in, start, end, outputMax, type == 3, format);
    }
    int headerBytes = format == 1 ? 2 : format == 3 ? 3 : 1;
    long header = header(in, start, end, headerBytes);
    literalsSize = (int) (header >>> (headerBytes == 1 ? 3 : 4));
    int at = start + headerBytes;
    check(literalsSize <= outputMax && at + (type == 0 ? literalsSize : 1) <= end);
    if (type == 1) {
      Arrays.fill(literals, 0, literalsSize, in[at]);
      return at + 1;
    }
    System.arraycopy(in, at, literals, 0, literalsSize);
    return at + literalsSize;
  }

  private int readCompressedLiterals(
      byte[] in, int start, int end, int outputMax, boolean sameTable, int format) throws Damage {
    int sizeBits = format == 3 ? 18 : format == 2 ? 14 : 10;
    int headerBytes = (4 + 2 * sizeBits) / 8;
    long header = header(in, start, end, headerBytes);
    literalsSize = (int) (header >>> 4) & ((1 << sizeBits) - 1);
    int at = start + headerBytes;
    int after = at + ((int) (header >>> (4 + sizeBits)) & ((1 << sizeBits) - 1));
    check(literalsSize <= outputMax && after <= end);
    if (!sameTable) {
      var read = HuffmanTable.read(in, at, after);
      huffman = read.table();
      at = read.end();
    }
    var table = huffman;
    if (table == null) {
      throw Damage.corrupt("a zstd block repeats a table that never was");
    }
    if (format == 0) {
      table.decode(in, at, after, literals, 0, literalsSize);
    } else {
      check(at + 6 <= after);
      int one = at + 6 + size(in, at);
      int two = one + size(in, at + 2);
      int three = two + size(in, at + 4);
      check(three <= after);
      table.decodeFour(in, new int[] {at + 6, one, two, three, after}, literals, literalsSize);
    }
    return after;
  }

  private static int size(byte[] in, int at) {
    return (in[at] & 0xFF) | ((in[at + 1] & 0xFF) << 8);
  }

  private static long header(byte[] in, int start, int end, int bytes) throws Damage {
    check(start + bytes <= end);
    long header = 0;
    for (int i = 0; i < bytes; i++) {
      header |= (in[start + i] & 0xFFL) << (8 * i);
    }
    return header;
  }

  private void readTables(byte[] in, int start, int end, int count, int outputMax) throws Damage {
    int modes = in[start] & 0xFF;
    check((modes & 3) == 0);
    var lengths =
        table(
            modes >>> 6,
            in,
            start + 1,
            end,
            9,
            LITERAL_LENGTHS,
            LITERAL_LENGTHS_DEFAULT,
            literalLengths);
    literalLengths = lengths.table();
    var offs = table(modes >>> 4 & 3, in, lengths.end(), end, 8, OFFSETS, OFFSETS_DEFAULT, offsets);
    offsets = offs.table();
    var matches =
        table(
            modes >>> 2 & 3,
            in,
            offs.end(),
            end,
            9,
            MATCH_LENGTHS,
            MATCH_LENGTHS_DEFAULT,
            matchLengths);
    matchLengths = matches.table();
    execute(
        in, matches.end(), end, count, outputMax, lengths.table(), offs.table(), matches.table());
  }

  private static FseTable.Read table(
      int mode,
      byte[] in,
      int start,
      int end,
      int logMax,
      FseTable.Alphabet alphabet,
      FseTable standard,
      @Nullable FseTable previous)
      throws Damage {
    return switch (mode) {
      case 0 -> new FseTable.Read(standard, start);
      case 1 -> {
        check(start < end);
        yield new FseTable.Read(FseTable.constant(in[start] & 0xFF, alphabet), start + 1);
      }
      case 2 -> FseTable.read(in, start, end, logMax, alphabet);
      default -> {
        if (previous == null) {
          throw Damage.corrupt("a zstd block repeats a table that never was");
        }
        yield new FseTable.Read(previous, start);
      }
    };
  }

  /// The sequences: each copies some literals and then a match.
  private void execute(
      byte[] in,
      int start,
      int end,
      int count,
      int outputMax,
      FseTable lengths,
      FseTable offs,
      FseTable matches)
      throws Damage {
    long[] lengthEntries = lengths.entries;
    long[] offsetEntries = offs.entries;
    long[] matchEntries = matches.entries;
    int floor = 8 * start;
    int at = BackwardBits.open(in, start, end);
    long word = BackwardBits.below(in, at);
    int lengthState = BackwardBits.top(word, lengths.log);
    word <<= lengths.log;
    int offsetState = BackwardBits.top(word, offs.log);
    word <<= offs.log;
    int matchState = BackwardBits.top(word, matches.log);
    at -= lengths.log + offs.log + matches.log;
    int literalsUsed = 0;
    int room = outputMax;
    for (int left = count; left > 0; left--) {
      check(at >= floor);
      long lengthEntry = lengthEntries[lengthState];
      long offsetEntry = offsetEntries[offsetState];
      long matchEntry = matchEntries[matchState];

      // Offset and match length take at most 31 + 16 bits, the rest at most 16 + 26.
      word = BackwardBits.below(in, at);
      int offsetBits = FseTable.extraBits(offsetEntry);
      int offsetValue = FseTable.value(offsetEntry) + BackwardBits.top(word, offsetBits);
      word <<= offsetBits;
      int matchBits = FseTable.extraBits(matchEntry);
      int matchLength = FseTable.value(matchEntry) + BackwardBits.top(word, matchBits);
      at -= offsetBits + matchBits;

      word = BackwardBits.below(in, at);
      int lengthBits = FseTable.extraBits(lengthEntry);
      int literalLength = FseTable.value(lengthEntry) + BackwardBits.top(word, lengthBits);
      at -= lengthBits;
      if (left > 1) {
        word <<= lengthBits;
        int bits = FseTable.stateBits(lengthEntry);
        lengthState = FseTable.nextState(lengthEntry) + BackwardBits.top(word, bits);
        word <<= bits;
        at -= bits;
        bits = FseTable.stateBits(matchEntry);
        matchState = FseTable.nextState(matchEntry) + BackwardBits.top(word, bits);
        word <<= bits;
        at -= bits;
        bits = FseTable.stateBits(offsetEntry);
        offsetState = FseTable.nextState(offsetEntry) + BackwardBits.top(word, bits);
        at -= bits;
      }

      room -= literalLength + matchLength;
      check(room >= 0 && literalLength <= literalsSize - literalsUsed);
      window.copy(literals, literalsUsed, literalLength);
      literalsUsed += literalLength;
      int distance = distance(offsetValue, literalLength);
      check(window.reaches(distance));
      window.copyMatch(distance, matchLength);
    }
    check(at == floor && literalsSize - literalsUsed <= room);
    window.copy(literals, literalsUsed, literalsSize - literalsUsed);
  }

  /// Resolves an offset value: one to three name one of the last offsets, all shifted by one when
  /// no literals precede; above three it is the offset plus three. Zero or less is corrupt.
  private int distance(int value, int literalLength) {
    if (value > 3 || value < 0) {
      offset3 = offset2;
      offset2 = offset1;
      offset1 = value - 3;
      return offset1;
    }
    int which = literalLength == 0 ? value + 1 : value;
    int distance =
        switch (which) {
          case 1 -> offset1;
          case 2 -> offset2;
          case 3 -> offset3;
          default -> offset1 - 1;
        };
    if (which != 1) {
      if (which != 2) {
        offset3 = offset2;
      }
      offset2 = offset1;
      offset1 = distance;
    }
    return distance;
  }
}
