package dev.casebook.diagnosis;

import dev.casebook.signals.SignalPattern;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/// A relation made of tables, signals and other views by one SELECT: a page of its own, or `##
/// Given` in a note.
///
/// @param file the page, or the note
/// @param meaning what one row is
/// @param columns in the order of its page; empty for one that is given in a note
/// @param signals private to it
public record View(
    Path file,
    String name,
    String meaning,
    List<Column> columns,
    List<SignalDefinition> signals,
    Block block)
    implements NoteIndex.Content {

  public View {
    columns = List.copyOf(columns);
    signals = List.copyOf(signals);
  }

  /// @param meaning in words; empty where its name says it
  public record Column(String name, String meaning) {}

  /// Whose signals its own are, where those of notes go by the note's id.
  public String owner() {
    return "view " + name;
  }

  /// What is looked for in logs.
  public List<SignalPattern> patterns() {
    return signals.stream().map(signal -> signal.of(owner())).toList();
  }

  View with(UnaryOperator<Block> change) {
    return new View(
        file,
        name,
        meaning,
        columns,
        signals.stream().map(signal -> signal.with(change)).toList(),
        change.apply(block));
  }

  /// The tables and views that it names, and the tables that tell whether its signals are silent.
  Set<String> relations() {
    var all = new TreeSet<>(block.relations());
    signals.forEach(signal -> all.addAll(signal.relations()));
    return all;
  }
}
