package dev.casebook.tables.network;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Line;
import dev.casebook.tables.Row;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import dev.casebook.tables.Text;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A rule of the packet filter: of nftables, or of iptables and ip6tables.
///
/// ```
/// ip saddr 10.244.0.0/16 oifname "up0" counter packets 0 bytes 0 masquerade     (nft list ruleset)
/// {"rule": {"family": "ip", "table": "nat", "chain": "postrouting", "expr": […]}}         (nft -j)
/// -A PREROUTING -i lan0 -p udp -m udp --dport 53 -j CT --notrack                   (iptables-save)
///     2   168 DROP       1    --  *      *       0.0.0.0/0            0.0.0.0/0     (iptables -nvL)
/// ```
///
/// Each form becomes the same columns, in nft's words. `nft` shows the rules of iptables-nft too,
/// and none of iptables-legacy. Source: nft(8), libnftables-json(5), iptables(8),
/// iptables-extensions(8).
@Row("one rule of the packet filter")
@Compared(
    key = {"family", "table_name", "chain", "rule", "namespace"},
    restless = {"packets", "bytes", "position"},
    tells = Compared.Tells.SETTING)
public record FirewallRule(
    @Column("ipv4, ipv6, inet for both, bridge, arp, netdev") String family,
    @Column("table that its chain is in") String tableName,
    @Column("chain that it is in") String chain,
    @Column("where packets enter the chain: prerouting, input, …; NULL if only from other chains")
        @Nullable String hook,
    @Column("what becomes of a packet that the chain does not decide on: accept or drop")
        @Nullable String chainPolicy,
    @Column("its place in the chain, from 1") int position,
    @Column("interface that packets come in by, `!` before it for any other")
        @Nullable String inInterface,
    @Column("interface that they leave by") @Nullable String outInterface,
    @Column("protocol by name, `!` before it for any other") @Nullable String protocol,
    @Column("their source, `!` before it for any other; `@NAME` for a set") @Nullable String source,
    @Column("their destination") @Nullable String destination,
    @Column("source ports") @Nullable String sport,
    @Column("destination ports") @Nullable String dport,
    @Column("states of connection tracking: established,related") @Nullable String ctState,
    @Column("packets that it matched; rounded where the output has K, M or G")
        @Nullable Long packets,
    @Column("their bytes") @Nullable Long bytes,
    @Column(
            "accept, drop, reject, return, queue, jump, goto; snat, dnat, masquerade, redirect,"
                + " netmap; notrack, zone, log, mark, …; NULL if it only counts")
        @Nullable String verdict,
    @Column("chain that is jumped to; what the address becomes; the zone, the mark")
        @Nullable String target,
    @Column("what the port becomes") @Nullable String targetPort,
    @Column("comment that its author left") @Nullable String comment,
    @Column("the rule as it was printed, without counters; NULL where it came as JSON")
        @Nullable String rule,
    @Column("network namespace; NULL for the host's own") @Nullable String namespace) {

  private static final List<String> TABLES = List.of("filter", "nat", "mangle", "raw", "security");

  static final List<String> IN_NAMESPACES =
      List.of("nft list ruleset", "nft -a list ruleset", "iptables-save", "ip6tables-save");

  public static final Table<FirewallRule> TABLE =
      Table.of("firewall_rules", FirewallRule.class)
          .command("nft list ruleset", FirewallRule::parse)
          .command("nft -a list ruleset", FirewallRule::parse)
          .command("nft -j list ruleset*", FirewallRule::parse)
          .command("nft --json list ruleset*", FirewallRule::parse)
          .from(both("iptables-save -c", "ip6tables-save -c"), FirewallRule::parse)
          .from(both("iptables-save", "ip6tables-save"), FirewallRule::parse)
          .from(ofEachTable("-nvL"), FirewallRule::parse)
          .from(ofEachTable("-L -n -v"), FirewallRule::parse)
          .from(ofEachTable("-S"), FirewallRule::parse)
          .from(both("iptables -vnxL*", "ip6tables -vnxL*"), FirewallRule::parseOfOneTable)
          .from(both("iptables -nvL*", "ip6tables -nvL*"), FirewallRule::parseOfOneTable)
          .from(both("iptables -L -n -v*", "ip6tables -L -n -v*"), FirewallRule::parseOfOneTable)
          .from(both("iptables -L -n*", "ip6tables -L -n*"), FirewallRule::parseOfOneTable)
          .from(both("iptables -L*", "ip6tables -L*"), FirewallRule::parseOfOneTable)
          .from(both("iptables -S*", "ip6tables -S*"), FirewallRule::parseOfOneTable)
          .alongside(NetworkNamespace.each(IN_NAMESPACES))
          .sniff(
              ArtifactName.command("nft list ruleset"),
              head -> head.matches("(?s)table \\w+ \\S+ \\{.*") && head.contains("\n\tchain "))
          .sniff(
              ArtifactName.command("nft -j list ruleset*"),
              head -> head.startsWith("{\"nftables\":"))
          .sniff(
              ArtifactName.command("ip6tables-save"),
              head -> head.startsWith("# Generated by ip6tables-save"))
          .sniff(
              ArtifactName.command("iptables-save"),
              head -> head.startsWith("# Generated by iptables-save"))
          .sniff(
              ArtifactName.command("iptables -L -n -v*"),
              head -> head.matches("(?s)Chain \\S+ \\((?:policy |\\d+ references).*"))
          .example(
              "rules that have dropped or refused packets",
              """
              select family, chain, rule, packets from firewall_rules
              where verdict in ('drop', 'reject') and packets > 0 order by packets desc\
              """)
          .example(
              "what connection tracking is told to leave alone, and what lives in zones of its own",
              """
              select chain, in_interface, protocol, dport, verdict, target from firewall_rules
              where verdict in ('notrack', 'zone')\
              """);

  private static List<ArtifactName> both(String v4, String v6) {
    return List.of(ArtifactName.command(v4), ArtifactName.command(v6));
  }

  /// As sos takes them. A host is not asked in this way: legacy iptables would load each table's
  /// module for it.
  private static List<ArtifactName> ofEachTable(String how) {
    return TABLES.stream()
        .flatMap(table ->
            Stream.of("iptables", "ip6tables")
                .<ArtifactName>map(
                    tool -> ArtifactName.command(tool + " -t " + table + " " + how + "*")))
        .toList();
  }

  private static void parseOfOneTable(Text text, Rows<FirewallRule> rows) {
    rows.lacksRows("shows the rules of one table alone");
    parse(text, rows);
  }

  /// The content tells which form it is.
  static void parse(Text text, Rows<FirewallRule> rows) {
    var namespace = NetworkNamespace.of(text, IN_NAMESPACES);
    var first =
        text.lines().stream()
            .filter(line -> !line.isNoise())
            .map(Line::text)
            .findFirst()
            .orElse("");
    if (first.startsWith("{")) {
      NftJson.parse(text, namespace, rows);
    } else if (first.startsWith("table ") || first.startsWith("# Warning: table ")) {
      NftRuleset.parse(text, namespace, rows);
    } else if (first.startsWith("Chain ")) {
      IptablesListing.parse(text, namespace, rows);
    } else {
      IptablesSave.parse(text, namespace, rows);
    }
  }
}
