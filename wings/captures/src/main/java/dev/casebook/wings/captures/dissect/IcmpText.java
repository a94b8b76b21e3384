package dev.casebook.wings.captures.dissect;

/// ICMP's types and codes in words, by https://www.iana.org/assignments/icmp-parameters and
/// icmpv6-parameters.
public final class IcmpText {

  private IcmpText() {}

  /// @param version of IP
  public static String of(int version, int type, int code) {
    return version == 4 ? v4(type, code) : v6(type, code);
  }

  private static String v4(int type, int code) {
    return switch (type) {
      case 0 -> "echo reply";
      case 3 -> unreachableV4(code);
      case 4 -> "source quench";
      case 5 -> "redirect";
      case 8 -> "echo request";
      case 9 -> "router advertisement";
      case 10 -> "router solicitation";
      case 11 -> code == 1 ? "time exceeded in reassembly" : "time exceeded";
      case 12 -> "parameter problem";
      case 13 -> "timestamp request";
      case 14 -> "timestamp reply";
      default -> "type " + type + " code " + code;
    };
  }

  private static String unreachableV4(int code) {
    return switch (code) {
      case 0 -> "network unreachable";
      case 1 -> "host unreachable";
      case 2 -> "protocol unreachable";
      case 3 -> "port unreachable";
      case 4 -> "fragmentation needed";
      case 5 -> "source route failed";
      case 6 -> "network unknown";
      case 7 -> "host unknown";
      case 9, 10, 13 -> "administratively prohibited";
      default -> "unreachable code " + code;
    };
  }

  private static String v6(int type, int code) {
    return switch (type) {
      case 1 -> unreachableV6(code);
      case 2 -> "packet too big";
      case 3 -> code == 1 ? "time exceeded in reassembly" : "time exceeded";
      case 4 -> "parameter problem";
      case 128 -> "echo request";
      case 129 -> "echo reply";
      case 130 -> "multicast listener query";
      case 131 -> "multicast listener report";
      case 132 -> "multicast listener done";
      case 133 -> "router solicitation";
      case 134 -> "router advertisement";
      case 135 -> "neighbour solicitation";
      case 136 -> "neighbour advertisement";
      case 137 -> "redirect";
      case 143 -> "multicast listener report v2";
      default -> "type " + type + " code " + code;
    };
  }

  private static String unreachableV6(int code) {
    return switch (code) {
      case 0 -> "no route to destination";
      case 1 -> "administratively prohibited";
      case 2 -> "beyond scope of source address";
      case 3 -> "address unreachable";
      case 4 -> "port unreachable";
      case 5 -> "source address failed policy";
      case 6 -> "reject route to destination";
      default -> "unreachable code " + code;
    };
  }
}
