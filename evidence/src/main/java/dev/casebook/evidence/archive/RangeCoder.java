package dev.casebook.evidence.archive;

import java.util.Arrays;

/// The range coder of LZMA: bits from compressed input, each by an adaptive model of how likely it
/// is zero.
///
/// Written for the JIT: its two numbers live in fields between symbols and in locals within a tree
/// of bits. Bits that hardly follow a pattern, which are all but those that choose a symbol's kind,
/// are decoded without a branch that the processor would guess wrong: a mask of ones stands for a
/// zero bit. Source: as [LzmaDecoder].
final class RangeCoder {
  /// A symbol takes at most 20 bytes of input: input arrays carry that many spare ones.
  static final int INPUT_SLACK = 32;

  /// The bytes that start the coder.
  static final int START_BYTES = 5;

  private static final short HALF = 1024;

  final short[] models;
  byte[] input = new byte[0];

  /// The first byte of the input that has not been used.
  int next;

  long range;
  long code;

  RangeCoder(int models) {
    this.models = new short[models];
  }

  void resetModels() {
    Arrays.fill(models, HALF);
  }

  /// Begins a chunk: five bytes start the coder. False when they are impossible.
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

  /// Goes on in the same array after its unused bytes were moved to its front.
  void rewind() {
    next = 0;
  }

  /// Whether what was decoded so far can have been written so, from input up to `inputEnd`.
  boolean isSound(int inputEnd) {
    return next <= inputEnd && code < range;
  }

  /// Whether a chunk ended as it must: all input used and nothing left.
  boolean isFinished(int inputEnd) {
    normalize();
    return next == inputEnd && code == 0;
  }

  private void normalize() {
    if (range < 1 << 24) {
      range <<= 8;
      code = (code << 8) | (input[next++] & 0xFF);
    }
  }

  /// One adaptive bit: a branch follows it anyway, so it is decoded with one.
  int bit(int model) {
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
  int tree(int base, int count) {
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
      long rest = r - bound;
      c -= bound & ~mask;
      r = rest + ((bound - rest) & mask);
      symbol = (symbol << 1) + 1 + (int) mask;
    }
    next = at;
    range = r;
    code = c;
    return symbol;
  }

  /// A literal after a match: its models depend on the byte `like`, until the first bit differs.
  int matched(int base, int like) {
    short[] m = models;
    byte[] in = input;
    int at = next;
    long r = range;
    long c = code;
    int offset = 0x100;
    int bits = like;
    int symbol = 1;
    while (symbol < 0x100) {
      if (r < 1 << 24) {
        r <<= 8;
        c = (c << 8) | (in[at++] & 0xFF);
      }
      bits <<= 1;
      int matchBit = bits & offset;
      int model = base + offset + matchBit + symbol;
      int p = m[model];
      long bound = (r >>> 11) * p;
      long mask = (c - bound) >> 63;
      m[model] = (short) (p - ((p + ((int) mask & (31 - 2048))) >> 5));
      long rest = r - bound;
      c -= bound & ~mask;
      r = rest + ((bound - rest) & mask);
      symbol = (symbol << 1) + 1 + (int) mask;
      offset &= matchBit ^ (int) mask;
    }
    next = at;
    range = r;
    code = c;
    return symbol;
  }

  /// `count` bits, lowest first.
  int reverseTree(int base, int count) {
    return Integer.reverse(tree(base, count) << (32 - count));
  }

  /// `count` bits that no model predicts.
  int direct(int count) {
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
