package dev.casebook.diagnosis;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// The tables and signals that a note's SQL names after FROM and JOIN, found without a database, so
/// that what a note needs is known before anything is started. The linter holds this equal to what
/// DuckDB's parser finds.
final class RelationNames {

  /// Two quotes in a literal end one and begin the next, which comes to the same here.
  private static final Pattern NOISE =
      Pattern.compile("'[^']*'|--[^\\n]*|/\\*.*?\\*/", Pattern.DOTALL);

  /// A FROM that names no relation: `extract(year from x)`, `trim(both ' ' from x)`, `is distinct
  /// from x`.
  private static final Pattern OTHER_FROM =
      Pattern.compile(
          "\\b(?:extract|trim|substring|overlay)\\s*\\([^()]*?\\bfrom\\b|\\bdistinct\\s+from\\b");

  /// What is followed by `(` is a function.
  private static final Pattern RELATION =
      Pattern.compile(
          "\\b(?:from|join)\\s+([a-z_][a-z0-9_]*+(?:\\.[a-z_][a-z0-9_]*+)?+)(?!\\s*\\()");

  private static final Pattern OWN =
      Pattern.compile(
          "(?:\\bwith\\s+(?:recursive\\s+)?|,\\s*|\\)\\s*)([a-z_][a-z0-9_]*)(?:\\s*\\([^()]*\\))?\\s+as\\s+(?:materialized\\s+)?\\(");

  private RelationNames() {}

  static Set<String> in(String sql) {
    var code = NOISE.matcher(sql).replaceAll("''").toLowerCase(Locale.ROOT);
    var text = OTHER_FROM.matcher(code).replaceAll("(");
    var names = new LinkedHashSet<String>();
    var relation = RELATION.matcher(text);
    while (relation.find()) {
      names.add(relation.group(1));
    }
    var own = OWN.matcher(text);
    while (own.find()) {
      names.remove(own.group(1));
    }
    names.remove("lateral");
    names.remove("unnest");
    return names;
  }
}
