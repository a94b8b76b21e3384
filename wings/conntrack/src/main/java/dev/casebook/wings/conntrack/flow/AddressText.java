package dev.casebook.wings.conntrack.flow;

import dev.casebook.formats.conntrack.ConntrackDirection;

/// Addresses as text, without an object for each.
///
/// Source: RFC 5952, and the C library's inet_ntop(3), which also writes `::192.0.2.1`.
final class AddressText {

  private AddressText() {}

  static void source(ConntrackDirection of, RowBuffer to) {
    write(of.isV4(), of.srcHigh(), of.srcLow(), to);
  }

  static void destination(ConntrackDirection of, RowBuffer to) {
    write(of.isV4(), of.dstHigh(), of.dstLow(), to);
  }

  static void write(boolean isV4, long high, long low, RowBuffer to) {
    if (isV4) {
      v4((int) low, to);
    } else {
      v6(high, low, to);
    }
  }

  private static void v4(int bits, RowBuffer to) {
    to.number(bits >>> 24).ascii('.');
    to.number(bits >>> 16 & 255).ascii('.');
    to.number(bits >>> 8 & 255).ascii('.');
    to.number(bits & 255);
  }

  private static void v6(long high, long low, RowBuffer to) {
    int start = -1;
    int longest = 1;
    for (int i = 0; i < 8; i++) {
      int zeros = zerosFrom(high, low, i);
      if (zeros > longest) {
        start = i;
        longest = zeros;
      }
    }
    boolean endsInV4 =
        start == 0 && (longest == 6 || (longest == 5 && group(high, low, 5) == 0xFFFF));
    for (int i = 0; i < (endsInV4 ? 6 : 8); i++) {
      if (i == start) {
        to.ascii("::");
        i += longest - 1;
      } else {
        if (i > 0 && i != start + longest) {
          to.ascii(':');
        }
        to.hex(group(high, low, i));
      }
    }
    if (endsInV4) {
      if (longest == 5) {
        to.ascii(':');
      }
      v4((int) low, to);
    }
  }

  private static int zerosFrom(long high, long low, int index) {
    int i = index;
    while (i < 8 && group(high, low, i) == 0) {
      i++;
    }
    return i - index;
  }

  private static int group(long high, long low, int index) {
    return (int) ((index < 4 ? high : low) >>> (48 - 16 * (index & 3)) & 0xFFFF);
  }
}
