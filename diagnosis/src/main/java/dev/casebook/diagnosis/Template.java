package dev.casebook.diagnosis;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A note's text with `{column}` in it, to be filled with a finding's values. Inside a fenced
/// block, which people paste into a shell, every value is quoted for the shell, whatever it holds.
record Template(String text) {

  private static final Pattern PLACEHOLDER = Pattern.compile("(?<!\\$)\\{([a-z][a-z0-9_]*)\\}");

  /// The columns that the text names.
  Set<String> names() {
    var names = new LinkedHashSet<String>();
    var matcher = PLACEHOLDER.matcher(text);
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }

  String fill(Function<String, String> values) {
    var out = new StringBuilder();
    boolean fenced = false;
    for (var line : text.lines().toList()) {
      boolean fence = line.startsWith("```");
      fenced ^= fence;
      out.append(out.isEmpty() ? "" : "\n");
      out.append(fill(line, fenced ? name -> ShellWord.quoted(values.apply(name)) : values));
    }
    return out.toString();
  }

  private static String fill(String line, Function<String, String> values) {
    return PLACEHOLDER
        .matcher(line)
        .replaceAll(match -> Matcher.quoteReplacement(values.apply(match.group(1))));
  }

  /// The first placeholder in a fenced block that does not stand alone: one inside quotes would be
  /// quoted twice and so not at all. Empty if all do.
  String misplaced() {
    boolean fenced = false;
    for (var line : text.lines().toList()) {
      fenced ^= line.startsWith("```");
      var matcher = PLACEHOLDER.matcher(line);
      while (fenced && matcher.find()) {
        if (!standsAlone(line, matcher)) {
          return matcher.group();
        }
      }
    }
    return "";
  }

  private static boolean standsAlone(String line, Matcher placeholder) {
    var before = line.substring(0, placeholder.start());
    long single = before.chars().filter(c -> c == '\'').count();
    long twice = before.chars().filter(c -> c == '"').count();
    long back = before.chars().filter(c -> c == '`').count();
    return single % 2 == 0 && twice % 2 == 0 && back % 2 == 0 && !before.endsWith("\\");
  }
}
