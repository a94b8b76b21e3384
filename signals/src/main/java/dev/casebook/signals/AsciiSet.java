package dev.casebook.signals;

/// The ASCII characters of a set, as bits, and whether it holds others.
record AsciiSet(long low, long high, boolean hasOthers) {
  static final AsciiSet NONE = new AsciiSet(0, 0, false);

  static AsciiSet of(CharacterSet set) {
    long low = 0;
    long high = 0;
    for (var range : set.ranges()) {
      for (int c = range.first(); c <= Math.min(range.last(), 0x7f); c++) {
        low |= c < 64 ? 1L << c : 0;
        high |= c < 64 ? 0 : 1L << c;
      }
    }
    return new AsciiSet(low, high, !set.isAscii());
  }

  boolean has(byte b) {
    return b >= 0 && (((b < 64 ? low : high) >>> b) & 1) != 0;
  }

  AsciiSet or(AsciiSet other) {
    return new AsciiSet(low | other.low, high | other.high, hasOthers || other.hasOthers);
  }

  boolean meets(AsciiSet other) {
    return (low & other.low) != 0 || (high & other.high) != 0 || (hasOthers && other.hasOthers);
  }
}
