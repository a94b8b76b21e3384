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

/// Reads what iptables-save and `iptables -S` print: rules as the options that made them.
///
/// ```
/// *nat
/// :POSTROUTING ACCEPT [0:0]
/// [2:168] -A POSTROUTING -s 192.0.2.0/24 -o up0 -j MASQUERADE
/// COMMIT
/// ```
final class IptablesSave {

  private final IptablesText of;
  private final Rows<FirewallRule> rows;
  private final Map<String, FirewallDraft.Chain> chains = new HashMap<>();
  private final FirewallDraft.Positions positions = new FirewallDraft.Positions();
  private String table;

  private IptablesSave(IptablesText of, Rows<FirewallRule> rows) {
    this.of = of;
    this.rows = rows;
    this.table = of.table();
  }

  static void parse(Text text, @Nullable String namespace, Rows<FirewallRule> rows) {
    var reader = new IptablesSave(IptablesText.of(text, namespace), rows);
    for (var line : text.lines()) {
      if (!line.isNoise() && !IptablesText.isWarning(line)) {
        reader.take(line);
      }
    }
  }

  private void take(Line line) {
    var words = quotedWords(line.text());
    var first = words.getFirst();
    if (first.startsWith("*") && first.length() > 1) {
      table = first.substring(1);
    } else if (first.startsWith(":") && words.size() > 1) {
      chain(first.substring(1), words.get(1));
    } else if (first.equals("-P") && words.size() > 2) {
      chain(words.get(1), words.get(2));
    } else if (first.equals("-A") && words.size() > 2) {
      rule(line, words, 1);
    } else if (first.startsWith("[") && words.size() > 3 && words.get(1).equals("-A")) {
      rule(line, words, 2);
    } else if (!first.equals("COMMIT") && !first.equals("-N")) {
      rows.reject(line, "no rule of iptables");
    }
  }

  private void chain(String name, String policy) {
    chains.put(table + " " + name, of.chain(table, name, policy));
  }

  private void rule(Line line, List<String> words, int at) {
    var name = words.get(at);
    var chain = chains.computeIfAbsent(table + " " + name, _ -> of.chain(table, name, "-"));
    var draft = new FirewallDraft();
    if (at == 2) {
      counters(words.getFirst(), draft);
    }
    new Options(words, at + 1, draft).read();
    var text = line.text().strip();
    rows.add(
        line,
        draft.done(
            chain, positions.next(chain), at == 2 ? text.substring(text.indexOf("-A")) : text));
  }

  /// `[2:168]`
  private static void counters(String text, FirewallDraft draft) {
    var counts = text.replaceAll("[\\[\\]]", "").split(":", -1);
    if (counts.length == 2) {
      draft.packets = Digits.decimal(counts[0]);
      draft.bytes = Digits.decimal(counts[1]);
    }
  }

  /// Words, of which a quoted one may hold blanks.
  static List<String> quotedWords(String text) {
    var words = new ArrayList<String>();
    var word = new StringBuilder();
    boolean quoted = false;
    boolean begun = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && quoted && i + 1 < text.length()) {
        word.append(text.charAt(++i));
      } else if (c == '"') {
        quoted = !quoted;
        begun = true;
      } else if (Character.isWhitespace(c) && !quoted) {
        if (begun) {
          words.add(word.toString());
        }
        word.setLength(0);
        begun = false;
      } else {
        word.append(c);
        begun = true;
      }
    }
    if (begun) {
      words.add(word.toString());
    }
    return words;
  }

  /// The options of one rule. What is not known has its value passed by as if it were a match.
  private static final class Options {
    private final List<String> words;
    private final FirewallDraft draft;
    private int at;
    private boolean not;

    Options(List<String> words, int at, FirewallDraft draft) {
      this.words = words;
      this.at = at;
      this.draft = draft;
    }

    void read() {
      while (at < words.size()) {
        var option = words.get(at++);
        if (option.equals("!")) {
          not = true;
        } else {
          take(option);
          not = false;
        }
      }
    }

    private String value() {
      return at < words.size() ? (not ? "!" : "") + words.get(at++) : "";
    }

    private void take(String option) {
      switch (option) {
        case "-i" -> draft.in = value();
        case "-o" -> draft.out = value();
        case "-p" -> draft.protocol = FirewallDraft.protocol(value());
        case "-s" -> draft.source = value();
        case "-d" -> draft.destination = value();
        case "--sport", "--sports", "--source-ports" -> draft.sport = value();
        case "--dport", "--dports", "--destination-ports", "--ports" -> draft.dport = value();
        case "--ctstate", "--state" -> draft.states = value().toLowerCase(Locale.ROOT);
        case "--comment" -> draft.comment = value();
        case "-c" -> {
          draft.packets = Digits.decimal(value());
          draft.bytes = Digits.decimal(value());
        }
        default -> target(option);
      }
    }

    private void target(String option) {
      switch (option) {
        case "-j" -> draft.iptablesTarget(value());
        case "-g" -> {
          draft.verdict = "goto";
          draft.target = value();
        }
        case "--to-destination", "--to-source", "--to" -> draft.translation(value());
        case "--to-ports" -> draft.targetPort = value();
        case "--notrack" -> draft.notrack();
        case "--zone", "--zone-orig", "--zone-reply" -> draft.zone(value());
        case "--set-xmark", "--set-mark", "--queue-num" -> draft.target = value();
        default -> {
          // A match of its own, whose value is a word as well.
        }
      }
    }
  }
}
