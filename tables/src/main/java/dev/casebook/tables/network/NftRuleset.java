package dev.casebook.tables.network;

import dev.casebook.tables.Line;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Text;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads what `nft list ruleset` prints.
///
/// ```
/// table ip nat {
/// 	chain postrouting {
/// 		type nat hook postrouting priority srcnat; policy accept;
/// 		ip saddr 10.244.0.0/16 oifname "up0" counter packets 0 bytes 0 masquerade # handle 4
/// ```
///
/// Sets, maps and flow tables are passed by. A rule with a long set goes on in the next lines.
final class NftRuleset {

  private static final Pattern TABLE = Pattern.compile("table (\\S+) (\\S+) \\{");

  private static final Pattern CHAIN = Pattern.compile("chain (\\S+) \\{");

  private static final Pattern BASE =
      Pattern.compile(
          "type \\S+ hook (\\S+) (?:devices? .*)?priority [^;]*;(?: policy (\\S+);)?.*");

  private static final Pattern HANDLE = Pattern.compile("\\s*# handle \\d+$");

  private static final Pattern COUNTER = Pattern.compile("counter packets \\d+ bytes \\d+");

  private final Rows<FirewallRule> rows;
  private final @Nullable String namespace;
  private final FirewallDraft.Positions positions = new FirewallDraft.Positions();
  private String family = "";
  private String table = "";
  private FirewallDraft.@Nullable Chain chain;

  /// Braces of something else than a table or chain that are still open.
  private int open;

  /// A rule whose braces are not all closed yet, where it begins, and how many are open.
  private final StringBuilder begun = new StringBuilder();

  private long begunAt;
  private int begunOpen;

  private NftRuleset(@Nullable String namespace, Rows<FirewallRule> rows) {
    this.namespace = namespace;
    this.rows = rows;
  }

  static void parse(Text text, @Nullable String namespace, Rows<FirewallRule> rows) {
    var reader = new NftRuleset(namespace, rows);
    for (var line : text.lines()) {
      if (!line.isNoise() && !IptablesText.isWarning(line)) {
        reader.take(line);
      }
    }
    if (!reader.table.isEmpty()) {
      rows.lacksRows("ends in the midst of a table");
    }
  }

  private void take(Line line) {
    var content = HANDLE.matcher(line.text().strip()).replaceFirst("");
    if (begunOpen > 0) {
      join(line, content);
    } else if (open > 0) {
      open += Math.max(braces(content), -open);
    } else if (content.equals("}")) {
      close();
    } else if (table.isEmpty()) {
      beginTable(line, content);
    } else if (chain == null) {
      beginPart(line, content);
    } else {
      join(line, content);
    }
  }

  private void close() {
    if (chain == null) {
      table = "";
    }
    chain = null;
  }

  private void beginTable(Line line, String content) {
    var head = TABLE.matcher(content);
    if (head.matches()) {
      family = family(head.group(1));
      table = head.group(2);
    } else {
      rows.reject(line, "not of a ruleset of nft");
    }
  }

  /// `ip` and `ip6` are families like those of other tables.
  static String family(String told) {
    return switch (told) {
      case "ip" -> "ipv4";
      case "ip6" -> "ipv6";
      default -> told;
    };
  }

  private void beginPart(Line line, String content) {
    var head = CHAIN.matcher(content);
    if (head.matches()) {
      chain = new FirewallDraft.Chain(family, table, head.group(1), null, null, namespace);
    } else if (content.endsWith("{")) {
      open = 1;
    } else if (!content.startsWith("flags ") && !content.startsWith("comment ")) {
      rows.reject(line, "neither a chain nor a set of nft");
    }
  }

  /// Takes a rule once all its braces are closed.
  private void join(Line next, String content) {
    if (begunOpen == 0) {
      begunAt = next.offset();
    } else {
      begun.append(' ');
    }
    begun.append(content);
    begunOpen += braces(content);
    if (begunOpen > 0 && begun.length() < RULE_MAX) {
      return;
    }
    statement(new Line(begunAt, begun.toString()));
    begun.setLength(0);
    begunOpen = 0;
  }

  private void statement(Line line) {
    var base = BASE.matcher(line.text());
    if (chain == null) {
      return;
    }
    if (base.matches()) {
      var policy = base.group(2);
      chain =
          new FirewallDraft.Chain(family, table, chain.name(), base.group(1), policy, namespace);
    } else if (line.text().startsWith("comment ") && positionsAreNew()) {
      return;
    } else {
      rule(line, chain);
    }
  }

  /// A set of 10,000 addresses is 160 KB; a longer rule is taken as far as it was read.
  private static final int RULE_MAX = 256 * 1024;

  /// A chain's own comment stands before its rules.
  private boolean positionsAreNew() {
    return chain != null && !positions.hasAny(chain);
  }

  private void rule(Line line, FirewallDraft.Chain in) {
    var draft = new FirewallDraft();
    new NftStatement(IptablesSave.quotedWords(line.text()), draft).read();
    var text = COUNTER.matcher(line.text()).replaceFirst("counter");
    rows.add(line, draft.done(in, positions.next(in), text));
  }

  /// Braces opened less those closed, outside quotes.
  private static int braces(String text) {
    int open = 0;
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (!quoted) {
        open += c == '{' ? 1 : c == '}' ? -1 : 0;
      }
    }
    return open;
  }
}
