package dev.casebook.diagnosis;

import dev.casebook.verdicts.NoteLabel;
import dev.casebook.verdicts.Severity;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/// A troubleshooting note: what a person wrote down of one known problem, and how to know it.
///
/// @param file its `note.md`
/// @param applies names of things, such as `kubelet`, of which one has to be installed or running
///   for the note to be applicable; empty if it always is
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

  /// The same note, its blocks with the relations that they name.
  Note naming(Function<Block, Set<String>> relations) {
    return new Note(
        file,
        id,
        title,
        severity,
        tags,
        applies,
        explains,
        aliases,
        parameters,
        signals,
        references,
        symptom,
        analysis.stream().map(block -> block.naming(relations.apply(block))).toList(),
        detects.stream().map(block -> block.naming(relations.apply(block))).toList(),
        finding,
        cause,
        remedy,
        experimental);
  }

  /// Every table and signal that a block names, and the tables that tell what is installed where
  /// that matters.
  public Set<String> relations() {
    var all = new TreeSet<>(applies.isEmpty() ? List.of() : Installed.TABLES);
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
  /// @param relations the tables and signals (`signal.NAME`) that it names, as DuckDB's parser
  ///   finds them; empty until [Note#naming] has asked it
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
      relations = Collections.unmodifiableSet(new TreeSet<>(relations));
      negates = Collections.unmodifiableSet(new TreeSet<>(negates));
      optional = Collections.unmodifiableSet(new TreeSet<>(optional));
    }

    /// What a relation is to a block.
    public enum Role {
      /// The block has no rows where it has none.
      NEEDED,
      /// The block concludes from its lack of rows, so all of it must have been seen.
      NEGATED,
      /// It counts as empty where it is absent.
      OPTIONAL
    }

    Block naming(Set<String> found) {
      return new Block(heading, sql, found, negates, optional, findsOnly, line);
    }

    Role role(String relation) {
      if (optional.contains(relation)) {
        return Role.OPTIONAL;
      }
      return negates.contains(relation) ? Role.NEGATED : Role.NEEDED;
    }
  }
}
