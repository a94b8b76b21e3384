package dev.casebook.tables.network;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.formats.network.IpAddress;
import dev.casebook.formats.network.IpNetwork;
import dev.casebook.tables.Digits;
import dev.casebook.tables.Line;
import dev.casebook.tables.Lines;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a host's IPv4 addresses from `/proc/net/fib_trie`, for a host without iproute2 and
/// net-tools.
///
/// ```
///        +-- 192.0.2.0/24 2 0 2
///           |-- 192.0.2.0
///              /24 link UNICAST
///           |-- 192.0.2.1
///              /32 host LOCAL
/// ```
///
/// The trie does not tell interfaces: the interface is that of the narrowest connected route of
/// `/proc/net/route` which holds the address.
final class FibTrie {

  /// A host has as many as it has interfaces and addresses on them; each address is looked for in
  /// all of them.
  private static final int CONNECTED_MAX = 1000;

  /// @param device of a network that needs no gateway
  private record Connected(IpNetwork network, String device) {}

  private FibTrie() {}

  static void parse(Text text, Rows<InterfaceAddress> rows) {
    var locals = new LinkedHashMap<IpAddress, Line>();
    var connected = connected(text);
    @Nullable IpAddress leaf = null;
    for (var line : text.lines()) {
      var words = line.words();
      if (words.length == 2 && words[0].equals("|--")) {
        leaf = IpAddress.of(words[1]).orElse(null);
      } else if (words.length == 3 && words[2].equals("LOCAL") && leaf != null) {
        if (words[0].equals("/32")) {
          locals.putIfAbsent(leaf, line);
        } else {
          loopback(leaf, words[0], connected);
        }
      } else if (!isKnown(words)) {
        rows.reject(line, "not a line of fib_trie");
      }
    }
    locals.forEach((address, line) -> add(address, line, connected, rows));
  }

  private static boolean isKnown(String[] words) {
    return words.length == 0
        || words[0].equals("+--")
        || words[0].startsWith("/")
        || words[words.length - 1].endsWith(":");
  }

  private static List<Connected> connected(Text text) {
    var found = new ArrayList<Connected>();
    var file = text.beside(ArtifactName.file("/proc/net/route"));
    for (var line : file.map(Text::lines).orElseGet(Lines::none)) {
      var words = line.words();
      if (found.size() == CONNECTED_MAX) {
        break;
      }
      if (words.length >= 8 && words[2].equals("00000000") && !words[0].equals("*")) {
        IpAddress.ofHostOrderHex(words[1])
            .flatMap(
                to -> IpAddress.ofHostOrderHex(words[7]).flatMap(mask -> IpNetwork.of(to, mask)))
            .ifPresent(network -> found.add(new Connected(network, words[0])));
      }
    }
    return found;
  }

  /// Only the loopback interface has a whole local network.
  private static void loopback(IpAddress leaf, String length, List<Connected> connected) {
    var bits = Digits.small(length.substring(1));
    if (bits != null) {
      IpNetwork.of(leaf, bits).ifPresent(network -> connected.add(new Connected(network, "lo")));
    }
  }

  private static void add(
      IpAddress address, Line line, List<Connected> connected, Rows<InterfaceAddress> rows) {
    @Nullable Connected narrowest = null;
    for (var one : connected) {
      if (one.network.contains(address)
          && (narrowest == null || one.network.length() > narrowest.network.length())) {
        narrowest = one;
      }
    }
    if (narrowest == null || narrowest.network.length() == 0) {
      rows.reject(line, "no connected route tells the interface of " + address.text());
      return;
    }
    InterfaceAddress.of(
            narrowest.device, address, narrowest.network.length(), null, null, null, null)
        .ifPresent(row -> rows.add(line, row));
  }
}
