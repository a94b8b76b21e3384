package dev.casebook.formats.conntrack;

import dev.casebook.formats.netlink.NetlinkWriter;
import dev.casebook.formats.network.IpAddress;

/// One direction of a tracked connection: whose packets belong to it.
///
/// @param src source address
/// @param protocol number of the protocol above IP
/// @param sport source port, GRE's key, or the id of an ICMP echo; 0 where the protocol has none
/// @param dport destination port or GRE's key; 0 where the protocol has none
/// @param icmpType 0 where it is not ICMP
/// @param zone that this direction alone has, or -1; see [Ctnetlink]
public record ConntrackTuple(
    IpAddress src,
    IpAddress dst,
    int protocol,
    int sport,
    int dport,
    int icmpType,
    int icmpCode,
    int zone) {

  /// Of a protocol with ports.
  public static ConntrackTuple ofPorts(
      int protocol, IpAddress src, int sport, IpAddress dst, int dport) {
    return new ConntrackTuple(src, dst, protocol, sport, dport, 0, 0, -1);
  }

  /// Of an echo request: ICMP's type 8, or 128 in IPv6.
  public static ConntrackTuple ofEcho(IpAddress src, IpAddress dst, int id) {
    boolean v4 = src.isV4();
    return new ConntrackTuple(
        src, dst, v4 ? Ctnetlink.ICMP : Ctnetlink.ICMPV6, id, 0, v4 ? 8 : 128, 0, -1);
  }

  /// The other direction of a connection that nothing translates.
  public ConntrackTuple reversed() {
    return isIcmp()
        ? new ConntrackTuple(dst, src, protocol, sport, 0, answerType(), icmpCode, zone)
        : new ConntrackTuple(dst, src, protocol, dport, sport, 0, 0, zone);
  }

  /// Source: net/netfilter/nf_conntrack_proto_icmp.c and …icmpv6.c, `invmap`.
  private int answerType() {
    if (protocol == Ctnetlink.ICMPV6) {
      return (icmpType & 1) == 0 ? icmpType + 1 : icmpType - 1;
    }
    return switch (icmpType) {
      case 8 -> 0;
      case 0 -> 8;
      case 13, 15, 17 -> icmpType + 1;
      default -> icmpType - 1;
    };
  }

  public boolean isIcmp() {
    return protocol == Ctnetlink.ICMP || protocol == Ctnetlink.ICMPV6;
  }

  /// `AF_INET` or `AF_INET6`.
  public int family() {
    return src.isV4() ? Ctnetlink.AF_INET : Ctnetlink.AF_INET6;
  }

  void write(NetlinkWriter to, int attribute) {
    to.nested(
        attribute,
        tuple -> {
          tuple.nested(Ctnetlink.CTA_TUPLE_IP, this::writeAddresses);
          tuple.nested(Ctnetlink.CTA_TUPLE_PROTO, this::writeProtocol);
          if (zone >= 0) {
            tuple.attributeU16(Ctnetlink.CTA_TUPLE_ZONE, zone);
          }
        });
  }

  private void writeAddresses(NetlinkWriter to) {
    if (src.isV4()) {
      to.attributeI32(Ctnetlink.CTA_IP_V4_SRC, (int) src.low());
      to.attributeI32(Ctnetlink.CTA_IP_V4_DST, (int) dst.low());
    } else {
      to.attributeI64s(Ctnetlink.CTA_IP_V6_SRC, src.high(), src.low());
      to.attributeI64s(Ctnetlink.CTA_IP_V6_DST, dst.high(), dst.low());
    }
  }

  private void writeProtocol(NetlinkWriter to) {
    to.attributeU8(Ctnetlink.CTA_PROTO_NUM, protocol);
    switch (protocol) {
      case Ctnetlink.ICMP -> {
        to.attributeU16(Ctnetlink.CTA_PROTO_ICMP_ID, sport);
        to.attributeU8(Ctnetlink.CTA_PROTO_ICMP_TYPE, icmpType);
        to.attributeU8(Ctnetlink.CTA_PROTO_ICMP_CODE, icmpCode);
      }
      case Ctnetlink.ICMPV6 -> {
        to.attributeU16(Ctnetlink.CTA_PROTO_ICMPV6_ID, sport);
        to.attributeU8(Ctnetlink.CTA_PROTO_ICMPV6_TYPE, icmpType);
        to.attributeU8(Ctnetlink.CTA_PROTO_ICMPV6_CODE, icmpCode);
      }
      default -> {
        to.attributeU16(Ctnetlink.CTA_PROTO_SRC_PORT, sport);
        to.attributeU16(Ctnetlink.CTA_PROTO_DST_PORT, dport);
      }
    }
  }
}
