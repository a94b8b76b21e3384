package dev.casebook.wings.captures.dissect;

/// What follows a link's header, by the numbers of IEEE 802.
public final class EtherType {

  static final int IPV4 = 0x0800;
  public static final int ARP = 0x0806;
  static final int TRANSPARENT_ETHERNET = 0x6558;
  static final int VLAN = 0x8100;
  static final int IPV6 = 0x86DD;
  static final int MPLS = 0x8847;
  static final int PPPOE = 0x8864;
  static final int PPTP = 0x880B;
  static final int QINQ = 0x88A8;
  static final int ERSPAN_2 = 0x88BE;
  static final int ERSPAN_3 = 0x22EB;
  static final int OLD_QINQ = 0x9100;

  /// The least; below it stands an IEEE 802.3 frame's length.
  static final int LEAST = 0x0600;

  private EtherType() {}

  /// A name for what is no IP and no ARP.
  public static String name(int type) {
    if (type < LEAST) {
      return "llc";
    }
    return switch (type) {
      case IPV4 -> "ip";
      case ARP -> "arp";
      case 0x8035 -> "rarp";
      case IPV6 -> "ip6";
      case MPLS -> "mpls";
      case 0x8863 -> "pppoe-discovery";
      case PPPOE -> "pppoe";
      case 0x888E -> "eapol";
      case 0x8809 -> "slow";
      case 0x88CC -> "lldp";
      case 0x88F7 -> "ptp";
      default -> "0x%04x".formatted(type);
    };
  }
}
