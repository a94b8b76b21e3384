package dev.casebook.wings.accounts.targets.hosts;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The file of sudoers(5) that casebook alone writes: a line for each rule of each account.
///
/// The last line that speaks of a command is right, so that higher orders stand behind lower ones,
/// and in one order what is denied stands behind what is allowed.
final class SudoersFile {

  static final String PATH = "/etc/sudoers.d/casebook";

  static final String HEADER = "# Kept by casebook accounts: changes here are lost.";

  /// `order 10: (root) NOPASSWD: /usr/bin/id`, a rule as a value of an item.
  private static final Pattern VALUE =
      Pattern.compile("order (?<order>\\d{1,9}): (?<rest>\\([^()]+\\) .+)");

  private static final Pattern ORDER = Pattern.compile("# order (\\d{1,9})");
  private static final Pattern LINE =
      Pattern.compile("(?<account>[a-z_][a-z0-9_.-]*) ALL = (?<rest>\\([^()]+\\) .+)");

  private record Line(int order, boolean denies, String account, String rest)
      implements Comparable<Line> {

    static Line of(String account, String value) {
      var matcher = VALUE.matcher(value);
      if (!matcher.matches()) {
        throw new IllegalArgumentException(value);
      }
      return of(Integer.parseInt(matcher.group("order")), account, matcher.group("rest"));
    }

    static Line of(int order, String account, String rest) {
      return new Line(order, rest.charAt(rest.indexOf(") ") + 2) == '!', account, rest);
    }

    @Override
    public int compareTo(Line other) {
      int byOrder = Integer.compare(order, other.order);
      int byDenial = Boolean.compare(denies, other.denies);
      int byAccount = account.compareTo(other.account);
      return byOrder != 0
          ? byOrder
          : byDenial != 0 ? byDenial : byAccount != 0 ? byAccount : rest.compareTo(other.rest);
    }
  }

  private SudoersFile() {}

  static String rule(int order, String rest) {
    return "order %d: %s".formatted(order, rest);
  }

  /// @param rules by account, as [#rule] writes them
  static String text(Map<String, ? extends Collection<String>> rules) {
    var lines = new TreeSet<Line>();
    rules.forEach((account, values) -> values.forEach(value -> lines.add(Line.of(account, value))));
    var text = new StringBuilder(HEADER).append('\n');
    int order = -1;
    for (var line : lines) {
      if (line.order != order) {
        order = line.order;
        text.append("# order %d\n".formatted(order));
      }
      text.append("%s ALL = %s\n".formatted(line.account, line.rest));
    }
    return text.toString();
  }

  /// The rules of a file by account; empty if it is not just as we write it.
  static Optional<SortedMap<String, SortedSet<String>>> rules(String text) {
    var rules = new TreeMap<String, SortedSet<String>>();
    int order = -1;
    for (var line : body(text)) {
      var section = ORDER.matcher(line);
      var rule = LINE.matcher(line);
      if (section.matches()) {
        order = Integer.parseInt(section.group(1));
      } else if (rule.matches() && order >= 0) {
        rules
            .computeIfAbsent(rule.group("account"), _ -> new TreeSet<>())
            .add(rule(order, rule.group("rest")));
      } else {
        return Optional.empty();
      }
    }
    return text.isEmpty() || text(rules).equals(text) ? Optional.of(rules) : Optional.empty();
  }

  private static List<String> body(String text) {
    var lines = new ArrayList<>(text.lines().toList());
    if (!lines.isEmpty() && lines.getFirst().equals(HEADER)) {
      lines.removeFirst();
    }
    return lines;
  }
}
