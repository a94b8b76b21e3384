package dev.casebook.wings.captures.rewrite;

/// The Internet's checksum (RFC 1071), moved on by what changed under it (RFC 1624): one that was
/// right stays right, and a wrong one is wrong by as much as before, whatever was not captured.
final class Checksum {

  private Checksum() {}

  /// The sum of 16-bit words; the last byte of an odd number counts as the upper one.
  static long sum(byte[] bytes, int from, int to) {
    long sum = 0;
    int i = from;
    for (; i + 1 < to; i += 2) {
      sum += (bytes[i] & 0xFF) << 8 | (bytes[i + 1] & 0xFF);
    }
    return i < to ? sum + ((bytes[i] & 0xFF) << 8) : sum;
  }

  private static int folded(long sum) {
    long folded = sum;
    while (folded >>> 16 != 0) {
      folded = (folded & 0xFFFF) + (folded >>> 16);
    }
    return (int) folded;
  }

  /// @param before sum of what was under it
  /// @param after sum of what is in its place
  static int moved(int checksum, long before, long after) {
    return ~folded((~checksum & 0xFFFFL) + (~folded(before) & 0xFFFFL) + folded(after)) & 0xFFFF;
  }
}
