package dev.casebook.diagnosis;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// The tables and signals that a note's SQL names after FROM and JOIN, found without a database, so
/// that what a note needs is known before anything is started. The linter holds this equal to what
/// DuckDB's parser finds.
final class RelationNames {

  private static final Pattern NOISE =
      Pattern.compile("'(?:[^']|'')*'|--[^\\n]*|/\\*.*?\\*/", Pattern.DOTALL);

  private static final Pattern RELATION =
      Pattern.compile(
          "(?<!distinct )\\b(?:from|join)\\s+([a-z_][a-z0-9_]*(?:\\.[a-z_][a-z0-9_]*)?)(?!\\s*\\()");

  private static final Pattern OWN =
      Pattern.compile(
          "(?:\\bwith\\s+(?:recursive\\s+)?|,\\s*|\\)\\s*)([a-z_][a-z0-9_]*)(?:\\s*\\([^()]*\\))?\\s+as\\s+(?:materialized\\s+)?\\(");

  private RelationNames() {}

  static Set<String> in(String sql) {
    var text = NOISE.matcher(sql).replaceAll("''").toLowerCase(Locale.ROOT);
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
