package dev.casebook.wings.conntrack.filter;

import dev.casebook.formats.conntrack.ConntrackDirection;
import dev.casebook.formats.conntrack.ConntrackEntry;
import dev.casebook.formats.conntrack.Ctnetlink;
import dev.casebook.formats.network.IpNetwork;

/// What is demanded of the addresses or ports at the ends of a connection.
public sealed interface EndCondition {

  boolean matches(ConntrackEntry entry);

  /// Which of the four ends.
  enum End {
    SRC,
    DST,
    REPLY_SRC,
    REPLY_DST,
    ANY;

    private ConntrackDirection direction(ConntrackEntry entry) {
      return this == SRC || this == DST ? entry.original() : entry.reply();
    }

    private boolean isSource() {
      return this == SRC || this == REPLY_SRC;
    }
  }

  /// An address in a network, without an object for the address.
  ///
  /// @param high bits that a network's addresses share, and a mask of where they lie
  record Network(End end, boolean isV4, long high, long low, long highMask, long lowMask)
      implements EndCondition {

    public static Network of(End end, IpNetwork network) {
      boolean v4 = network.address().isV4();
      int bits = network.length() + (v4 ? 96 : 0);
      return new Network(
          end,
          v4,
          network.address().high(),
          network.address().low(),
          mask(bits),
          mask(bits - Long.SIZE));
    }

    /// The upper bits of 64, all for 64 and more, none for 0 and less.
    private static long mask(int bits) {
      return bits <= 0 ? 0 : bits >= Long.SIZE ? -1L : -1L << (Long.SIZE - bits);
    }

    @Override
    public boolean matches(ConntrackEntry entry) {
      if (entry.original().isV4() != isV4) {
        return false;
      }
      return end == End.ANY
          ? contains(entry.original(), true)
              || contains(entry.original(), false)
              || contains(entry.reply(), true)
              || contains(entry.reply(), false)
          : contains(end.direction(entry), end.isSource());
    }

    private boolean contains(ConntrackDirection of, boolean source) {
      long addressHigh = source ? of.srcHigh() : of.dstHigh();
      long addressLow = source ? of.srcLow() : of.dstLow();
      return ((addressHigh ^ high) & highMask) == 0 && ((addressLow ^ low) & lowMask) == 0;
    }
  }

  /// A port in a range.
  record Ports(End end, int from, int to) implements EndCondition {
    @Override
    public boolean matches(ConntrackEntry entry) {
      if (!Ctnetlink.hasPorts(entry.protocol())) {
        return false;
      }
      return end == End.ANY
          ? contains(entry.original(), true)
              || contains(entry.original(), false)
              || contains(entry.reply(), true)
              || contains(entry.reply(), false)
          : contains(end.direction(entry), end.isSource());
    }

    private boolean contains(ConntrackDirection of, boolean source) {
      int port = source ? of.sport() : of.dport();
      return port >= from && port <= to;
    }
  }

  /// The id of an ICMP echo, of either direction.
  record EchoId(int id) implements EndCondition {
    @Override
    public boolean matches(ConntrackEntry entry) {
      int protocol = entry.protocol();
      return (protocol == Ctnetlink.ICMP || protocol == Ctnetlink.ICMPV6)
          && (entry.original().sport() == id || entry.reply().sport() == id);
    }
  }
}
