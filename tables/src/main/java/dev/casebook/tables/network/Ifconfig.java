package dev.casebook.tables.network;

import dev.casebook.tables.Digits;
import dev.casebook.tables.Line;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What `ifconfig` says of one interface, in the form of net-tools 2 or of 1.60 (and busybox).
///
/// ```
/// cali0: flags=4163<UP,BROADCAST,RUNNING,MULTICAST>  mtu 1500             (2)
///         inet 10.244.1.1  netmask 255.255.255.0  broadcast 0.0.0.0
///         ether de:b3:4d:cc:5c:39  txqueuelen 1000  (Ethernet)
///         RX packets 780  bytes 49749 (48.5 KiB)
///
/// eth0      Link encap:Ethernet  HWaddr 00:16:3E:00:00:01                 (1.60)
///           inet addr:192.0.2.10  Bcast:192.0.2.255  Mask:255.255.255.0
///           UP BROADCAST RUNNING MULTICAST  MTU:1500  Metric:1
///           RX packets:1234 errors:0 dropped:0 overruns:0 frame:0
/// ```
final class Ifconfig {

  private final Line line;
  private final String name;
  private List<String> flags = List.of();
  private @Nullable String mac;
  private @Nullable Long mtu;
  private final List<Line> addresses = new ArrayList<>();
  private final Map<String, Long> counters = new HashMap<>();

  private Ifconfig(Line line, String name) {
    this.line = line;
    this.name = name;
  }

  /// The interfaces in their order; lines of no interface and unknown ones are rejected.
  static List<Ifconfig> all(Text text, Rows<?> rows) {
    var all = new ArrayList<Ifconfig>();
    for (var line : text.lines()) {
      var begun = begun(line);
      if (begun != null) {
        all.add(begun);
      } else if (!line.isNoise()) {
        if (all.isEmpty() || !all.getLast().take(line)) {
          rows.reject(line, "not a line of ifconfig");
        }
      }
    }
    return all;
  }

  private static @Nullable Ifconfig begun(Line line) {
    var text = line.text();
    int colon = text.indexOf(": flags=");
    if (colon > 0) {
      var interfaceOf = new Ifconfig(line, text.substring(0, colon).strip());
      interfaceOf.flags = between(text, '<', '>');
      interfaceOf.mtu = after(line.words(), "mtu");
      return interfaceOf;
    }
    int encapsulation = text.indexOf("Link encap:");
    if (encapsulation > 0) {
      var interfaceOf = new Ifconfig(line, text.substring(0, encapsulation).strip());
      int address = text.indexOf("HWaddr ");
      interfaceOf.mac = address < 0 ? null : mac(text.substring(address + 7).strip());
      return interfaceOf;
    }
    return null;
  }

  private static List<String> between(String text, char open, char close) {
    int from = text.indexOf(open);
    int to = text.indexOf(close, from + 1);
    return from < 0 || to < 0 ? List.of() : List.of(text.substring(from + 1, to).split(","));
  }

  private static @Nullable Long after(String[] words, String key) {
    for (int i = 0; i + 1 < words.length; i++) {
      if (words[i].equals(key)) {
        return Digits.decimal(words[i + 1]);
      }
    }
    return null;
  }

  private static @Nullable String mac(String text) {
    return text.matches("(?:[0-9a-fA-F]{2}:){5,19}[0-9a-fA-F]{2}")
        ? text.toLowerCase(Locale.ROOT)
        : null;
  }

  /// @return whether it is a line of an interface
  private boolean take(Line detail) {
    var words = detail.words();
    switch (words[0]) {
      case "inet", "inet6" -> addresses.add(detail);
      case "RX", "TX" -> count(words);
      case "ether", "infiniband" -> mac = words.length > 1 ? mac(words[1]) : null;
      default -> {
        return takeOldOrOther(detail.text(), words);
      }
    }
    return true;
  }

  private boolean takeOldOrOther(String text, String[] words) {
    if (text.contains("MTU:")) {
      flags = List.of(words).stream().takeWhile(word -> word.indexOf(':') < 0).toList();
      mtu = after(Line.words(text.replace(':', ' ')), "MTU");
      return true;
    }
    if (words[0].startsWith("collisions:")) {
      count(words);
      return true;
    }
    return text.contains("txqueuelen") || text.contains("nterrupt") || text.contains("emory");
  }

  /// Pairs of a name and a number after `RX` or `TX`, joined by a colon or a space.
  private void count(String[] words) {
    var direction = "";
    var parts = Line.words(String.join(" ", words).replace(':', ' '));
    for (int i = 0; i < parts.length; i++) {
      if (parts[i].equals("RX") || parts[i].equals("TX")) {
        direction = parts[i] + " ";
      } else if (i + 1 < parts.length) {
        var number = Digits.decimal(parts[i + 1]);
        if (number != null && Digits.decimal(parts[i]) == null) {
          counters.put(parts[i].equals("collisions") ? parts[i] : direction + parts[i], number);
        }
      }
    }
  }

  Line line() {
    return line;
  }

  /// As it is written; with a colon, as in `eth0:1`, it is a label of an address.
  String name() {
    return name;
  }

  List<String> flags() {
    return flags;
  }

  @Nullable String mac() {
    return mac;
  }

  @Nullable Long mtu() {
    return mtu;
  }

  /// The lines that begin with `inet` or `inet6`.
  List<Line> addresses() {
    return List.copyOf(addresses);
  }

  /// Such as `RX packets`, `TX dropped`, `collisions`.
  @Nullable Long counter(String what) {
    return counters.get(what);
  }
}
