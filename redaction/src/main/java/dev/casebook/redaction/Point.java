package dev.casebook.redaction;

import dev.casebook.formats.network.IpAddress;
import dev.casebook.formats.network.IpNetwork;

/// An address as a number of 128 bits; IPv4 lies in `::ffff:0:0/96`, so that there is one plan for
/// both families.
record Point(long high, long low) implements Comparable<Point> {

  private static final long MAPPED = 0xffffL << 32;
  private static final long V4_BITS = 0xffff_ffffL;

  static Point v4(int address) {
    return new Point(0, MAPPED | (address & V4_BITS));
  }

  static Point of(IpAddress address) {
    return new Point(address.high(), address.low());
  }

  /// The length of a network's prefix among 128 bits.
  static int length(IpNetwork network) {
    return network.address().isV4() ? network.length() + 96 : network.length();
  }

  boolean isV4() {
    return high == 0 && (low >>> 32) == 0xffff;
  }

  int v4() {
    return (int) low;
  }

  IpAddress address(String zone) {
    return new IpAddress(isV4(), high, low, zone);
  }

  /// The bits of a prefix; the others are 0.
  Point prefix(int length) {
    return new Point(high & highMask(length), low & lowMask(length));
  }

  /// The last address of this prefix.
  Point last(int length) {
    return new Point(high | ~highMask(length), low | ~lowMask(length));
  }

  /// These bits of the prefix, the other address's behind it.
  Point with(int length, Point host) {
    return new Point(
        (high & highMask(length)) | (host.high & ~highMask(length)),
        (low & lowMask(length)) | (host.low & ~lowMask(length)));
  }

  boolean isIn(Point prefix, int length) {
    return prefix(length).equals(prefix);
  }

  Point next() {
    return new Point(low == -1 ? high + 1 : high, low + 1);
  }

  private static long highMask(int length) {
    return length >= 64 ? -1 : length == 0 ? 0 : -1L << (64 - length);
  }

  private static long lowMask(int length) {
    return length <= 64 ? 0 : -1L << (128 - length);
  }

  @Override
  public int compareTo(Point other) {
    int order = Long.compareUnsigned(high, other.high);
    return order != 0 ? order : Long.compareUnsigned(low, other.low);
  }
}
