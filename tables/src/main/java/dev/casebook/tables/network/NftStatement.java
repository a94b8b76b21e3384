package dev.casebook.tables.network;

import dev.casebook.formats.network.IpNetwork;
import dev.casebook.tables.Digits;
import java.util.List;
import java.util.Locale;

/// Reads the words of one rule of nft: matches, then what is done.
final class NftStatement {

  private final List<String> words;
  private final FirewallDraft draft;
  private int at;

  NftStatement(List<String> words, FirewallDraft draft) {
    this.words = words;
    this.draft = draft;
  }

  void read() {
    while (at < words.size()) {
      var word = words.get(at++);
      switch (word) {
        case "iifname", "iif" -> draft.in = value();
        case "oifname", "oif" -> draft.out = value();
        case "ip", "ip6" -> address();
        case "meta" -> meta();
        case "tcp", "udp", "sctp", "dccp", "udplite", "th" -> port(word);
        case "icmp", "icmpv6" -> draft.protocol = word;
        case "ct" -> tracking();
        case "counter" -> counter();
        case "comment" -> draft.comment = value();
        default -> action(word);
      }
    }
  }

  private String peek() {
    return at < words.size() ? words.get(at) : "";
  }

  /// One word, or a set in braces as words with commas between; `!` before it where it is negated.
  private String value() {
    var not = "";
    if (peek().equals("!=")) {
      not = "!";
      at++;
    } else if (peek().equals("==")) {
      at++;
    }
    if (!peek().equals("{")) {
      return at < words.size() ? not + words.get(at++) : not;
    }
    var set = new StringBuilder();
    for (at++; at < words.size() && !words.get(at).equals("}"); at++) {
      set.append(words.get(at));
    }
    at++;
    return not + set;
  }

  private void address() {
    switch (peek()) {
      case "saddr" -> {
        at++;
        draft.source = value();
      }
      case "daddr" -> {
        at++;
        draft.destination = value();
      }
      case "protocol", "nexthdr" -> {
        at++;
        draft.protocol = FirewallDraft.protocol(value());
      }
      default -> {
        // Another field of the header.
      }
    }
  }

  private void meta() {
    switch (peek()) {
      case "l4proto" -> {
        at++;
        draft.protocol = FirewallDraft.protocol(value());
      }
      case "mark" -> {
        at++;
        mark();
      }
      default -> {
        // Its word says the rest: iifname, …
      }
    }
  }

  private void port(String protocol) {
    if (peek().equals("dport") || peek().equals("sport")) {
      boolean isSource = words.get(at++).equals("sport");
      draft.protocol = protocol.equals("th") ? draft.protocol : protocol;
      var ports = value();
      if (isSource) {
        draft.sport = ports;
      } else {
        draft.dport = ports;
      }
    }
  }

  private void tracking() {
    switch (peek()) {
      case "state" -> {
        at++;
        draft.states = value();
      }
      case "zone" -> {
        at++;
        if (peek().equals("set")) {
          at++;
          draft.zone(value());
        }
      }
      case "mark" -> {
        at++;
        mark();
      }
      default -> {
        // Another of its properties.
      }
    }
  }

  private void mark() {
    if (peek().equals("set")) {
      at++;
      draft.mark = value();
    }
  }

  /// `counter packets 12 bytes 720`
  private void counter() {
    if (peek().equals("packets") && at + 3 < words.size()) {
      draft.packets = Digits.decimal(words.get(at + 1));
      draft.bytes = Digits.decimal(words.get(at + 3));
      at += 4;
    }
  }

  private void action(String word) {
    switch (word) {
      case "accept", "drop", "return", "queue", "reject", "continue", "notrack" ->
          draft.verdict = word;
      case "jump", "goto" -> {
        draft.verdict = word;
        draft.target = value();
      }
      case "snat", "dnat", "masquerade", "redirect", "tproxy" -> translate(word);
      case "log" -> {
        if (draft.verdict == null) {
          draft.verdict = word;
        }
      }
      case "xt" -> {
        if (peek().equals("target")) {
          at++;
          draft.iptablesTarget(value().toUpperCase(Locale.ROOT));
        }
      }
      default -> {
        // Of a match that has no column.
      }
    }
  }

  /// `dnat ip prefix to 203.0.113.0/24`, `redirect to :3129`, `dnat to tcp dport map @forwards`
  private void translate(String how) {
    draft.verdict = how;
    while (List.of("ip", "ip6", "prefix", "interval", "addr", ".", "port").contains(peek())) {
      at++;
    }
    if (!peek().equals("to")) {
      return;
    }
    at++;
    var to = peek();
    if (to.startsWith(":") || isAddress(to)) {
      at++;
      draft.translation(to);
    } else {
      draft.target = String.join(" ", words.subList(at, words.size()));
      at = words.size();
    }
  }

  private static boolean isAddress(String word) {
    var first = word.replaceAll("^\\[|[\\]-].*$", "");
    int colon = first.indexOf(':');
    boolean hasPort = colon > 0 && first.indexOf(':', colon + 1) < 0;
    return IpNetwork.of(hasPort ? first.substring(0, colon) : first).isPresent();
  }
}
