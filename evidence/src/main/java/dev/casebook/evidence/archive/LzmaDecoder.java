package dev.casebook.evidence.archive;

/// The LZMA decoder proper: symbols from a [RangeCoder], written into a [Window] as literals and
/// matches. Source: the LZMA specification in the LZMA SDK (lzma-specification.txt).
final class LzmaDecoder {
  /// The longest match.
  static final int MATCH_MAX = 273;

  private static final int STATES = 12;
  private static final int POSITIONS = 16;

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
  private final RangeCoder coder = new RangeCoder(LITERALS + (0x300 << 4));
  private int literalContextBits;
  private int literalPositionMask;
  private int positionMask;

  private int state;
  private int rep0;
  private int rep1;
  private int rep2;
  private int rep3;

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
    coder.resetModels();
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

  /// The decoder's input.
  RangeCoder coder() {
    return coder;
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
      if (produced > 0) {
        literals(softLimit, inputEnd);
      }
      int before = window.position;
      boolean good = coder.isSound(inputEnd) && (before == softLimit || symbol(hardLimit));
      if (!good || !coder.isSound(inputEnd)) {
        window.position = before;
        return false;
      }
      produced += window.position - before;
    }
    return true;
  }

  /// As many literals as come in a row, none of them after a match: half of all bits of a bundle of
  /// logs, and all that there is to a symbol stays in locals. Ends before a symbol of another kind,
  /// or unsound.
  private void literals(int softLimit, int inputEnd) {
    short[] m = coder.models;
    byte[] in = coder.input;
    byte[] out = window.bytes;
    int to = window.position;
    int place = (int) produced;
    int at = coder.next;
    long r = coder.range;
    long c = coder.code;
    while (state < 7 && to < softLimit) {
      int model = IS_MATCH + (state << 4) + (place & positionMask);
      int p = m[model];
      boolean full = r >= 1 << 24;
      long bound = ((full ? r : r << 8) >>> 11) * p;
      long coded = full ? c : (c << 8) | (in[at] & 0xFF);
      if (coded >= bound) {
        break;
      }
      at += full ? 0 : 1;
      m[model] = (short) (p + ((2048 - p) >>> 5));
      r = bound;
      c = coded;
      int base = LITERALS + 0x300 * literalContext(place, out[to - 1] & 0xFF);
      int symbol = 1;
      while (symbol < 0x100) {
        if (r < 1 << 24) {
          r <<= 8;
          c = (c << 8) | (in[at++] & 0xFF);
        }
        p = m[base + symbol];
        bound = (r >>> 11) * p;
        long mask = (c - bound) >> 63;
        m[base + symbol] = (short) (p - ((p + ((int) mask & (31 - 2048))) >> 5));
        long rest = r - bound;
        c -= bound & ~mask;
        r = rest + ((bound - rest) & mask);
        symbol = (symbol << 1) + 1 + (int) mask;
      }
      if (at > inputEnd || c >= r) {
        break;
      }
      out[to++] = (byte) symbol;
      place++;
      state = state < 4 ? 0 : state - 3;
    }
    coder.next = at;
    coder.range = r;
    coder.code = c;
    produced += to - window.position;
    window.position = to;
  }

  private int literalContext(int place, int previous) {
    return ((place & literalPositionMask) << literalContextBits)
        + (previous >>> (8 - literalContextBits));
  }

  private boolean symbol(int hardLimit) {
    int positionState = (int) produced & positionMask;
    if (coder.bit(IS_MATCH + (state << 4) + positionState) == 0) {
      literal();
      return true;
    }
    int length;
    if (coder.bit(IS_REP + state) == 0) {
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
    if (coder.bit(IS_REP0 + state) == 0) {
      if (coder.bit(IS_REP0_LONG + (state << 4) + positionState) == 0) {
        state = state < 7 ? 9 : 11;
        return 1;
      }
    } else {
      int chosen;
      if (coder.bit(IS_REP1 + state) == 0) {
        chosen = rep1;
      } else {
        if (coder.bit(IS_REP2 + state) == 0) {
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
    int base = LITERALS + 0x300 * literalContext((int) produced, previous);
    if (state < 7) {
      out[at] = (byte) coder.tree(base, 8);
      state = state < 4 ? 0 : state - 3;
    } else {
      int like = rep0 < produced ? w.at(rep0 + 1) : 0;
      out[at] = (byte) coder.matched(base, like);
      state = state < 10 ? state - 3 : state - 6;
    }
    w.position = at + 1;
  }

  private int length(int base, int positionState) {
    if (coder.bit(base) == 0) {
      return 2 + coder.tree(base + LOW + positionState * 8, 3) - 8;
    }
    if (coder.bit(base + 1) == 0) {
      return 10 + coder.tree(base + MID + positionState * 8, 3) - 8;
    }
    return 18 + coder.tree(base + HIGH, 8) - 256;
  }

  private int distance(int length) {
    int slot = coder.tree(SLOTS + (Math.min(length - 2, 3) << 6), 6) - 64;
    if (slot < 4) {
      return slot;
    }
    int bits = (slot >>> 1) - 1;
    int high = (2 | (slot & 1)) << bits;
    if (slot < 14) {
      return high + coder.reverseTree(DISTANCES + high - slot, bits);
    }
    return high + (coder.direct(bits - 4) << 4) + coder.reverseTree(ALIGN, 4);
  }
}
