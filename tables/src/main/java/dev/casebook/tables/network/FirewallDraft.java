package dev.casebook.tables.network;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A rule of the packet filter while its words are read.
final class FirewallDraft {

  /// A chain as its head has it.
  ///
  /// @param family as in [FirewallRule]
  record Chain(
      String family,
      String table,
      String name,
      @Nullable String hook,
      @Nullable String policy,
      @Nullable String namespace) {}

  /// Numbers and other names of protocols that iptables prints.
  private static final Map<String, String> PROTOCOLS =
      Map.ofEntries(
          Map.entry("1", "icmp"),
          Map.entry("2", "igmp"),
          Map.entry("4", "ipencap"),
          Map.entry("6", "tcp"),
          Map.entry("17", "udp"),
          Map.entry("47", "gre"),
          Map.entry("50", "esp"),
          Map.entry("51", "ah"),
          Map.entry("58", "icmpv6"),
          Map.entry("ipv6-icmp", "icmpv6"),
          Map.entry("89", "ospf"),
          Map.entry("112", "vrrp"),
          Map.entry("132", "sctp"),
          Map.entry("136", "udplite"));

  /// Targets of iptables that are called otherwise here. Of CT what follows tells.
  private static final Map<String, String> TARGETS =
      Map.of("NFQUEUE", "queue", "NFLOG", "log", "ULOG", "log");

  /// Those that go by their own name; any other name is a chain's (iptables-extensions(8)).
  private static final Set<String> OTHER_TARGETS =
      Set.of(
          ("ACCEPT DROP REJECT RETURN QUEUE SNAT DNAT MASQUERADE REDIRECT NETMAP LOG MARK NOTRACK CT"
                  + " CONNMARK TCPMSS TPROXY CHECKSUM CLASSIFY DSCP TOS TTL HL TEE TRACE AUDIT"
                  + " SECMARK CONNSECMARK SET NFACCT RATEEST TARPIT SYNPROXY HMARK IDLETIMER LED"
                  + " ECN CLUSTERIP DNPT SNPT TCPOPTSTRIP")
              .split(" "));

  @Nullable String in;
  @Nullable String out;
  @Nullable String protocol;
  @Nullable String source;
  @Nullable String destination;
  @Nullable String sport;
  @Nullable String dport;
  @Nullable String states;
  @Nullable Long packets;
  @Nullable Long bytes;
  @Nullable String verdict;
  @Nullable String target;
  @Nullable String targetPort;
  @Nullable String comment;

  /// What a rule of nft sets before it decides; it is told where it decides nothing.
  @Nullable String mark;

  /// A protocol by its name; null for all of them.
  static @Nullable String protocol(String text) {
    boolean not = text.startsWith("!");
    var name = not ? text.substring(1) : text;
    return name.equals("all") || name.equals("0")
        ? null
        : (not ? "!" : "") + PROTOCOLS.getOrDefault(name, name);
  }

  /// What iptables calls a target: in nft's words, or the chain that is jumped to.
  void iptablesTarget(String name) {
    var known = TARGETS.get(name);
    if (known != null) {
      verdict = known;
    } else if (OTHER_TARGETS.contains(name)) {
      verdict = name.toLowerCase(Locale.ROOT);
    } else {
      verdict = "jump";
      target = name;
    }
  }

  void notrack() {
    verdict = "notrack";
  }

  void zone(String number) {
    verdict = "zone";
    target = number;
  }

  /// `192.0.2.10:80`, `[2001:db8::1]:80`, `198.51.100.1-198.51.100.9:1024-2048`, `:3129`
  void translation(String text) {
    int bracket = text.lastIndexOf(']');
    int colon = text.indexOf(':', Math.max(bracket, 0));
    boolean isV6 = bracket < 0 && colon >= 0 && text.indexOf(':', colon + 1) >= 0;
    var address = colon < 0 || isV6 ? text : text.substring(0, colon);
    targetPort = colon < 0 || isV6 ? null : text.substring(colon + 1);
    target = address.isEmpty() ? null : address.replaceAll("[\\[\\]]", "");
  }

  FirewallRule done(Chain chain, int position, @Nullable String rule) {
    if (verdict == null && mark != null) {
      verdict = "mark";
      target = mark;
    }
    return new FirewallRule(
        chain.family,
        chain.table,
        chain.name,
        chain.hook,
        chain.policy,
        position,
        in,
        out,
        protocol,
        source,
        destination,
        sport,
        dport,
        states,
        packets,
        bytes,
        verdict,
        target,
        targetPort,
        comment,
        rule,
        chain.namespace);
  }

  /// How many rules of each chain there were so far.
  static final class Positions {
    private final Map<String, Integer> last = new HashMap<>();

    boolean hasAny(Chain chain) {
      return last.containsKey(chain.family + " " + chain.table + " " + chain.name);
    }

    int next(Chain chain) {
      return Objects.requireNonNull(
          last.merge(chain.family + " " + chain.table + " " + chain.name, 1, Integer::sum));
    }
  }
}
