package dev.casebook.wings.captures.dissect;

/// Numbers of protocols above IP that are looked into, and names of those that operators meet.
///
/// Source: https://www.iana.org/assignments/protocol-numbers.
public final class Protocol {

  public static final int ICMP = 1;
  static final int IPIP = 4;
  public static final int TCP = 6;
  public static final int UDP = 17;
  static final int IPV6 = 41;
  static final int GRE = 47;
  public static final int ICMP6 = 58;
  public static final int SCTP = 132;

  private Protocol() {}

  /// In lower case; the number where it has no name here.
  public static String name(int protocol) {
    return switch (protocol) {
      case 0 -> "hopopt";
      case ICMP -> "icmp";
      case 2 -> "igmp";
      case IPIP -> "ipip";
      case TCP -> "tcp";
      case 8 -> "egp";
      case UDP -> "udp";
      case 33 -> "dccp";
      case IPV6 -> "ipv6";
      case GRE -> "gre";
      case 50 -> "esp";
      case 51 -> "ah";
      case ICMP6 -> "icmp6";
      case 59 -> "none";
      case 88 -> "eigrp";
      case 89 -> "ospf";
      case 103 -> "pim";
      case 112 -> "vrrp";
      case 115 -> "l2tp";
      case SCTP -> "sctp";
      case 136 -> "udplite";
      default -> Integer.toString(protocol);
    };
  }
}
