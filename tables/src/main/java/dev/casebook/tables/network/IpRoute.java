package dev.casebook.tables.network;

import dev.casebook.formats.network.IpAddress;
import dev.casebook.formats.network.IpNetwork;
import dev.casebook.tables.Digits;
import dev.casebook.tables.Line;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads what `ip route` prints.
///
/// A route whose line has no next hop is followed by lines of next hops, which begin with a tab.
final class IpRoute {

  /// rtnetlink(7), the types of routes that are printed before the destination.
  private static final Set<String> KINDS =
      Set.of(
          "unicast",
          "local",
          "broadcast",
          "anycast",
          "multicast",
          "blackhole",
          "unreachable",
          "prohibit",
          "throw",
          "nat");

  /// Words that a value follows (ip-route(8)); others are flags.
  private static final Set<String> VALUED =
      Set.of(
          ("via dev src metric proto scope table weight from tos dsfield pref error"
                  + " mtu advmss window rtt rttvar rto_min hoplimit initcwnd initrwnd ssthresh"
                  + " cwnd reordering realm realms expires quickack congctl features nhid"
                  + " users used age encap ttl-propagate iif oif uid mark")
              .split(" "));

  /// The words of a line after its destination, or of a next hop.
  private record Words(Map<String, String> values, List<String> flags) {

    static Words of(String[] words, int from) {
      var values = new HashMap<String, String>();
      var flags = new ArrayList<String>();
      for (int i = from; i < words.length; i++) {
        boolean followed = i + 1 < words.length;
        if (followed && VALUED.contains(words[i])) {
          var key = words[i++];
          // `via inet6 fe80::1`, `mtu lock 1400`
          boolean two = i + 1 < words.length && Set.of("inet", "inet6", "lock").contains(words[i]);
          values.put(key, words[two ? ++i : i]);
        } else {
          flags.add(words[i]);
        }
      }
      return new Words(values, flags);
    }

    @Nullable String address(String key) {
      var text = values.get(key);
      return text == null ? null : IpAddress.canonical(text);
    }

    @Nullable Long number(String key) {
      var text = values.get(key);
      return text == null ? null : Digits.decimal(text);
    }
  }

  private final Rows<Route> rows;
  private final boolean v6;
  private @Nullable Line line;
  private @Nullable IpNetwork to;
  private String kind = "unicast";
  private Words words = new Words(Map.of(), List.of());

  /// @param v6 whether a default without a sign of its family is one of IPv6
  private IpRoute(Rows<Route> rows, boolean v6) {
    this.rows = rows;
    this.v6 = v6;
  }

  static void parse(Text text, Rows<Route> rows) {
    var reader = new IpRoute(rows, text.name().contains("-6"));
    for (var line : text.lines()) {
      if (!line.isNoise()) {
        reader.take(line);
      }
    }
    reader.end();
  }

  private void take(Line next) {
    var parts = next.words();
    if (parts[0].equals("nexthop")) {
      hop(next, Words.of(parts, 1));
    } else if (Character.isWhitespace(next.text().charAt(0)) && line != null) {
      // Details such as `cache expires 42sec`.
      words.flags.add(next.text().strip());
    } else {
      end();
      begin(next, parts);
    }
  }

  private void hop(Line next, Words hop) {
    if (to == null) {
      rows.reject(next, "a next hop without its route");
      return;
    }
    line = null;
    rows.add(next, row(to, hop));
  }

  private void end() {
    if (line != null && to != null) {
      rows.add(line, row(to, words));
    }
    line = null;
    to = null;
  }

  private void begin(Line next, String[] parts) {
    boolean told = KINDS.contains(parts[0]) && parts.length > 1;
    int at = told ? 1 : 0;
    kind = told ? parts[0] : "unicast";
    words = Words.of(parts, at + 1);
    var destination = destination(parts[at]);
    if (destination.isEmpty()) {
      rows.reject(next, "not a route to a network");
      return;
    }
    line = next;
    to = destination.get();
  }

  private Optional<IpNetwork> destination(String text) {
    if (!text.equals("default")) {
      return IpNetwork.of(text);
    }
    // Only IPv6 has a preference (RFC 4191), and in the old form an error's number.
    boolean isV6 =
        v6
            || words.values.getOrDefault("via", "").contains(":")
            || words.values.containsKey("pref")
            || words.values.containsKey("error");
    return Optional.of(IpNetwork.all(!isV6));
  }

  private Route row(IpNetwork destination, Words hop) {
    var weight = hop.number("weight");
    return new Route(
        destination.address().family(),
        destination.text(),
        hop.address("via"),
        hop.values.get("dev"),
        words.address("src"),
        words.number("metric"),
        words.values.get("proto"),
        words.values.get("scope"),
        kind,
        words.values.getOrDefault("table", "main"),
        Digits.small(weight),
        hop.flags.isEmpty() ? null : String.join(" ", hop.flags));
  }
}
