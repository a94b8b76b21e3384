package dev.casebook.tables.network;

import static dev.casebook.tables.Sample.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.casebook.tables.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Samples of nft 1.0.6 and iptables 1.8.9 (legacy), of one router each.
class FirewallRuleTest {

  private static List<FirewallRule> rules(String command, String resource) {
    var outcome = Sample.root().commandFrom(command, resource).read(FirewallRule.TABLE);
    assertThat(outcome.coverage().isComplete()).as(outcome.coverage().reason()).isTrue();
    assertThat(outcome.cited()).doesNotContain("");
    return outcome.rows();
  }

  @Test
  void aRulesetOfNftSaysWhatIsDecidedAndWhatIsTranslated() {
    assertThat(rules("nft list ruleset", "firewall_rules/nft"))
        .hasSize(17)
        .contains(
            new FirewallRule(
                "inet",
                "filter",
                "input",
                "input",
                "drop",
                4,
                null,
                null,
                "tcp",
                null,
                null,
                null,
                "22,443",
                "new",
                0L,
                0L,
                "accept",
                null,
                null,
                "ssh, drop nothing",
                "tcp dport { 22, 443 } ct state new counter accept comment \"ssh, drop nothing\"",
                null))
        .extracting(
            FirewallRule::family,
            FirewallRule::chain,
            FirewallRule::hook,
            FirewallRule::verdict,
            FirewallRule::target,
            FirewallRule::targetPort)
        .containsSubsequence(
            tuple("inet", "users", null, "reject", null, null),
            tuple("inet", "input", "input", "log", null, null),
            tuple("inet", "forward", "forward", "drop", null, null),
            tuple("inet", "forward", "forward", "jump", "users", null),
            tuple("inet", "pre", "prerouting", "notrack", null, null),
            tuple("inet", "pre", "prerouting", "zone", "7", null),
            tuple("ipv4", "post", "postrouting", "masquerade", null, null),
            tuple("ipv4", "post", "postrouting", "snat", "198.51.100.2", null),
            tuple("ipv4", "pre", "prerouting", "dnat", "tcp dport map @forwards", null),
            tuple("ipv4", "pre", "prerouting", "redirect", null, "3129"),
            tuple("ipv4", "pre", "prerouting", "dnat", "203.0.113.0/24", null));
  }

  @Test
  void handlesChangeNothing() {
    assertThat(rules("nft -a list ruleset", "firewall_rules/nft-a"))
        .isEqualTo(rules("nft list ruleset", "firewall_rules/nft"));
  }

  @Test
  void jsonSaysTheSameButTheRulesText() {
    assertThat(rules("nft -j list ruleset", "firewall_rules/nft-j-lab"))
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("rule")
        .containsExactlyInAnyOrderElementsOf(rules("nft list ruleset", "firewall_rules/nft-lab"));
    assertThat(rules("nft -j list ruleset", "firewall_rules/nft-j"))
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("rule", "target")
        .containsExactlyInAnyOrderElementsOf(rules("nft list ruleset", "firewall_rules/nft"));
  }

  @Test
  void savedRulesAreInTheSameWords() {
    var rules = rules("iptables-save", "firewall_rules/iptables-save");
    assertThat(rules)
        .hasSize(10)
        .contains(
            new FirewallRule(
                "ipv4",
                "nat",
                "PREROUTING",
                "prerouting",
                "accept",
                1,
                "up0",
                null,
                "tcp",
                null,
                null,
                null,
                "8080",
                null,
                null,
                null,
                "dnat",
                "192.0.2.10",
                "80",
                "web -j MASQUERADE",
                "-A PREROUTING -i up0 -p tcp -m tcp --dport 8080 -m comment --comment \"web -j"
                    + " MASQUERADE\" -j DNAT --to-destination 192.0.2.10:80",
                null))
        .extracting(
            FirewallRule::tableName,
            FirewallRule::chain,
            FirewallRule::source,
            FirewallRule::destination,
            FirewallRule::verdict,
            FirewallRule::target,
            FirewallRule::targetPort)
        .contains(
            tuple("filter", "FORWARD", null, null, "jump", "KUBE-FW", null),
            tuple("raw", "PREROUTING", null, null, "notrack", null, null),
            tuple("raw", "PREROUTING", null, null, "zone", "7", null),
            tuple("nat", "PREROUTING", null, null, "redirect", null, "3129"),
            tuple("nat", "POSTROUTING", "192.0.2.0/24", null, "masquerade", null, null),
            tuple(
                "nat",
                "POSTROUTING",
                null,
                "!203.0.113.0/24",
                "snat",
                "198.51.100.1-198.51.100.9",
                "1024-2048"));
    assertThat(rules)
        .filteredOn(rule -> rule.chain().equals("KUBE-FW"))
        .extracting(FirewallRule::hook, FirewallRule::dport, FirewallRule::verdict)
        .containsExactly(tuple(null, "22,80,443", "reject"));
  }

  @Test
  void savedCountersAreOfTheirRules() {
    assertThat(rules("iptables-save -c", "firewall_rules/iptables-save-c"))
        .filteredOn(rule -> "drop".equals(rule.verdict()))
        .extracting(FirewallRule::protocol, FirewallRule::packets, FirewallRule::bytes)
        .containsExactly(tuple("icmp", 2L, 168L));
  }

  @Test
  void listingsOfEachTableSayTheSameAsTheSavedRules() {
    var sos = Sample.sosreport();
    for (var table : List.of("filter", "nat", "raw")) {
      sos.commandFrom(
          "iptables -t " + table + " -nvL", "firewall_rules/iptables-t-" + table + "-nvL");
    }
    var listed = sos.read(FirewallRule.TABLE);
    assertThat(listed.coverage().isComplete()).as(listed.coverage().reason()).isTrue();
    assertThat(listed.rows())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("rule")
        .containsExactlyInAnyOrderElementsOf(
            rules("iptables-save -c", "firewall_rules/iptables-save-c"));
  }

  @Test
  void aListingOfOneTableDoesNotTellOfTheOthers() {
    for (var form : List.of("iptables-L-n-v-numbered", "iptables-L")) {
      var listed =
          Sample.root()
              .commandFrom(
                  form.equals("iptables-L") ? "iptables -L" : "iptables -L -n -v --line-numbers",
                  "firewall_rules/" + form)
              .read(FirewallRule.TABLE);
      assertThat(listed.coverage().reason()).contains("shows the rules of one table alone");
      assertThat(listed.rows())
          .extracting(FirewallRule::tableName, FirewallRule::verdict, FirewallRule::protocol)
          .containsExactly(
              tuple("filter", "accept", null),
              tuple("filter", "jump", null),
              tuple("filter", "drop", "icmp"),
              tuple("filter", "reject", "tcp"));
    }
  }

  @Test
  void ip6tablesIsTheOtherFamily() {
    var both =
        Sample.root()
            .commandFrom("iptables-save", "firewall_rules/iptables-save")
            .commandFrom("ip6tables-save", "firewall_rules/ip6tables-save")
            .read(FirewallRule.TABLE);
    assertThat(both.rows())
        .filteredOn(rule -> rule.family().equals("ipv6"))
        .extracting(FirewallRule::tableName, FirewallRule::protocol, FirewallRule::verdict)
        .containsExactly(tuple("nat", null, "masquerade"), tuple("raw", "icmpv6", "notrack"));
    assertThat(rules("ip6tables -t raw -nvL", "firewall_rules/ip6tables-t-raw-nvL"))
        .extracting(FirewallRule::family, FirewallRule::protocol, FirewallRule::packets)
        .containsExactly(tuple("ipv6", "icmpv6", 1L));
  }

  @Test
  void aPastedListingIsOfTheTableWhoseChainsItHas() {
    var pasted =
        Sample.loose()
            .file("rules.txt", "[root@gw ~]# iptables -t nat -nvL\n" + text(NAT))
            .file("more.txt", text("firewall_rules/iptables-t-raw-nvL"))
            .read(FirewallRule.TABLE);
    assertThat(pasted.rows()).extracting(FirewallRule::tableName).contains("raw");
  }

  private static final String NAT = "firewall_rules/iptables-t-nat-nvL";

  @Test
  void anotherNamespacesRulesAreAddedUnderItsName() {
    var read =
        Sample.sosreport()
            .commandFrom("iptables -t raw -nvL", "firewall_rules/iptables-t-raw-nvL")
            .commandFrom(
                "ip netns exec qrouter-984c_22fd iptables-save", "firewall_rules/iptables-save")
            .read(FirewallRule.TABLE);
    assertThat(read.rows())
        .extracting(FirewallRule::namespace)
        .containsOnly(null, "qrouter-984c_22fd")
        .hasSize(12);
  }

  @Test
  void aRuleWithALongSetIsOneRule() {
    var ruleset =
        """
        table inet filter {
        	chain input {
        		comment "first"
        		type filter hook input priority filter; policy accept;
        		tcp dport { 22, 25,
        			    80 } drop comment "a } in words"
        	}
        	flowtable f {
        		hook ingress priority filter
        		devices = { eth0 }
        	}
        }
        """;
    var read = Sample.root().command("nft list ruleset", ruleset).read(FirewallRule.TABLE);
    assertThat(read.coverage().isComplete()).as(read.coverage().reason()).isTrue();
    assertThat(read.only().dport()).isEqualTo("22,25,80");
    assertThat(read.only().comment()).isEqualTo("a } in words");
  }

  /// The reader keeps a bound and does not begin again with each line.
  @Test
  @Timeout(10)
  void aSetThatNeverEndsIsReadInOnePass() {
    var endless = "table inet f {\n\tchain c {\n" + "\t\tip saddr { 192.0.2.1,\n".repeat(50_000);
    var read = Sample.root().command("nft list ruleset", endless).read(FirewallRule.TABLE);
    assertThat(read.rows()).hasSizeLessThan(10);
    assertThat(read.coverage().reason()).contains("ends in the midst of a table");
  }

  @Test
  void aRulesetThatIsCutSaysSo() {
    var whole = text("firewall_rules/nft");
    var read =
        Sample.root()
            .command("nft list ruleset", whole.substring(0, whole.indexOf("jump")))
            .read(FirewallRule.TABLE);
    assertThat(read.coverage().reason()).contains("ends in the midst of a table");
  }

  @Test
  void otherTextIsNoRuleset() {
    var read =
        Sample.root()
            .command("iptables-save", "# Generated by iptables-save v1.8.9\n*nat\nhello there\n")
            .read(FirewallRule.TABLE);
    assertThat(read.coverage().isThere()).isFalse();
  }
}
