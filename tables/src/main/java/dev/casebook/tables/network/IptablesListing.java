package dev.casebook.tables.network;

import dev.casebook.formats.network.IpNetwork;
import dev.casebook.tables.Digits;
import dev.casebook.tables.Line;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Text;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads what `iptables -L` prints, with or without `-n`, `-v`, `-x` and `--line-numbers`.
///
/// ```
/// Chain FORWARD (policy ACCEPT 0 packets, 0 bytes)
///  pkts bytes target     prot opt in     out     source               destination
///     2   168 DROP       1    --  *      *       0.0.0.0/0            0.0.0.0/0
/// ```
///
/// Without `-v` it shows no interfaces. A rule without a target, and ip6tables without options,
/// leave their columns blank.
final class IptablesListing {

  private static final Pattern CHAIN =
      Pattern.compile("Chain (\\S+) \\((?:policy (\\S+?)(?: .*)?|\\d+ references?)\\)");

  private static final Pattern COMMENT = Pattern.compile("/\\* (.*) \\*/");

  private final IptablesText of;
  private final Rows<FirewallRule> rows;
  private final FirewallDraft.Positions positions = new FirewallDraft.Positions();
  private FirewallDraft.@Nullable Chain chain;
  private boolean numbered;
  private boolean verbose;

  private IptablesListing(IptablesText of, Rows<FirewallRule> rows) {
    this.of = of;
    this.rows = rows;
  }

  static void parse(Text text, @Nullable String namespace, Rows<FirewallRule> rows) {
    var reader = new IptablesListing(IptablesText.of(text, namespace), rows);
    for (var line : text.lines()) {
      if (!line.isNoise() && !IptablesText.isWarning(line)) {
        reader.take(line);
      }
    }
  }

  private void take(Line line) {
    var head = CHAIN.matcher(line.text().strip());
    var words = Arrays.asList(line.words());
    if (head.matches()) {
      var policy = head.group(2);
      chain = of.chain(of.table(), head.group(1), policy == null ? "-" : policy);
    } else if (words.contains("target") && words.contains("source")) {
      numbered = words.getFirst().equals("num");
      verbose = words.contains("pkts");
    } else if (chain == null || !rule(line, words, chain)) {
      rows.reject(line, "no rule of iptables");
    }
  }

  private boolean rule(Line line, List<String> words, FirewallDraft.Chain in) {
    int first = (numbered ? 1 : 0) + (verbose ? 2 : 0);
    int source = source(words, first);
    int before = source - (verbose ? 2 : 0);
    if (source < 0 || before <= first) {
      return false;
    }
    var draft = new FirewallDraft();
    int last = isOption(words.get(before - 1)) ? before - 1 : before;
    if (last - first < 1 || last - first > 2) {
      return false;
    }
    if (last - first == 2) {
      draft.iptablesTarget(words.get(first));
    }
    draft.protocol = FirewallDraft.protocol(words.get(last - 1));
    if (verbose) {
      draft.packets = count(words.get(first - 2));
      draft.bytes = count(words.get(first - 1));
      draft.in = device(words.get(before));
      draft.out = device(words.get(before + 1));
    }
    draft.source = network(words.get(source));
    draft.destination = network(words.get(source + 1));
    extras(String.join(" ", words.subList(source + 2, words.size())), draft);
    var rule = String.join(" ", words.subList(first, words.size()));
    rows.add(line, draft.done(in, positions.next(in), rule));
    return true;
  }

  /// Two networks beside each other are the source and the destination.
  private int source(List<String> words, int from) {
    int least = from + (verbose ? 3 : 1);
    for (int i = least; i + 1 < words.size() && i <= least + 2; i++) {
      if (isNetwork(words.get(i)) && isNetwork(words.get(i + 1))) {
        return i;
      }
    }
    // With names in their place, the column before them tells.
    int option = from + 2;
    boolean named = option + 1 < words.size() && isOption(words.get(option));
    int named0 = option + (verbose ? 3 : 1);
    return named && named0 + 1 < words.size() ? named0 : -1;
  }

  private static boolean isNetwork(String word) {
    return word.equals("anywhere")
        || IpNetwork.of(word.startsWith("!") ? word.substring(1) : word).isPresent();
  }

  private static boolean isOption(String word) {
    return word.equals("--") || word.equals("-f") || word.equals("!f");
  }

  private static @Nullable String device(String word) {
    return word.equals("*") || word.equals("any") ? null : word;
  }

  private static @Nullable String network(String word) {
    return word.equals("anywhere") || word.equals("0.0.0.0/0") || word.equals("::/0") ? null : word;
  }

  /// `12`, `609K`, `40M`
  private static @Nullable Long count(String word) {
    int unit = "KMGT".indexOf(word.charAt(word.length() - 1));
    var number = Digits.decimal(unit < 0 ? word : word.substring(0, word.length() - 1));
    if (number == null || unit < 0 || number > Integer.MAX_VALUE) {
      return number;
    }
    return number * Math.powExact(1000L, unit + 1);
  }

  /// What stands behind the destination: matches and what belongs to the target.
  private static void extras(String text, FirewallDraft draft) {
    var comment = COMMENT.matcher(text);
    var rest = text;
    if (comment.find()) {
      draft.comment = comment.group(1);
      rest = text.substring(0, comment.start()) + text.substring(comment.end());
    }
    if (rest.contains("[goto]")) {
      draft.verdict = "goto";
    }
    var words = Line.words(rest);
    for (int i = 0; i < words.length; i++) {
      glued(words[i], draft);
      if (i + 1 < words.length) {
        pair(words[i], words[i + 1], draft);
      }
    }
  }

  private static void glued(String word, FirewallDraft draft) {
    int colon = word.indexOf(':');
    if (colon > 0) {
      var value = word.substring(colon + 1);
      switch (word.substring(0, colon)) {
        case "dpt", "dpts" -> draft.dport = value;
        case "spt", "spts" -> draft.sport = value;
        case "to" -> draft.translation(value);
        default -> {
          // Of another match.
        }
      }
    }
  }

  private static void pair(String word, String next, FirewallDraft draft) {
    switch (word) {
      case "dports", "ports" -> {
        if ("redirect".equals(draft.verdict)) {
          draft.targetPort = next;
        } else {
          draft.dport = next;
        }
      }
      case "sports" -> draft.sport = next;
      case "ctstate", "state" -> draft.states = next.toLowerCase(Locale.ROOT);
      case "CT" -> {
        if (next.equals("notrack")) {
          draft.notrack();
        }
      }
      case "zone" -> draft.zone(next);
      case "set", "xset" -> {
        if ("mark".equals(draft.verdict)) {
          draft.target = next;
        }
      }
      default -> {
        // Of another match.
      }
    }
  }
}
