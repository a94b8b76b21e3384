package dev.casebook.evidence.archive;

import java.util.Arrays;

/// The LZMA decoder proper: a range coder over adaptive bit models that writes literals and matches
/// into a [Window].
///
/// Written for the JIT: the coder's two numbers live in fields between symbols and in locals within
/// a tree of bits. Bits that hardly follow a pattern (a literal after a match, direct bits) are
/// decoded without a branch that the processor would guess wrong. Source: the LZMA specification in
/// the LZMA SDK (lzma-specification.txt).
final class LzmaDecoder {
  /// The longest match.
  static final int MATCH_MAX = 273;

  /// A symbol takes at most 20 bytes of input: input arrays carry that many spare ones.
  static final int INPUT_SLACK = 32;

  /// The bytes that start the range coder.
  static final int START_BYTES = 5;

  private static final int STATES = 12;
  private static final int POSITIONS = 16;
  private static final short HALF = 1024;

  // Where each family of models begins in the one array.
  private static final int IS_MATCH = 0;
  private static final int IS_REP = IS_MATCH + STATES * POSITIONS;
  private static final int IS_REP0 = IS_REP + STATES;
  private static final int IS_REP1 = IS_REP0 + STATES;
  private static final int IS_REP2 = IS_REP1 + STATES;
  private static final int IS_REP0_LONG = IS_REP2 + STATES;
  private static final int SLOTS = IS_REP0_LONG + STATES * POSITIONS;
  private static final int DISTANCES = SLOTS + 4 * 64;
  private static final int ALIGN = DISTANCES + 128;
  private static final int MATCH_LENGTH = ALIGN + 16;
  // A length: choice, choice 2, low and mid trees of eight per position, a high tree of 256.
  private static final int LOW = 2;
  private static final int MID = LOW + POSITIONS * 8;
  private static final int HIGH = MID + POSITIONS * 8;
  private static final int REP_LENGTH = MATCH_LENGTH + HIGH + 256;
  private static final int LITERALS = REP_LENGTH + HIGH + 256;

  private final Window window;
  private final short[] models = new short[LITERALS + (0x300 << 4)];
  private int literalContextBits;
  private int literalPositionMask;
  private int positionMask;

  private int state;
  private int rep0;
  private int rep1;
  private int rep2;
  private int rep3;

  private byte[] input = new byte[0];
  private int next;
  private long range;
  private long code;

  /// Output bytes since the last dictionary reset, for positions and literal contexts.
  private long produced;

  LzmaDecoder(Window window) {
    this.window = window;
  }

  /// Sets lc, lp and pb from their byte. False when they are outside what LZMA2 allows.
  boolean properties(int value) {
    if (value > (4 * 5 + 4) * 9 + 8) {
      return false;
    }
    int positionBits = value / 45;
    int literalPositionBits = value % 45 / 9;
    literalContextBits = value % 9;
    literalPositionMask = (1 << literalPositionBits) - 1;
    positionMask = (1 << positionBits) - 1;
    return literalContextBits + literalPositionBits <= 4;
  }

  void resetState() {
    Arrays.fill(models, HALF);
    state = 0;
    rep0 = 0;
    rep1 = 0;
    rep2 = 0;
    rep3 = 0;
  }

  void resetDictionary() {
    produced = 0;
  }

  /// Counts bytes that went into the window uncompressed.
  void passed(int count) {
    produced += count;
  }

  /// Begins a chunk: five bytes start the range coder. False when they are impossible.
  boolean begin(byte[] chunk) {
    input = chunk;
    range = 0xFFFFFFFFL;
    code =
        (chunk[1] & 0xFFL) << 24
            | (chunk[2] & 0xFF) << 16
            | (chunk[3] & 0xFF) << 8
            | (chunk[4] & 0xFF);
    next = START_BYTES;
    return chunk[0] == 0 && code != range;
  }

  /// Whether a chunk ended as it must: all input used and nothing left in the coder.
  boolean isFinished(int inputEnd) {
    normalize();
    return next == inputEnd && code == 0;
  }

  /// How much of the input has been used.
  int used() {
    return next;
  }

  /// Goes on in the same array after its unused bytes were moved to its front.
  void rewind() {
    next = 0;
  }

  /// Whether what [#decode] could not go on after is the mark that ends .lzma data.
  boolean isAtEndMark() {
    return rep0 == -1;
  }

  /// Decodes symbols until the window's position is `softLimit` or past it by part of a match, but
  /// never past `hardLimit`, or until input beyond `inputEnd` would be needed. False when the input
  /// is corrupt or used up; the window then ends with the last good symbol.
  boolean decode(int softLimit, int hardLimit, int inputEnd) {
    while (window.position < softLimit) {
      int before = window.position;
      boolean good = symbol(hardLimit);
      if (!good || next > inputEnd || code >= range) {
        window.position = before;
        return false;
      }
      produced += window.position - before;
    }
    return true;
  }

  private boolean symbol(int hardLimit) {
    int positionState = (int) produced & positionMask;
    if (bit(IS_MATCH + (state << 4) + positionState) == 0) {
      literal();
      return true;
    }
    int length;
    if (bit(IS_REP + state) == 0) {
      rep3 = rep2;
      rep2 = rep1;
      rep1 = rep0;
      length = length(MATCH_LENGTH, positionState);
      state = state < 7 ? 7 : 10;
      rep0 = distance(length);
    } else {
      length = repeated(positionState);
    }
    // A distance of 2^32, the end mark of .lzma data, becomes zero here, which nothing reaches.
    if (!window.reaches(rep0 + 1) || rep0 >= produced || length > hardLimit - window.position) {
      return false;
    }
    window.copyMatch(rep0 + 1, length);
    return true;
  }

  /// A match at one of the last four distances; its length.
  private int repeated(int positionState) {
    if (bit(IS_REP0 + state) == 0) {
      if (bit(IS_REP0_LONG + (state << 4) + positionState) == 0) {
        state = state < 7 ? 9 : 11;
        return 1;
      }
    } else {
      int chosen;
      if (bit(IS_REP1 + state) == 0) {
        chosen = rep1;
      } else {
        if (bit(IS_REP2 + state) == 0) {
          chosen = rep2;
        } else {
          chosen = rep3;
          rep3 = rep2;
        }
        rep2 = rep1;
      }
      rep1 = rep0;
      rep0 = chosen;
    }
    state = state < 7 ? 8 : 11;
    return length(REP_LENGTH, positionState);
  }

  private void literal() {
    Window w = window;
    byte[] out = w.bytes;
    int at = w.position;
    int previous = produced > 0 ? out[at - 1] & 0xFF : 0;
    int context =
        (((int) produced & literalPositionMask) << literalContextBits)
            + (previous >>> (8 - literalContextBits));
    int base = LITERALS + 0x300 * context;
    if (state < 7) {
      out[at] = (byte) tree(base, 8);
      state = state < 4 ? 0 : state - 3;
    } else {
      int like = rep0 < produced ? w.at(rep0 + 1) : 0;
      out[at] = (byte) matched(base, like);
      state = state < 10 ? state - 3 : state - 6;
    }
    w.position = at + 1;
  }

  private int length(int base, int positionState) {
    if (bit(base) == 0) {
      return 2 + tree(base + LOW + positionState * 8, 3) - 8;
    }
    if (bit(base + 1) == 0) {
      return 10 + tree(base + MID + positionState * 8, 3) - 8;
    }
    return 18 + tree(base + HIGH, 8) - 256;
  }

  private int distance(int length) {
    int slot = tree(SLOTS + (Math.min(length - 2, 3) << 6), 6) - 64;
    if (slot < 4) {
      return slot;
    }
    int bits = (slot >>> 1) - 1;
    int high = (2 | (slot & 1)) << bits;
    if (slot < 14) {
      return high + reverseTree(DISTANCES + high - slot, bits);
    }
    return high + (direct(bits - 4) << 4) + reverseTree(ALIGN, 4);
  }

  private void normalize() {
    if (range < 1 << 24) {
      range <<= 8;
      code = (code << 8) | (input[next++] & 0xFF);
    }
  }

  /// One adaptive bit: a branch follows it anyway, so it is decoded with one.
  private int bit(int model) {
    long r = range;
    long c = code;
    if (r < 1 << 24) {
      r <<= 8;
      c = (c << 8) | (input[next++] & 0xFF);
    }
    int p = models[model];
    long bound = (r >>> 11) * p;
    if (c < bound) {
      models[model] = (short) (p + ((2048 - p) >>> 5));
      range = bound;
      code = c;
      return 0;
    }
    models[model] = (short) (p - (p >>> 5));
    range = r - bound;
    code = c - bound;
    return 1;
  }

  /// `count` bits, highest first, each with the model its predecessors choose; a leading one bit
  /// stays in the result.
  private int tree(int base, int count) {
    short[] m = models;
    byte[] in = input;
    int at = next;
    long r = range;
    long c = code;
    int symbol = 1;
    for (int i = 0; i < count; i++) {
      if (r < 1 << 24) {
        r <<= 8;
        c = (c << 8) | (in[at++] & 0xFF);
      }
      int p = m[base + symbol];
      long bound = (r >>> 11) * p;
      if (c < bound) {
        m[base + symbol] = (short) (p + ((2048 - p) >>> 5));
        r = bound;
        symbol <<= 1;
      } else {
        m[base + symbol] = (short) (p - (p >>> 5));
        r -= bound;
        c -= bound;
        symbol = (symbol << 1) | 1;
      }
    }
    next = at;
    range = r;
    code = c;
    return symbol;
  }

  /// A literal after a match: its models depend on the byte `like`, until the first bit differs.
  private int matched(int base, int like) {
    short[] m = models;
    byte[] in = input;
    int at = next;
    long r = range;
    long c = code;
    int offset = 0x100;
    int rest = like;
    int symbol = 1;
    while (symbol < 0x100) {
      if (r < 1 << 24) {
        r <<= 8;
        c = (c << 8) | (in[at++] & 0xFF);
      }
      rest <<= 1;
      int matchBit = rest & offset;
      int model = base + offset + matchBit + symbol;
      int p = m[model];
      long bound = (r >>> 11) * p;
      long mask = (c - bound) >> 63;
      m[model] = (short) (p - ((p + ((int) mask & (31 - 2048))) >> 5));
      c += (bound & mask) - bound;
      r = (bound & mask) + ((r - bound) & ~mask);
      symbol = (symbol << 1) + 1 + (int) mask;
      offset &= matchBit ^ (int) mask;
    }
    next = at;
    range = r;
    code = c;
    return symbol;
  }

  /// `count` bits, lowest first.
  private int reverseTree(int base, int count) {
    short[] m = models;
    byte[] in = input;
    int at = next;
    long r = range;
    long c = code;
    int symbol = 1;
    for (int i = 0; i < count; i++) {
      if (r < 1 << 24) {
        r <<= 8;
        c = (c << 8) | (in[at++] & 0xFF);
      }
      int p = m[base + symbol];
      long bound = (r >>> 11) * p;
      long mask = (c - bound) >> 63;
      m[base + symbol] = (short) (p - ((p + ((int) mask & (31 - 2048))) >> 5));
      c += (bound & mask) - bound;
      r = (bound & mask) + ((r - bound) & ~mask);
      symbol = (symbol << 1) + 1 + (int) mask;
    }
    next = at;
    range = r;
    code = c;
    return Integer.reverse(symbol << (32 - count));
  }

  /// `count` bits that no model predicts.
  private int direct(int count) {
    byte[] in = input;
    int at = next;
    long r = range;
    long c = code;
    int value = 0;
    for (int i = 0; i < count; i++) {
      if (r < 1 << 24) {
        r <<= 8;
        c = (c << 8) | (in[at++] & 0xFF);
      }
      r >>>= 1;
      long mask = (c - r) >> 63;
      c -= r & ~mask;
      value = (value << 1) + 1 + (int) mask;
    }
    next = at;
    range = r;
    code = c;
    return value;
  }
}
