package dev.casebook.wings.captures.format;

/// What frames of a capture begin with, by the numbers of https://www.tcpdump.org/linktypes.html.
public final class LinkType {

  public static final int NULL = 0;
  public static final int ETHERNET = 1;
  public static final int PPP = 9;

  /// Raw IP as some systems number it in their files.
  public static final int RAW_BSD = 12;

  public static final int RAW_OPENBSD = 14;
  public static final int PPP_HDLC = 50;
  public static final int RAW = 101;
  public static final int LOOP = 108;
  public static final int LINUX_SLL = 113;
  public static final int IPV4 = 228;
  public static final int IPV6 = 229;
  public static final int LINUX_SLL2 = 276;

  private LinkType() {}

  /// Whether frames of this type are dissected.
  public static boolean isRead(int type) {
    return switch (type) {
      case NULL,
          ETHERNET,
          PPP,
          RAW_BSD,
          RAW_OPENBSD,
          PPP_HDLC,
          RAW,
          LOOP,
          LINUX_SLL,
          IPV4,
          IPV6,
          LINUX_SLL2 ->
          true;
      default -> false;
    };
  }

  /// Its name there, in lower case; the number where it is one that is seldom seen.
  public static String name(int type) {
    return switch (type) {
      case NULL -> "null";
      case ETHERNET -> "ethernet";
      case 6 -> "ieee802_5";
      case PPP -> "ppp";
      case RAW_BSD, RAW_OPENBSD, RAW -> "raw";
      case PPP_HDLC -> "ppp_hdlc";
      case 51 -> "ppp_ether";
      case 105 -> "ieee802_11";
      case 104 -> "c_hdlc";
      case LOOP -> "loop";
      case LINUX_SLL -> "linux_sll";
      case 117 -> "pflog";
      case 127 -> "ieee802_11_radiotap";
      case 187 -> "bluetooth_hci_h4";
      case 189 -> "usb_linux";
      case 192 -> "ppi";
      case 195 -> "ieee802_15_4";
      case 220 -> "usb_linux_mmapped";
      case IPV4 -> "ipv4";
      case IPV6 -> "ipv6";
      case 239 -> "nflog";
      case 247 -> "infiniband";
      case 249 -> "usbpcap";
      case 253 -> "netlink";
      case LINUX_SLL2 -> "linux_sll2";
      default -> "link type " + type;
    };
  }
}
