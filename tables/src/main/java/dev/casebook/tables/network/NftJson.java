package dev.casebook.tables.network;

import dev.casebook.tables.Json;
import dev.casebook.tables.Line;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Text;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads what `nft -j list ruleset` prints: libnftables-json(5).
final class NftJson {

  private final Rows<FirewallRule> rows;
  private final @Nullable String namespace;
  private final Map<String, FirewallDraft.Chain> chains = new HashMap<>();
  private final FirewallDraft.Positions positions = new FirewallDraft.Positions();

  private NftJson(@Nullable String namespace, Rows<FirewallRule> rows) {
    this.namespace = namespace;
    this.rows = rows;
  }

  static void parse(Text text, @Nullable String namespace, Rows<FirewallRule> rows) {
    Json.elements(
        text,
        rows,
        whole -> {
          var reader = new NftJson(namespace, rows);
          for (var item : whole.get("nftables").items()) {
            if (item.has("chain")) {
              reader.chain(item.get("chain"));
            } else if (item.has("rule")) {
              reader.rule(item.get("rule"));
            }
          }
          if (!whole.has("nftables")) {
            rows.reject(new Line(whole.offset(), "(an object)"), "no ruleset of nft");
          }
        });
  }

  private static String word(Json of, String name) {
    return Objects.requireNonNullElse(of.text(name), "");
  }

  private void chain(Json chain) {
    var family = NftRuleset.family(word(chain, "family"));
    var table = word(chain, "table");
    var name = word(chain, "name");
    chains.put(
        family + " " + table + " " + name,
        new FirewallDraft.Chain(
            family, table, name, chain.text("hook"), chain.text("policy"), namespace));
  }

  private void rule(Json rule) {
    var family = NftRuleset.family(word(rule, "family"));
    var table = word(rule, "table");
    var name = word(rule, "chain");
    var chain =
        chains.getOrDefault(
            family + " " + table + " " + name,
            new FirewallDraft.Chain(family, table, name, null, null, namespace));
    var draft = new FirewallDraft();
    draft.comment = rule.text("comment");
    for (var statement : rule.get("expr").items()) {
      statement.names().forEach(key -> take(key, statement.get(key), draft));
    }
    rows.add(rule.offset(), draft.done(chain, positions.next(chain), null));
  }

  private static void take(String key, Json of, FirewallDraft draft) {
    switch (key) {
      case "match" -> match(of, draft);
      case "counter" -> {
        draft.packets = of.whole("packets");
        draft.bytes = of.whole("bytes");
      }
      case "accept", "drop", "return", "continue", "queue", "reject", "notrack" ->
          draft.verdict = key;
      case "jump", "goto" -> {
        draft.verdict = key;
        draft.target = of.text("target");
      }
      case "snat", "dnat", "masquerade", "redirect", "tproxy" -> {
        draft.verdict = key;
        draft.target = of.has("addr") ? value(of.get("addr")) : null;
        draft.targetPort = of.has("port") ? value(of.get("port")) : null;
      }
      case "mangle" -> mangle(of, draft);
      case "log" -> draft.verdict = draft.verdict == null ? "log" : draft.verdict;
      case "xt" -> {
        if (word(of, "type").equals("target")) {
          draft.iptablesTarget(word(of, "name"));
        }
      }
      default -> {
        // A limit, a set that is updated, …
      }
    }
  }

  private static void mangle(Json of, FirewallDraft draft) {
    var key = word(of.get("key").get("ct"), "key") + word(of.get("key").get("meta"), "key");
    if (key.equals("zone")) {
      draft.zone(value(of.get("value")));
    } else if (key.equals("mark")) {
      var mark = of.get("value").whole();
      draft.mark = mark == null ? value(of.get("value")) : "0x%08x".formatted(mark);
    }
  }

  private static void match(Json match, FirewallDraft draft) {
    var left = match.get("left");
    var payload = left.get("payload");
    var value = (word(match, "op").equals("!=") ? "!" : "") + value(match.get("right"));
    switch (word(payload, "field")) {
      case "saddr" -> draft.source = value;
      case "daddr" -> draft.destination = value;
      case "protocol", "nexthdr" -> draft.protocol = FirewallDraft.protocol(value);
      case "sport" -> draft.sport = value;
      case "dport" -> draft.dport = value;
      default -> {
        // Another field of the header.
      }
    }
    switch (word(payload, "protocol")) {
      case "tcp", "udp", "sctp", "dccp", "udplite", "icmp", "icmpv6" ->
          draft.protocol = word(payload, "protocol");
      default -> {
        // ip, ip6, th, ether
      }
    }
    switch (word(left.get("meta"), "key") + word(left.get("ct"), "key")) {
      case "iifname", "iif" -> draft.in = value;
      case "oifname", "oif" -> draft.out = value;
      case "l4proto" -> draft.protocol = FirewallDraft.protocol(value);
      case "state" -> draft.states = value;
      default -> {
        // Another of the packet's properties.
      }
    }
  }

  /// A value as `nft list` would print it.
  private static String value(Json of) {
    var text = of.text();
    if (text != null) {
      return text;
    }
    if (!of.items().isEmpty()) {
      return of.items().stream().map(NftJson::value).collect(Collectors.joining(","));
    }
    if (of.has("prefix")) {
      var prefix = of.get("prefix");
      return value(prefix.get("addr")) + "/" + word(prefix, "len");
    }
    if (of.has("set")) {
      return value(of.get("set"));
    }
    if (of.has("range")) {
      return of.get("range").items().stream().map(NftJson::value).collect(Collectors.joining("-"));
    }
    return of.has("map") ? "map " + value(of.get("map").get("data")) : "";
  }
}
