package dev.casebook.formats.conntrack;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Names of protocols and of their states, as conntrack(8) and `/proc/net/nf_conntrack` write them.
///
/// Source: linux/netfilter/nf_conntrack_tcp.h, nf_conntrack_sctp.h, and
/// net/netfilter/nf_conntrack_proto_dccp.c of kernels up to 6.15.
public final class ConntrackState {

  private static final List<String> TCP =
      List.of(
          "NONE",
          "SYN_SENT",
          "SYN_RECV",
          "ESTABLISHED",
          "FIN_WAIT",
          "CLOSE_WAIT",
          "LAST_ACK",
          "TIME_WAIT",
          "CLOSE",
          "SYN_SENT2");

  private static final List<String> SCTP =
      List.of(
          "NONE",
          "CLOSED",
          "COOKIE_WAIT",
          "COOKIE_ECHOED",
          "ESTABLISHED",
          "SHUTDOWN_SENT",
          "SHUTDOWN_RECD",
          "SHUTDOWN_ACK_SENT",
          "HEARTBEAT_SENT");

  private static final List<String> DCCP =
      List.of(
          "NONE",
          "REQUEST",
          "RESPOND",
          "PARTOPEN",
          "OPEN",
          "CLOSEREQ",
          "CLOSING",
          "TIMEWAIT",
          "IGNORE",
          "INVALID");

  private ConntrackState() {}

  /// All that a state can be called.
  public static boolean isState(String name) {
    return TCP.contains(name) || SCTP.contains(name) || DCCP.contains(name);
  }

  static @Nullable String name(int protocol, int state) {
    if (state < 0) {
      return null;
    }
    var names = names(protocol);
    return state < names.size() ? names.get(state) : "NONE";
  }

  /// The number of a state, or -1 where the protocol has none of this name.
  public static int number(int protocol, String name) {
    return names(protocol).indexOf(name);
  }

  private static List<String> names(int protocol) {
    return switch (protocol) {
      case Ctnetlink.SCTP -> SCTP;
      case Ctnetlink.DCCP -> DCCP;
      case Ctnetlink.TCP -> TCP;
      default -> List.of();
    };
  }

  /// `tcp`; `unknown` of a protocol that the kernel tracks generically.
  public static String protocolName(int protocol) {
    return switch (protocol) {
      case Ctnetlink.ICMP -> "icmp";
      case Ctnetlink.TCP -> "tcp";
      case Ctnetlink.UDP -> "udp";
      case Ctnetlink.DCCP -> "dccp";
      case Ctnetlink.GRE -> "gre";
      case Ctnetlink.ICMPV6 -> "icmpv6";
      case Ctnetlink.SCTP -> "sctp";
      case Ctnetlink.UDPLITE -> "udplite";
      default -> "unknown";
    };
  }

  /// The number of a protocol by its name or its number, or -1.
  public static int protocolNumber(String name) {
    for (int protocol = 0; protocol < 256; protocol++) {
      if (name.equals(protocolName(protocol)) || name.equals(Integer.toString(protocol))) {
        return protocol;
      }
    }
    return -1;
  }
}
