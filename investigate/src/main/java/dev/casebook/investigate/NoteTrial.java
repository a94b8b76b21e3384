package dev.casebook.investigate;

import dev.casebook.diagnosis.Casebook;
import dev.casebook.diagnosis.Note;
import dev.casebook.diagnosis.NoteHeader;
import dev.casebook.diagnosis.NoteLint;
import dev.casebook.diagnosis.Parameters;
import dev.casebook.evidence.Sources;
import dev.casebook.query.Schema;
import dev.casebook.tables.Catalogue;
import dev.casebook.verdicts.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Runs a note against the evidence beside it: it must fire on every `fires/` folder with the
/// expected words, say clear, or not applicable, on every `clear/` folder, and find nothing on
/// every `quiet/` folder. Of a note that sees several snapshots together, each file or folder in
/// such a folder is a source.
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
  /// @param experimental whether no evidence shows that it fires
  /// @param failures what went wrong, each in lines for its author
  public record Result(String note, int passed, boolean experimental, List<String> failures) {
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
    failures.addAll(links(note));
    if (failures.isEmpty()) {
      for (var folder : folders(note, FIRES)) {
        passed += fires(note, folder, failures);
      }
      for (var kind : List.of(CLEAR, QUIET)) {
        for (var folder : folders(note, kind)) {
          passed += silent(note, folder, kind, failures);
        }
      }
    }
    return new Result(note.id(), passed, note.experimental(), failures);
  }

  /// The child lints a note before it looks at a source; any will do, and the note is one.
  private List<String> complaintsOfChild(Note note) {
    return verdicts(note, note.file()).stream()
        .filter(Verdict.Failed.class::isInstance)
        .map(NoteTrial::describe)
        .toList();
  }

  /// Writes what the note says of its evidence into the files that tell what it must say.
  ///
  /// @return the files that changed
  public List<Path> update(Note note) throws IOException {
    var changed = new ArrayList<Path>();
    if (!links(note).isEmpty()) {
      return changed;
    }
    for (var folder : folders(note, FIRES)) {
      var verdicts = verdicts(note, folder);
      var text = said(verdicts) + "\n";
      var file = expectedFile(folder);
      boolean isFound = verdicts.stream().allMatch(Verdict.Finding.class::isInstance);
      if (isFound
          && !verdicts.isEmpty()
          && !(Files.exists(file) && Files.readString(file).equals(text))) {
        Files.writeString(file, text);
        changed.add(file);
      }
    }
    return changed;
  }

  /// What a note says where one file of its evidence is missing.
  ///
  /// @param said by the note then, in a line each; what is clear then, with the blocks that prove
  ///   it
  /// @param fault whether it is an error, or clear without a block that proves it
  public record Ablation(Path without, String said, boolean fault) {}

  /// Takes each file of the evidence on which the note fires away in turn.
  public List<Ablation> ablations(Note note) throws IOException {
    var ablations = new ArrayList<Ablation>();
    if (!links(note).isEmpty()) {
      return ablations;
    }
    for (var folder : folders(note, FIRES)) {
      try (var copy = FolderCopy.of(folder)) {
        for (var file : copy.files()) {
          var verdicts = copy.without(file, () -> verdicts(note, copy.folder()));
          ablations.add(
              new Ablation(
                  folder.resolve(file),
                  verdicts.stream().map(NoteTrial::describe).collect(Collectors.joining("; ")),
                  verdicts.stream().anyMatch(NoteTrial::isUnsound)));
        }
      }
    }
    return ablations;
  }

  private static boolean isUnsound(Verdict verdict) {
    return verdict instanceof Verdict.Failed
        || verdict instanceof Verdict.Clear clear && clear.proof().isEmpty();
  }

  private static final String FIRES = "fires";
  private static final String CLEAR = "clear";
  private static final String QUIET = "quiet";

  /// A note may come from a stranger, and a link of his lead to any file of ours.
  private static List<String> links(Note note) {
    var links = new ArrayList<String>();
    for (var kind : List.of(FIRES, CLEAR, QUIET)) {
      var folder = note.file().resolveSibling(kind);
      Stream.concat(Stream.of(folder), entries(folder).stream())
          .filter(Files::isSymbolicLink)
          .forEach(link -> links.add(link + " is a symbolic link, which is not followed"));
    }
    return links;
  }

  private static List<Path> folders(Note note, String kind) {
    return entries(note.file().resolveSibling(kind)).stream()
        .filter(path -> !path.toString().endsWith(EXPECTED))
        .toList();
  }

  private static List<Path> entries(Path folder) {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (var children = Files.list(folder)) {
      return children.sorted().toList();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final String EXPECTED = ".expected";

  private static Path expectedFile(Path folder) {
    return folder.resolveSibling(folder.getFileName() + EXPECTED);
  }

  private int fires(Note note, Path folder, List<String> failures) {
    var said = said(verdicts(note, folder));
    var file = expectedFile(folder);
    try {
      var expected = Files.readString(file).strip();
      if (said.equals(expected)) {
        return 1;
      }
      failures.add(folder + "\n" + difference(expected, said));
    } catch (IOException e) {
      failures.add(
          folder
              + ": there is no "
              + file.getFileName()
              + " (--update writes it); it says\n"
              + said);
    }
    return 0;
  }

  private static String said(List<Verdict> verdicts) {
    return verdicts.stream()
        .map(verdict -> verdict instanceof Verdict.Finding f ? f.summary() : describe(verdict))
        .collect(Collectors.joining("\n"));
  }

  /// The lines that only one of the two has, each after `- ` or `+ `.
  private static String difference(String expected, String said) {
    var before = expected.lines().toList();
    var now = said.lines().toList();
    return Stream.concat(
            before.stream().filter(line -> !now.contains(line)).map(line -> "- " + line),
            now.stream().filter(line -> !before.contains(line)).map(line -> "+ " + line))
        .collect(Collectors.joining("\n"));
  }

  /// @param kind `clear`, where it must be said that nothing is wrong, or `quiet`, where it must
  ///   only not be said that something is
  private int silent(Note note, Path folder, String kind, List<String> failures) {
    var wrong =
        verdicts(note, folder).stream()
            .filter(v -> !(v instanceof Verdict.Clear || v instanceof Verdict.NotApplicable))
            .filter(v -> !(kind.equals(QUIET) && v instanceof Verdict.NoEvidence))
            .toList();
    wrong.forEach(verdict -> failures.add(folder + " is not " + kind + ": " + describe(verdict)));
    return wrong.isEmpty() ? 1 : 0;
  }

  private List<Verdict> verdicts(Note note, Path source) {
    var alone = casebook.only(List.of(note.id()));
    var foreign = child.map(command -> new ForeignNotes(alone, command));
    var own = child.isEmpty() ? alone : casebook.only(List.of());
    var investigation =
        new Investigation(sources, catalogue, own, Parameters.defaults(), cache, foreign);
    if (note.header().scope() == NoteHeader.Scope.snapshot || !Files.isDirectory(source)) {
      return investigation.of(List.of(source.toString())).verdicts();
    }
    // Each file or folder in it is a source.
    return investigation.together(entries(source).stream().map(Path::toString).toList()).verdicts();
  }

  private static String describe(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Finding finding -> "found: " + finding.summary();
      case Verdict.Clear clear ->
          "clear, for nothing was found under \"" + String.join("\", \"", clear.proof()) + "\"";
      case Verdict.NotApplicable _ -> "not_applicable";
      case Verdict.NoEvidence none -> "no_evidence: " + String.join("; ", none.missing());
      case Verdict.Failed failed -> "error: " + failed.reason();
    };
  }
}
