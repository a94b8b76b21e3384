package dev.casebook.investigate;

import dev.casebook.diagnosis.Block;
import dev.casebook.diagnosis.Casebook;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What notes ask of tables: which words they look for there, and which columns they name.
final class Concern {

  private static final Pattern LITERAL = Pattern.compile("'([^']{3,})'");
  private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9_]*");

  /// What names nothing by itself: each row has it, or it is a word of many meanings.
  private static final Set<String> PLAIN = Set.of("value", "name", "file", "version", "key");

  private final Map<String, Map<String, String>> words = new HashMap<>();
  private final Map<String, Map<String, String>> columns = new HashMap<>();

  static Concern of(Casebook casebook) {
    var concern = new Concern();
    for (var note : casebook.notes()) {
      note.blocks().forEach(block -> concern.add(block, note.id()));
      note.views().forEach(view -> concern.add(view.block(), note.id()));
      note.header()
          .applies()
          .forEach(thing ->
              concern
                  .words
                  .computeIfAbsent("packages", _ -> new TreeMap<>())
                  .putIfAbsent(thing, note.id()));
    }
    return concern;
  }

  private void add(Block block, String note) {
    for (var table : block.relations()) {
      var literals = words.computeIfAbsent(table, _ -> new TreeMap<>());
      LITERAL
          .matcher(block.sql())
          .results()
          .map(match -> match.group(1).replace("%", ""))
          .forEach(word -> literals.putIfAbsent(word, note));
      var named = columns.computeIfAbsent(table, _ -> new TreeMap<>());
      WORD.matcher(block.sql()).results().forEach(m -> named.putIfAbsent(m.group(), note));
    }
  }

  /// The note that looks for one of these values in this table.
  Optional<String> wordIn(String table, List<@Nullable String> values) {
    var known = words.getOrDefault(table, Map.of());
    return values.stream()
        .flatMap(value ->
            value == null ? Stream.empty() : Stream.of(value, value.replaceFirst("\\.so$", "")))
        .filter(known::containsKey)
        .map(known::get)
        .findFirst();
  }

  /// The note that names this column of this table.
  Optional<String> column(String table, String column) {
    return PLAIN.contains(column)
        ? Optional.empty()
        : Optional.ofNullable(columns.getOrDefault(table, Map.of()).get(column));
  }
}
