package dev.casebook.tables.network;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.formats.network.IpAddress;
import dev.casebook.formats.network.IpNetwork;
import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Digits;
import dev.casebook.tables.Json;
import dev.casebook.tables.Line;
import dev.casebook.tables.Meaning;
import dev.casebook.tables.Row;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import dev.casebook.tables.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// An address of an interface.
///
/// ```
/// 2: veth1    inet 192.0.2.1/24 brd 192.0.2.255 scope global veth1:app\       valid_lft forever …
/// 5: tun0    inet 198.51.100.1 peer 198.51.100.2/32 scope global tun0\       valid_lft forever …
///
/// fe80000000000000bc2312fffe9758b9 02 40 20 80    veth1            (/proc/net/if_inet6)
/// ```
///
/// Where there is a peer, the prefix is the peer's (`IFA_ADDRESS` in rtnetlink(7)).
@Row("one address of one interface")
@Compared(
    key = {"interface", "family", "scope"},
    ofHost = {"address", "network", "peer"},
    tells = Compared.Tells.STATE)
public record InterfaceAddress(
    @Column(value = "the interface", name = "interface") String device,
    @Column("ipv4 or ipv6") String family,
    @Column("the address, without prefix") String address,
    @Column("length of the prefix in bits") int prefixLength,
    @Column(
            value = "the network that is reached without a gateway, in CIDR form",
            means = Meaning.NETWORK)
        String network,
    @Column("global, link, host or site") @Nullable String scope,
    @Column("the other end of a point-to-point link") @Nullable String peer,
    @Column("an IPv4 address's own name, as `eth0:1`; often the interface's")
        @Nullable String label,
    @Column("secondary, dynamic, tentative, dadfailed, deprecated, …, with blanks between")
        @Nullable String flags) {

  public static final Table<InterfaceAddress> TABLE =
      Table.of("addresses", InterfaceAddress.class)
          .command("ip -json addr", InterfaceAddress::parseJson)
          .command("ip -d address", IpAddr::parse)
          .command("ip addr", IpAddr::parse)
          .command("ip address", IpAddr::parse)
          .command("ip -o addr", IpAddr::parse)
          .command("ifconfig -a", InterfaceAddress::parseIfconfig)
          .command("ifconfig", InterfaceAddress::parseIfconfig)
          .from(
              List.of(
                  ArtifactName.file("/proc/net/fib_trie"), ArtifactName.file("/proc/net/if_inet6")),
              InterfaceAddress::parseProc)
          .completedBy(ArtifactName.file("/proc/net/route"))
          .sniff(
              ArtifactName.command("ip -json addr"),
              head -> head.startsWith("[{\"ifindex\"") && head.contains("\"addr_info\""))
          .sniff(
              ArtifactName.command("ip addr"),
              head -> IpLink.isHeader(head) && head.contains("\n    inet"))
          .sniff(
              ArtifactName.command("ip -o addr"), head -> head.matches("(?s)\\d+: lo +inet6? .*"))
          .example(
              "which interface has which networks",
              "select interface, address, network from addresses where scope = 'global'")
          .example(
              "addresses that another host has too",
              "select interface, address from addresses where flags like '%dadfailed%'");

  /// Its network is that of the peer, if there is one.
  static Optional<InterfaceAddress> of(
      String device,
      IpAddress address,
      int length,
      @Nullable String scope,
      @Nullable IpAddress peer,
      @Nullable String label,
      @Nullable String flags) {
    return IpNetwork.of(peer == null ? address : peer, length)
        .map(network ->
            new InterfaceAddress(
                device,
                address.family(),
                address.text(),
                length,
                network.text(),
                scope,
                peer == null ? null : peer.text(),
                label,
                flags));
  }

  private static void parseJson(Text text, Rows<InterfaceAddress> rows) {
    Json.elements(
        text,
        rows,
        link -> {
          var device = Objects.requireNonNullElse(link.text("ifname"), "");
          for (var item : link.get("addr_info").items()) {
            of(device, item)
                .ifPresentOrElse(
                    row -> rows.add(item.offset(), row),
                    () -> rows.reject(new Line(item.offset(), device), "not an address"));
          }
        });
  }

  private static Optional<InterfaceAddress> of(String device, Json item) {
    var length = Digits.small(item.whole("prefixlen"));
    var peer = item.text("address");
    return IpAddress.of(Objects.requireNonNullElse(item.text("local"), ""))
        .filter(_ -> length != null)
        .flatMap(address ->
            of(
                device,
                address,
                Objects.requireNonNull(length),
                item.text("scope"),
                peer == null ? null : IpAddress.of(peer).orElse(null),
                item.text("label"),
                joined(item.names().stream().filter(item::isTrue).toList())));
  }

  static @Nullable String joined(List<String> flags) {
    return flags.isEmpty() ? null : String.join(" ", flags);
  }

  private static void parseIfconfig(Text text, Rows<InterfaceAddress> rows) {
    for (var block : Ifconfig.all(text, rows)) {
      for (var line : block.addresses()) {
        of(block.name(), line)
            .ifPresentOrElse(row -> rows.add(line, row), () -> rows.reject(line, "not an address"));
      }
    }
  }

  /// A line of ifconfig. Colons and blanks between names and values differ between its versions.
  private static Optional<InterfaceAddress> of(String label, Line line) {
    var words = Line.words(line.text().replaceFirst("addr: ?", ""));
    var values = new HashMap<String, String>();
    for (int i = 2; i < words.length; i++) {
      int colon = words[i].indexOf(':');
      if (colon > 0) {
        values.put(words[i].substring(0, colon), words[i].substring(colon + 1));
      } else if (i + 1 < words.length) {
        values.put(words[i], words[i + 1]);
      }
    }
    var device = label.replaceFirst(":.*", "");
    return words.length < 2
        ? Optional.empty()
        : words[0].equals("inet")
            ? v4(device, label, words[1], values)
            : v6(device, words[1], values);
  }

  private static Optional<InterfaceAddress> v4(
      String device, String label, String address, Map<String, String> values) {
    var mask = values.getOrDefault("netmask", values.getOrDefault("Mask", ""));
    var peer = values.getOrDefault("destination", values.getOrDefault("P-t-P", ""));
    var length = IpAddress.of(mask).map(IpAddress::maskLength).orElse(OptionalInt.empty());
    return length.isEmpty()
        ? Optional.empty()
        : IpAddress.of(address)
            .flatMap(parsed ->
                of(
                    device,
                    parsed,
                    length.getAsInt(),
                    null,
                    IpAddress.of(peer).orElse(null),
                    label,
                    null));
  }

  private static Optional<InterfaceAddress> v6(
      String device, String word, Map<String, String> values) {
    int slash = word.indexOf('/');
    var address = slash < 0 ? word : word.substring(0, slash);
    var lengthText = slash < 0 ? values.getOrDefault("prefixlen", "") : word.substring(slash + 1);
    var scope = values.getOrDefault("Scope", values.getOrDefault("scopeid", ""));
    var length = Digits.small(lengthText);
    return length == null
        ? Optional.empty()
        : IpAddress.of(address)
            .flatMap(parsed -> of(device, parsed, length, scopeWord(scope), null, null, null));
  }

  /// `Link`, or `0x20<link>`.
  private static @Nullable String scopeWord(String text) {
    var word = text.replaceFirst("^0x[0-9a-f]{1,4}<", "").replace(">", "");
    return word.isEmpty() ? null : word.toLowerCase(Locale.ROOT);
  }

  private static void parseProc(Text text, Rows<InterfaceAddress> rows) {
    if (text.fileName().equals("fib_trie")) {
      FibTrie.parse(text, rows);
      return;
    }
    for (var line : text.lines()) {
      if (!line.isNoise()) {
        ofProc(line.words())
            .ifPresentOrElse(row -> rows.add(line, row), () -> rows.reject(line, "not an address"));
      }
    }
  }

  /// Address, interface's index, prefix's length, scope, flags, interface; all in hexadecimal
  /// (`if6_seq_show` in `net/ipv6/addrconf.c`).
  private static Optional<InterfaceAddress> ofProc(String[] words) {
    var length = words.length == 6 ? Digits.hex(words[2]) : null;
    var bits = words.length == 6 ? Digits.hex(words[4]) : null;
    return length == null || length > 128 || bits == null
        ? Optional.empty()
        : IpAddress.ofHex(words[0])
            .flatMap(address ->
                of(
                    words[5],
                    address,
                    length.intValue(),
                    SCOPES.get(words[3]),
                    null,
                    null,
                    joined(flags(bits))));
  }

  /// `include/net/ipv6.h`.
  private static final Map<String, String> SCOPES =
      Map.of("00", "global", "10", "host", "20", "link", "40", "site");

  /// `linux/if_addr.h`, those that tell of trouble or of an address's end.
  private static List<String> flags(long bits) {
    var flags = new ArrayList<String>();
    for (var flag :
        List.of(
            Map.entry(0x01, "temporary"),
            Map.entry(0x08, "dadfailed"),
            Map.entry(0x20, "deprecated"),
            Map.entry(0x40, "tentative"))) {
      if ((bits & flag.getKey()) != 0) {
        flags.add(flag.getValue());
      }
    }
    return flags;
  }
}
