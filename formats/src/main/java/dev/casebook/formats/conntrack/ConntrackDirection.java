package dev.casebook.formats.conntrack;

import dev.casebook.formats.netlink.NetlinkAttributes;
import dev.casebook.formats.network.IpAddress;

/// One direction of the entry that a [ConntrackEntry] holds just now.
public final class ConntrackDirection {

  private static final long V4_PREFIX = 0xFFFFL << 32;

  private boolean v4;
  private long srcHigh;
  private long srcLow;
  private long dstHigh;
  private long dstLow;
  private int protocol;
  private int sport;
  private int dport;
  private int icmpType;
  private int icmpCode;
  private int zone;
  private long packets;
  private long bytes;

  void clear() {
    v4 = true;
    srcHigh = 0;
    srcLow = V4_PREFIX;
    dstHigh = 0;
    dstLow = V4_PREFIX;
    protocol = 0;
    sport = 0;
    dport = 0;
    icmpType = 0;
    icmpCode = 0;
    zone = -1;
    packets = -1;
    bytes = -1;
  }

  void readTuple(NetlinkAttributes tuple, NetlinkAttributes inner) {
    while (tuple.next()) {
      switch (tuple.type()) {
        case Ctnetlink.CTA_TUPLE_IP -> readAddresses(inner.in(tuple));
        case Ctnetlink.CTA_TUPLE_PROTO -> readProtocol(inner.in(tuple));
        case Ctnetlink.CTA_TUPLE_ZONE -> zone = tuple.u16();
        default -> {}
      }
    }
  }

  private void readAddresses(NetlinkAttributes each) {
    while (each.next()) {
      switch (each.type()) {
        case Ctnetlink.CTA_IP_V4_SRC -> srcLow = V4_PREFIX | each.u32();
        case Ctnetlink.CTA_IP_V4_DST -> dstLow = V4_PREFIX | each.u32();
        case Ctnetlink.CTA_IP_V6_SRC -> {
          v4 = false;
          srcHigh = each.i64();
          srcLow = each.i64(8);
        }
        case Ctnetlink.CTA_IP_V6_DST -> {
          v4 = false;
          dstHigh = each.i64();
          dstLow = each.i64(8);
        }
        default -> {}
      }
    }
  }

  private void readProtocol(NetlinkAttributes each) {
    while (each.next()) {
      switch (each.type()) {
        case Ctnetlink.CTA_PROTO_NUM -> protocol = each.u8();
        case Ctnetlink.CTA_PROTO_SRC_PORT,
            Ctnetlink.CTA_PROTO_ICMP_ID,
            Ctnetlink.CTA_PROTO_ICMPV6_ID ->
            sport = each.u16();
        case Ctnetlink.CTA_PROTO_DST_PORT -> dport = each.u16();
        case Ctnetlink.CTA_PROTO_ICMP_TYPE, Ctnetlink.CTA_PROTO_ICMPV6_TYPE -> icmpType = each.u8();
        case Ctnetlink.CTA_PROTO_ICMP_CODE, Ctnetlink.CTA_PROTO_ICMPV6_CODE -> icmpCode = each.u8();
        default -> {}
      }
    }
  }

  void readCounters(NetlinkAttributes each) {
    while (each.next()) {
      switch (each.type()) {
        case Ctnetlink.CTA_COUNTERS_PACKETS -> packets = each.i64();
        case Ctnetlink.CTA_COUNTERS_BYTES -> bytes = each.i64();
        default -> {}
      }
    }
  }

  public boolean isV4() {
    return v4;
  }

  /// The upper 64 bits of the source, as [IpAddress] has them.
  public long srcHigh() {
    return srcHigh;
  }

  public long srcLow() {
    return srcLow;
  }

  public long dstHigh() {
    return dstHigh;
  }

  public long dstLow() {
    return dstLow;
  }

  public IpAddress src() {
    return new IpAddress(v4, srcHigh, srcLow, "");
  }

  public IpAddress dst() {
    return new IpAddress(v4, dstHigh, dstLow, "");
  }

  public int protocol() {
    return protocol;
  }

  /// The source port, GRE's key, or the id of an ICMP echo.
  public int sport() {
    return sport;
  }

  public int dport() {
    return dport;
  }

  public int icmpType() {
    return icmpType;
  }

  public int icmpCode() {
    return icmpCode;
  }

  /// The zone of this direction alone, or -1.
  public int zone() {
    return zone;
  }

  /// -1 where the kernel does not count.
  public long packets() {
    return packets;
  }

  public long bytes() {
    return bytes;
  }

  /// As a value of its own.
  public ConntrackTuple tuple() {
    return new ConntrackTuple(src(), dst(), protocol, sport, dport, icmpType, icmpCode, zone);
  }
}
