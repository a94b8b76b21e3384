package dev.casebook.tables.network;

import dev.casebook.formats.network.IpAddress;
import dev.casebook.formats.network.IpNetwork;
import dev.casebook.tables.Digits;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Text;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads what `route -n` and `netstat -rn` print, for IPv4 and IPv6.
///
/// The two differ in the columns between the flags and the interface: `route` has the metric first,
/// `netstat` does not have it.
final class NetstatRoute {

  private NetstatRoute() {}

  static void parse(Text text, Rows<Route> rows) {
    boolean v6 = false;
    boolean hasMetric = true;
    for (var line : text.lines()) {
      var words = line.words();
      if (line.isNoise() || words[0].equals("Kernel")) {
        continue;
      }
      if (words[0].equals("Destination")) {
        v6 = line.text().contains("Next Hop");
        hasMetric = line.text().contains("Met");
        continue;
      }
      if (v6 && words.length == 7 && words[3].equals("-1")) {
        continue; // The kernel's own entry that ends every table.
      }
      (v6 ? v6(words) : v4(words, hasMetric))
          .ifPresentOrElse(row -> rows.add(line, row), () -> rows.reject(line, "not a route"));
    }
  }

  /// Destination, gateway, mask, flags, metric or MSS, two more, interface.
  private static Optional<Route> v4(String[] words, boolean hasMetric) {
    if (words.length != 8) {
      return Optional.empty();
    }
    boolean rejects = words[3].contains("!");
    boolean hasDevice = !words[7].equals("*") && !words[7].equals("-");
    return IpNetwork.of(anyFor(words[0]), words[2])
        .map(to ->
            Route.of(
                to,
                words[3].contains("G") ? gateway(words[1]) : null,
                hasDevice ? words[7] : null,
                hasMetric ? Route.metric(Digits.decimal(words[4])) : null,
                rejects ? "unreachable" : hasDevice ? "unicast" : "blackhole",
                "main"));
  }

  /// An IPv6 next hop of an IPv4 route is shown as 0.0.0.0; newer versions put IPv6 in brackets.
  private static @Nullable String gateway(String text) {
    return IpAddress.of(text.replace("[", "").replace("]", ""))
        .filter(address -> !address.isAny())
        .map(IpAddress::text)
        .orElse(null);
  }

  private static String anyFor(String destination) {
    return destination.equals("default") ? "0.0.0.0" : destination;
  }

  /// Destination, next hop, flags, metric, references, use, interface. All tables are shown and
  /// none is named; `n` marks routes of the kernel that do not leave the host.
  private static Optional<Route> v6(String[] words) {
    var metric = words.length == 7 ? Digits.decimal(words[3]) : null;
    if (metric == null) {
      return Optional.empty();
    }
    boolean rejects = words[2].contains("!");
    boolean local = words[2].contains("n") && !rejects;
    return IpNetwork.of(words[0])
        .map(to ->
            Route.of(
                to,
                words[2].contains("G") ? gateway(words[1]) : null,
                words[6],
                metric,
                rejects ? "unreachable" : local ? "local" : "unicast",
                local ? "local" : null));
  }
}
