package dev.casebook.formats.icmp;

/// What types and codes of errors mean, in words.
///
/// Source: IANA, "ICMP Parameters" and "ICMPv6 Parameters".
final class FailureWords {

  private FailureWords() {}

  static String v4(int type, int code) {
    return switch (type) {
      case 3 -> "destination unreachable: " + unreachable(code);
      case 4 -> "source quench";
      case 5 -> "redirected to another router";
      case 11 -> "time exceeded: " + exceeded(code);
      case 12 -> "parameter problem";
      default -> "ICMP type " + type + " code " + code;
    };
  }

  private static String unreachable(int code) {
    return switch (code) {
      case 0 -> "no route to the network";
      case 1 -> "the host does not answer there";
      case 2 -> "no such protocol";
      case 3 -> "nothing on that port";
      case 4 -> "the packet is too long and must not be split";
      case 6 -> "the network is unknown";
      case 7 -> "the host is unknown";
      case 9 -> "the network is forbidden by a filter";
      case 10 -> "the host is forbidden by a filter";
      case 13 -> "forbidden by a filter";
      default -> "code " + code;
    };
  }

  static String v6(int type, int code) {
    return switch (type) {
      case 1 -> "destination unreachable: " + unreachableV6(code);
      case 2 -> "the packet is too long";
      case 3 -> "time exceeded: " + exceeded(code);
      case 4 -> "parameter problem";
      default -> "ICMPv6 type " + type + " code " + code;
    };
  }

  private static String unreachableV6(int code) {
    return switch (code) {
      case 0 -> "no route";
      case 1 -> "forbidden by a filter";
      case 2 -> "beyond the scope of the source address";
      case 3 -> "the host does not answer there";
      case 4 -> "nothing on that port";
      case 5 -> "the source address is forbidden by a filter";
      case 6 -> "the route rejects it";
      default -> "code " + code;
    };
  }

  private static String exceeded(int code) {
    return code == 0 ? "hop limit reached on the way" : "pieces of it did not arrive in time";
  }
}
