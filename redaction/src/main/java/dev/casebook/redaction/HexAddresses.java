package dev.casebook.redaction;

import dev.casebook.formats.network.IpAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The addresses in files of the kernel that write them as hexadecimal digits; see proc_net(5).
/// Elsewhere such digits are anything.
enum HexAddresses {
  NONE("", ""),
  /// `Iface Destination Gateway …`: words of eight digits, in a little-endian machine's order.
  ROUTE("(?:.*/net|)/route", "(?<=\\t)([0-9A-F]{8})(?=\\t)"),
  /// `sl local_address rem_address`: an address, a colon, a port.
  SOCKETS(
      "(?:.*/net|)/(?:tcp|udp|udplite|raw|icmp)6?",
      "(?<=\\s)([0-9A-F]{8}|[0-9A-F]{32})(?=:[0-9A-F]{4}\\s)"),
  IGMP("(?:.*/net|)/igmp", "(?<=\\s)([0-9A-F]{8})(?=\\s)"),
  /// Words of 32 digits in network order.
  V6(
      "(?:.*/net|)/(?:if_inet6|ipv6_route|anycast6|igmp6|mcast6?)",
      "(?<![0-9a-f])([0-9a-f]{32})(?![0-9a-f])");

  private final Pattern path;
  private final Pattern address;

  HexAddresses(String path, String address) {
    this.path = Pattern.compile(path);
    this.address = Pattern.compile(address);
  }

  static HexAddresses of(String file) {
    for (var kind : values()) {
      if (kind != NONE && kind.path.matcher("/" + file).matches()) {
        return kind;
      }
    }
    return NONE;
  }

  boolean isIn(byte[] line, int from, int to) {
    return this != NONE && to - from >= 8;
  }

  /// Those of a line, in order.
  List<Hit> in(byte[] line, int from, int to) {
    var found = new ArrayList<Hit>();
    var matcher = address.matcher(new String(line, from, to - from, StandardCharsets.ISO_8859_1));
    while (matcher.find()) {
      int start = from + matcher.start();
      int end = from + matcher.end();
      address(matcher.group())
          .ifPresent(a ->
              found.add(
                  new Hit.Address(
                      start,
                      end,
                      Point.of(a),
                      -1,
                      this == V6 ? AddressForm.HEX : AddressForm.HOST_ORDER_HEX)));
    }
    return found;
  }

  private Optional<IpAddress> address(String digits) {
    return this == V6 ? IpAddress.ofHex(digits) : IpAddress.ofHostOrderHex(digits);
  }
}
