package dev.casebook.tables.network;

import dev.casebook.formats.network.IpAddress;
import dev.casebook.formats.network.IpNetwork;
import dev.casebook.tables.Digits;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Text;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads `/proc/net/route` and `/proc/net/ipv6_route`.
///
/// The first holds IPv4 addresses in the machine's byte order and only the main table
/// (`fib_route_seq_show` in `net/ipv4/fib_trie.c`), the second IPv6 addresses in network order
/// (`ipv6_route_native_seq_show` in `net/ipv6/ip6_fib.c`).
final class ProcRoute {

  // linux/route.h, linux/ipv6_route.h
  private static final long RTF_GATEWAY = 0x2;
  private static final long RTF_REJECT = 0x200;
  private static final long RTF_ANYCAST = 0x10_0000;
  private static final long RTF_LOCAL = 0x8000_0000L;

  /// The metric of the kernel's own entry that ends every table and is not a route.
  private static final long NULL_METRIC = 0xffff_ffffL;

  private ProcRoute() {}

  static void parse(Text text, Rows<Route> rows) {
    boolean v6 = text.fileName().equals("ipv6_route");
    for (var line : text.lines()) {
      var words = line.words();
      if (line.isNoise() || words[0].equals("Iface") || (v6 && isNullEntry(words))) {
        continue;
      }
      (v6 ? v6(words) : v4(words))
          .ifPresentOrElse(row -> rows.add(line, row), () -> rows.reject(line, "not a route"));
    }
  }

  private static boolean isNullEntry(String[] words) {
    var metric = words.length == 10 ? Digits.hex(words[5]) : null;
    return metric != null && metric == NULL_METRIC;
  }

  /// Interface, destination, gateway, flags, references, use, metric, mask, MTU, window, RTT.
  private static Optional<Route> v4(String[] words) {
    if (words.length < 8) {
      return Optional.empty();
    }
    var flags = Digits.hex(words[3]);
    var metric = Digits.decimal(words[6]);
    var gateway = IpAddress.ofHostOrderHex(words[2]);
    var mask = IpAddress.ofHostOrderHex(words[7]);
    if (flags == null || metric == null || gateway.isEmpty() || mask.isEmpty()) {
      return Optional.empty();
    }
    boolean hasDevice = !words[0].equals("*");
    var kind = (flags & RTF_REJECT) != 0 ? "unreachable" : hasDevice ? "unicast" : "blackhole";
    return IpAddress.ofHostOrderHex(words[1])
        .flatMap(address -> IpNetwork.of(address, mask.get()))
        .map(to ->
            Route.of(
                to,
                (flags & RTF_GATEWAY) == 0 ? null : shown(gateway.get()),
                hasDevice ? words[0] : null,
                Route.metric(metric),
                kind,
                "main"));
  }

  /// Destination, its length, source, its length, next hop, metric, references, use, flags,
  /// interface; numbers in hexadecimal.
  private static Optional<Route> v6(String[] words) {
    if (words.length != 10) {
      return Optional.empty();
    }
    var length = Digits.hex(words[1]);
    var metric = Digits.hex(words[5]);
    var flags = Digits.hex(words[8]);
    var gateway = IpAddress.ofHex(words[4]);
    if (length == null || length > 128 || metric == null || flags == null || gateway.isEmpty()) {
      return Optional.empty();
    }
    var kind =
        (flags & RTF_REJECT) != 0
            ? "unreachable"
            : (flags & RTF_ANYCAST) != 0
                ? "anycast"
                : (flags & RTF_LOCAL) != 0 ? "local" : "unicast";
    boolean local = (flags & (RTF_LOCAL | RTF_ANYCAST)) != 0;
    return IpAddress.ofHex(words[0])
        .flatMap(address -> IpNetwork.of(address, length.intValue()))
        .map(to ->
            Route.of(to, shown(gateway.get()), words[9], metric, kind, local ? "local" : null));
  }

  private static @Nullable String shown(IpAddress gateway) {
    return gateway.isAny() ? null : gateway.text();
  }
}
