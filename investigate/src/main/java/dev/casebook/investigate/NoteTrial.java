package dev.casebook.investigate;

import dev.casebook.diagnosis.Casebook;
import dev.casebook.diagnosis.Note;
import dev.casebook.diagnosis.NoteLint;
import dev.casebook.diagnosis.Parameters;
import dev.casebook.evidence.Sources;
import dev.casebook.query.Schema;
import dev.casebook.tables.Catalogue;
import dev.casebook.verdicts.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Runs a note against the evidence beside it: it must fire on every `fires/` folder with the
/// expected words, and say clear, or not applicable, on every `clear/` folder.
public final class NoteTrial {

  private final Sources sources;
  private final Catalogue catalogue;
  private final Casebook casebook;
  private final Optional<Path> cache;
  private final Optional<List<String>> child;

  /// @param cache folder for compiled patterns
  /// @param child the command that starts a process for each note, if they come from outside; see
  ///   [ForeignNotes]
  public NoteTrial(
      Sources sources,
      Catalogue catalogue,
      Casebook casebook,
      Optional<Path> cache,
      Optional<List<String>> child) {
    this.sources = sources;
    this.catalogue = catalogue;
    this.casebook = casebook;
    this.cache = cache;
    this.child = child;
  }

  /// What the trial of one note came to.
  ///
  /// @param passed the folders that came out right
  /// @param failures what went wrong, each in one line
  public record Result(String note, int passed, List<String> failures) {
    public Result {
      failures = List.copyOf(failures);
    }
  }

  /// @param schema to lint the note with
  public Result of(Note note, Schema schema) {
    var failures =
        new ArrayList<>(
            child.isEmpty() ? NoteLint.complaints(note, schema) : complaintsOfChild(note));
    int passed = 0;
    if (failures.isEmpty()) {
      for (var folder : folders(note, "fires")) {
        passed += fires(note, folder, failures);
      }
      for (var folder : folders(note, "clear")) {
        passed += clear(note, folder, failures);
      }
    }
    return new Result(note.id(), passed, failures);
  }

  /// The child lints a note before it looks at a source; any will do, and the note is one.
  private List<String> complaintsOfChild(Note note) {
    return verdicts(note, note.file()).stream()
        .filter(Verdict.Failed.class::isInstance)
        .map(NoteTrial::describe)
        .toList();
  }

  private static List<Path> folders(Note note, String kind) {
    var folder = note.file().resolveSibling(kind);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var children = Files.list(folder)) {
      return children.filter(path -> !path.toString().endsWith(".expected")).sorted().toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private int fires(Note note, Path folder, List<String> failures) {
    var said =
        verdicts(note, folder).stream()
            .map(verdict -> verdict instanceof Verdict.Finding f ? f.summary() : describe(verdict))
            .collect(Collectors.joining("\n"));
    var expected = expected(folder);
    if (said.equals(expected)) {
      return 1;
    }
    failures.add(
        folder
            + " said:\n"
            + said
            + "\n  and not, as "
            + folder.getFileName()
            + ".expected has it:\n"
            + expected);
    return 0;
  }

  private static String expected(Path folder) {
    try {
      return Files.readString(folder.resolveSibling(folder.getFileName() + ".expected")).strip();
    } catch (IOException e) {
      return "(there is no " + folder.getFileName() + ".expected)";
    }
  }

  private int clear(Note note, Path folder, List<String> failures) {
    boolean onlyFinds = onlyFinds(note);
    var wrong =
        verdicts(note, folder).stream()
            .filter(v -> !(v instanceof Verdict.Clear || v instanceof Verdict.NotApplicable))
            .filter(v -> !(onlyFinds && v instanceof Verdict.NoEvidence))
            .toList();
    wrong.forEach(verdict -> failures.add(folder + " is not clear: " + describe(verdict)));
    return wrong.isEmpty() ? 1 : 0;
  }

  /// Whether nothing could make the note clear: each of its blocks only finds, or looks for what
  /// any program may say.
  private static boolean onlyFinds(Note note) {
    var anyones =
        note.signals().stream()
            .filter(signal -> signal.in().isEmpty())
            .map(signal -> "signal." + signal.name())
            .toList();
    return note.detects().stream()
        .allMatch(
            block -> block.findsOnly() || block.relations().stream().anyMatch(anyones::contains));
  }

  private List<Verdict> verdicts(Note note, Path source) {
    var alone = casebook.only(List.of(note.id()));
    var foreign = child.map(command -> new ForeignNotes(alone, command));
    var own = child.isEmpty() ? alone : casebook.only(List.of());
    return new Investigation(sources, catalogue, own, Parameters.defaults(), cache, foreign)
        .of(List.of(source.toString()))
        .verdicts();
  }

  private static String describe(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Finding finding -> "found: " + finding.summary();
      case Verdict.Clear _ -> "clear";
      case Verdict.NotApplicable _ -> "not_applicable";
      case Verdict.NoEvidence none -> "no_evidence: " + String.join("; ", none.missing());
      case Verdict.Failed failed -> "error: " + failed.reason();
    };
  }
}
