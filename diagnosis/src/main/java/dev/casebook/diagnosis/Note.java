package dev.casebook.diagnosis;

import dev.casebook.verdicts.NoteLabel;
import dev.casebook.verdicts.Severity;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// A troubleshooting note: what a person wrote down of one known problem, and how to know it.
///
/// @param file its `note.md`
/// @param applies tables or signals without rows of which the note is not applicable
/// @param explains ids of notes whose findings on the same host and subject this one explains
/// @param aliases ids that the note had earlier
/// @param analysis the author's hypotheses, in order
/// @param detects the ways to know the problem
/// @param finding the sentence, with `{column}` for values
/// @param experimental no `fires/` evidence stands beside it
public record Note(
    Path file,
    String id,
    String title,
    Severity severity,
    List<String> tags,
    List<String> applies,
    List<String> explains,
    List<String> aliases,
    List<Parameter> parameters,
    List<SignalDefinition> signals,
    List<String> references,
    String symptom,
    List<Block> analysis,
    List<Block> detects,
    String finding,
    String cause,
    String remedy,
    boolean experimental) {

  public Note {
    tags = List.copyOf(tags);
    applies = List.copyOf(applies);
    explains = List.copyOf(explains);
    aliases = List.copyOf(aliases);
    parameters = List.copyOf(parameters);
    signals = List.copyOf(signals);
    references = List.copyOf(references);
    analysis = List.copyOf(analysis);
    detects = List.copyOf(detects);
  }

  public NoteLabel label() {
    return new NoteLabel(id, title, severity, experimental);
  }

  /// Every table and signal that a block or `applies` names.
  public Set<String> relations() {
    var all = new java.util.TreeSet<>(applies);
    analysis.forEach(block -> all.addAll(block.relations()));
    detects.forEach(block -> all.addAll(block.relations()));
    return all;
  }

  /// A number or word in the note's SQL that a user may set: `$name`.
  ///
  /// @param unit of the value, for people; may be empty
  public record Parameter(String name, String value, String unit) {}

  /// A named pattern over log lines.
  ///
  /// @param in which logs can carry it: programs, units or parts of log paths
  public record SignalDefinition(String name, List<String> in, String match) {
    public SignalDefinition {
      in = List.copyOf(in);
    }
  }

  /// One SQL block under its heading: a hypothesis of the analysis, or a way to detect.
  ///
  /// @param relations the tables and signals (`signal.NAME`) that it names
  /// @param negates those whose absence of rows it draws its conclusion from
  /// @param optional those that it can do without: they count as empty where they are absent
  /// @param findsOnly whether its lack of rows says nothing, as where a program tells of the fault
  ///   only if it logs more than usual
  /// @param line where the SQL begins in the note's file
  public record Block(
      String heading,
      String sql,
      Set<String> relations,
      Set<String> negates,
      Set<String> optional,
      boolean findsOnly,
      int line) {

    public Block {
      relations = java.util.Collections.unmodifiableSet(new java.util.TreeSet<>(relations));
      negates = java.util.Collections.unmodifiableSet(new java.util.TreeSet<>(negates));
      optional = java.util.Collections.unmodifiableSet(new java.util.TreeSet<>(optional));
    }
  }
}
