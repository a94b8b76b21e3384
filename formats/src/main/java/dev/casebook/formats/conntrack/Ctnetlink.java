package dev.casebook.formats.conntrack;

/// Numbers of the netlink family of connection tracking.
///
/// Source: linux/netfilter/nfnetlink.h, nfnetlink_conntrack.h, nf_conntrack_common.h.
public final class Ctnetlink {

  /// `NETLINK_NETFILTER`.
  public static final int PROTOCOL = 12;

  private static final int SUBSYSTEM = 1 << 8;

  public static final int NEW = SUBSYSTEM;
  public static final int GET = SUBSYSTEM | 1;
  public static final int DELETE = SUBSYSTEM | 2;
  public static final int GET_STATS_CPU = SUBSYSTEM | 4;
  public static final int GET_STATS = SUBSYSTEM | 5;

  /// Multicast groups of events.
  public static final int GROUP_NEW = 1;

  public static final int GROUP_UPDATE = 2;
  public static final int GROUP_DESTROY = 3;

  /// `struct nfgenmsg`: family, version, resource.
  public static final int HEADER_BYTES = 4;

  public static final int AF_UNSPEC = 0;
  public static final int AF_INET = 2;
  public static final int AF_INET6 = 10;

  public static final int EXPECTED = 1;
  public static final int SEEN_REPLY = 1 << 1;
  public static final int ASSURED = 1 << 2;
  public static final int CONFIRMED = 1 << 3;
  public static final int SRC_NAT = 1 << 4;
  public static final int DST_NAT = 1 << 5;
  public static final int OFFLOAD = 1 << 14;
  public static final int HW_OFFLOAD = 1 << 15;

  public static final int ICMP = 1;
  public static final int TCP = 6;
  public static final int UDP = 17;
  public static final int DCCP = 33;
  public static final int GRE = 47;
  public static final int ICMPV6 = 58;
  public static final int SCTP = 132;
  public static final int UDPLITE = 136;

  static final int CTA_TUPLE_ORIG = 1;
  static final int CTA_TUPLE_REPLY = 2;
  static final int CTA_STATUS = 3;
  static final int CTA_PROTOINFO = 4;
  static final int CTA_HELP = 5;
  static final int CTA_TIMEOUT = 7;
  static final int CTA_MARK = 8;
  static final int CTA_COUNTERS_ORIG = 9;
  static final int CTA_COUNTERS_REPLY = 10;
  static final int CTA_USE = 11;
  static final int CTA_ID = 12;
  static final int CTA_SECMARK = 17;
  static final int CTA_ZONE = 18;
  static final int CTA_SECCTX = 19;
  static final int CTA_TIMESTAMP = 20;
  static final int CTA_MARK_MASK = 21;
  static final int CTA_FILTER = 25;
  static final int CTA_STATUS_MASK = 26;

  static final int CTA_TUPLE_IP = 1;
  static final int CTA_TUPLE_PROTO = 2;
  static final int CTA_TUPLE_ZONE = 3;
  static final int CTA_IP_V4_SRC = 1;
  static final int CTA_IP_V4_DST = 2;
  static final int CTA_IP_V6_SRC = 3;
  static final int CTA_IP_V6_DST = 4;
  static final int CTA_PROTO_NUM = 1;
  static final int CTA_PROTO_SRC_PORT = 2;
  static final int CTA_PROTO_DST_PORT = 3;
  static final int CTA_PROTO_ICMP_ID = 4;
  static final int CTA_PROTO_ICMP_TYPE = 5;
  static final int CTA_PROTO_ICMP_CODE = 6;
  static final int CTA_PROTO_ICMPV6_ID = 7;
  static final int CTA_PROTO_ICMPV6_TYPE = 8;
  static final int CTA_PROTO_ICMPV6_CODE = 9;
  static final int CTA_PROTOINFO_TCP = 1;
  static final int CTA_PROTOINFO_DCCP = 2;
  static final int CTA_PROTOINFO_SCTP = 3;
  static final int CTA_PROTOINFO_STATE = 1;
  static final int CTA_COUNTERS_PACKETS = 1;
  static final int CTA_COUNTERS_BYTES = 2;
  static final int CTA_TIMESTAMP_START = 1;
  static final int CTA_TIMESTAMP_STOP = 2;
  static final int CTA_HELP_NAME = 1;
  static final int CTA_SECCTX_NAME = 1;
  static final int CTA_FILTER_ORIG_FLAGS = 1;

  private Ctnetlink() {}

  /// Whether a protocol's tuples have ports.
  public static boolean hasPorts(int protocol) {
    return switch (protocol) {
      case TCP, UDP, UDPLITE, SCTP, DCCP -> true;
      default -> false;
    };
  }
}
