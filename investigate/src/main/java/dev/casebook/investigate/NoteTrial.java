package dev.casebook.investigate;

import dev.casebook.diagnosis.Casebook;
import dev.casebook.diagnosis.Note;
import dev.casebook.diagnosis.NoteHeader;
import dev.casebook.diagnosis.NoteLint;
import dev.casebook.diagnosis.Parameters;
import dev.casebook.evidence.Sources;
import dev.casebook.evidence.UnreadableSource;
import dev.casebook.query.QueryFailure;
import dev.casebook.query.Schema;
import dev.casebook.signals.SignalScan;
import dev.casebook.tables.Catalogue;
import dev.casebook.tables.logs.SignalHits;
import dev.casebook.verdicts.RunbookWalk;
import dev.casebook.verdicts.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Runs a note against the evidence beside it: it must fire on every `fires/` folder with the
/// expected words, say clear, or not applicable, on every `clear/` folder, and find nothing on
/// every `quiet/` folder. A runbook must have come as far as expected on every `walks/` folder. Of
/// a note that sees several snapshots together, each file or folder in such a folder is a source.
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
      for (var folder : expecting(note)) {
        passed += says(note, folder, failures);
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
    for (var folder : expecting(note)) {
      var said = said(note, folder);
      var text = said.text() + "\n";
      var file = expectedFile(folder);
      if (said.isWhatItIsFor() && !(Files.exists(file) && Files.readString(file).equals(text))) {
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
    for (var folder : expecting(note)) {
      try (var copy = FolderCopy.of(folder)) {
        for (var file : copy.files()) {
          var said = copy.without(file, () -> said(note, copy.folder()));
          ablations.add(new Ablation(folder.resolve(file), told(note, said), said.isFault()));
        }
      }
    }
    return ablations;
  }

  private static String told(Note note, Said said) {
    var lines = said.text().replace("\n", "; ");
    return said.isWhatItIsFor() && !note.isRunbook() ? "found: " + lines : lines;
  }

  private static boolean isUnsound(Verdict verdict) {
    return verdict instanceof Verdict.Failed
        || (verdict instanceof Verdict.Clear clear && clear.proof().isEmpty());
  }

  private static final String FIRES = "fires";
  private static final String CLEAR = "clear";
  private static final String QUIET = "quiet";
  private static final String WALKS = "walks";

  /// A note may come from a stranger, and a link of his lead to any file of ours.
  private static List<String> links(Note note) {
    var links = new ArrayList<String>();
    for (var kind : List.of(FIRES, CLEAR, QUIET, WALKS)) {
      var folder = note.file().resolveSibling(kind);
      Stream.concat(Stream.of(folder), entries(folder).stream())
          .filter(Files::isSymbolicLink)
          .forEach(link -> links.add(link + " is a symbolic link, which is not followed"));
    }
    return links;
  }

  /// The folders beside which stands what is said of them.
  private static List<Path> expecting(Note note) {
    return folders(note, note.isRunbook() ? WALKS : FIRES);
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

  private int says(Note note, Path folder, List<String> failures) {
    var said = said(note, folder).text();
    var file = expectedFile(folder);
    try {
      var expected = Files.readString(file).strip();
      if (said.equals(expected)) {
        return 1;
      }
      failures.add(folder + "\n" + difference(expected, said) + misses(note, folder));
    } catch (IOException e) {
      failures.add(
          folder
              + ": there is no "
              + file.getFileName()
              + " (--update writes it); it says\n"
              + said
              + misses(note, folder));
    }
    return 0;
  }

  /// The signals of which the evidence has no hit, a line each with where they were looked for. No
  /// SQL is run for it, so that notes from outside need no process of their own.
  private String misses(Note note, Path folder) {
    var misses = new LinkedHashSet<String>();
    try (var scan = SignalScan.of(note.patterns().toList(), cache)) {
      for (var name : sources(note, folder)) {
        try (var source = sources.open(name)) {
          source
              .snapshots()
              .forEach(snapshot ->
                  scan.of(snapshot, sources.progress())
                      .own()
                      .forEach((owner, all) ->
                          all.stream()
                              .filter(hits -> hits.count() == 0)
                              .forEach(hits -> misses.add(miss(note, owner, hits)))));
        }
      }
    } catch (UnreadableSource e) {
      return ""; // what it says tells that already
    }
    return String.join("", misses);
  }

  private static String miss(Note note, String owner, SignalHits hits) {
    var coverage = hits.coverage();
    return "\n  %ssignal.%s has no hit: %s"
        .formatted(
            owner.equals(note.id()) ? "" : owner + ": ",
            hits.name(),
            coverage.isThere() ? "looked through " + coverage.searched() : coverage.reason());
  }

  /// What is said of some evidence.
  ///
  /// @param text in lines
  /// @param isWhatItIsFor findings, or how far a runbook is done
  private record Said(String text, boolean isWhatItIsFor, boolean isFault) {}

  private Said said(Note note, Path folder) {
    if (note.isRunbook()) {
      return walked(note, folder);
    }
    var verdicts = verdicts(note, folder);
    return new Said(
        verdicts.stream()
            .map(verdict -> verdict instanceof Verdict.Finding f ? f.summary() : describe(verdict))
            .collect(Collectors.joining("\n")),
        !verdicts.isEmpty() && verdicts.stream().allMatch(Verdict.Finding.class::isInstance),
        verdicts.stream().anyMatch(NoteTrial::isUnsound));
  }

  private Said walked(Note runbook, Path folder) {
    try {
      var walks = investigation(runbook).walk(runbook, sources(runbook, folder));
      return new Said(
          walks.stream().map(NoteTrial::told).collect(Collectors.joining("\n")), true, false);
    } catch (UnreadableSource e) {
      return new Said("unreadable: " + e.getMessage(), false, false); // no evidence is left
    } catch (QueryFailure e) {
      return new Said("error: " + e.getMessage(), false, true);
    }
  }

  private static String told(RunbookWalk walk) {
    return Stream.concat(
            walk.stages().stream().map(stage -> stage.state().word() + ": " + stage.heading()),
            walk.next().stream().map(stage -> "next: " + stage.heading()))
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
    var names = sources(note, source);
    return note.header().scope() == NoteHeader.Scope.together
        ? investigation(note).together(names).verdicts()
        : investigation(note).of(names).verdicts();
  }

  /// Of what is seen together each file or folder is a source.
  private static List<String> sources(Note note, Path folder) {
    return note.header().scope() == NoteHeader.Scope.together && Files.isDirectory(folder)
        ? entries(folder).stream().map(Path::toString).toList()
        : List.of(folder.toString());
  }

  private Investigation investigation(Note note) {
    var alone = casebook.only(List.of(note.id()));
    var foreign = child.map(command -> new ForeignNotes(alone, command));
    var own = child.isEmpty() ? alone : casebook.only(List.of());
    return new Investigation(sources, catalogue, own, Parameters.defaults(), cache, foreign);
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
