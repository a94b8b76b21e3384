package dev.casebook.tables.network;

import dev.casebook.formats.network.IpAddress;
import dev.casebook.tables.Digits;
import dev.casebook.tables.Line;
import dev.casebook.tables.Rows;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a line of what `ip neigh` prints.
final class IpNeighbour {

  private static final Set<String> STATES =
      Set.of(
          "INCOMPLETE",
          "REACHABLE",
          "STALE",
          "DELAY",
          "PROBE",
          "FAILED",
          "NOARP",
          "PERMANENT",
          "NONE");

  private @Nullable String device;
  private @Nullable String mac;
  private @Nullable String state;
  private boolean router;
  private boolean proxy;
  private String[] times = {};
  private @Nullable Long probes;

  private IpNeighbour() {}

  static void parse(Line line, @Nullable String namespace, Rows<Neighbour> rows) {
    // iproute2 before 5.0 and in 6.x prints `used 5/5/5probes 4`.
    var words = Line.words(line.text().replace("probes ", " probes "));
    var address = IpAddress.of(words[0]);
    var entry = new IpNeighbour();
    for (int i = 1; i < words.length; i++) {
      i += entry.take(words[i], i + 1 < words.length ? words[i + 1] : "");
    }
    if (address.isEmpty() || entry.device == null || (entry.state == null && !entry.proxy)) {
      rows.reject(line, "no neighbour");
      return;
    }
    rows.add(
        line,
        new Neighbour(
            address.get().family(),
            address.get().text(),
            entry.device,
            entry.mac,
            entry.state == null ? "NONE" : entry.state,
            entry.router,
            entry.proxy,
            entry.time(0),
            entry.time(1),
            entry.time(2),
            entry.probes,
            namespace));
  }

  /// How many more words belong to this one.
  private int take(String word, String next) {
    switch (word) {
      case "dev" -> device = next.isEmpty() ? null : next;
      case "lladdr" -> mac = next.isEmpty() ? null : next;
      case "used" -> times = next.split("/");
      case "probes" -> probes = Digits.decimal(next);
      case "router" -> router = true;
      case "proxy" -> proxy = true;
      default -> {
        if (STATES.contains(word)) {
          state = word;
        }
      }
    }
    return switch (word) {
      case "dev", "lladdr", "used", "probes", "ref" -> 1;
      default -> 0;
    };
  }

  private @Nullable Long time(int which) {
    return which < times.length ? Digits.decimal(times[which]) : null;
  }
}
