package dev.casebook.investigate;

import dev.casebook.diagnosis.Casebook;
import dev.casebook.diagnosis.Examiner;
import dev.casebook.diagnosis.Note;
import dev.casebook.diagnosis.Parameters;
import dev.casebook.evidence.Artifact;
import dev.casebook.evidence.ArtifactName;
import dev.casebook.evidence.Ledger;
import dev.casebook.evidence.Progress;
import dev.casebook.evidence.Snapshot;
import dev.casebook.evidence.Sources;
import dev.casebook.evidence.UnreadableSource;
import dev.casebook.signals.SignalScan;
import dev.casebook.tables.Catalogue;
import dev.casebook.tables.logs.SignalHits;
import dev.casebook.verdicts.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Takes the evidence of a finding out of a source, and of that only what the finding stands on: a
/// file or line stays if the note says something else without it.
public final class Capture {

  /// A log of which more is taken would be tried for hours.
  private static final long FILE_BYTES_MAX = 64L << 20;

  /// How often the note is run on what is left; some tens of milliseconds each.
  private static final int TRIALS_MAX = 600;

  /// What tells of a host what every table and log needs: its name and its clock.
  private static final List<ArtifactName> FACTS =
      List.of(
          ArtifactName.file("/etc/hostname"),
          ArtifactName.file("/etc/timezone"),
          ArtifactName.command("date"),
          ArtifactName.command("timedatectl"),
          ArtifactName.command("uptime"));

  private final Sources sources;
  private final Catalogue catalogue;
  private final Casebook casebook;
  private final Optional<Path> cache;
  private int trials;

  /// @param casebook of which the note is one
  /// @param cache folder for compiled patterns
  public Capture(
      Sources sources, Catalogue catalogue, Casebook casebook, Note note, Optional<Path> cache) {
    this.sources = sources;
    this.catalogue = catalogue;
    this.casebook = casebook.only(List.of(note.id()));
    this.cache = cache;
  }

  /// What was taken.
  ///
  /// @param said the sentences of the findings, on the source and on what was taken alike
  /// @param files that were kept, relative to the folder
  /// @param whole whether every file and line was tried; else more could be left out
  public record Taken(List<String> said, List<Path> files, boolean whole) {
    public Taken {
      said = List.copyOf(said);
      files = List.copyOf(files);
    }
  }

  /// Takes it into a folder that does not exist yet.
  ///
  /// @return empty if the note finds nothing there
  public Optional<Taken> of(String name, Path folder) throws UnreadableSource, IOException {
    List<String> said = List.of();
    try (var source = sources.open(name);
        var scan = SignalScan.of(Investigation.patterns(casebook), cache)) {
      for (var snapshot : source.snapshots()) {
        var signals = scan.of(snapshot, Progress.NONE).own();
        try (var examiner = new Examiner(snapshot, catalogue, signals, Parameters.defaults())) {
          said = summaries(examiner.examine(casebook.notes()));
          if (!said.isEmpty()) {
            copy(snapshot, signals.values(), folder);
            break;
          }
        }
      }
    }
    if (said.isEmpty()) {
      return Optional.empty();
    }
    if (!summaries(folder).equals(said)) {
      throw new IOException(
          "what was copied to "
              + folder
              + " says something else than the source: "
              + String.join("; ", summaries(folder)));
    }
    return Optional.of(reduced(folder, said));
  }

  private static List<String> summaries(List<Verdict> verdicts) {
    return verdicts.stream()
        .filter(Verdict.Finding.class::isInstance)
        .map(verdict -> ((Verdict.Finding) verdict).summary())
        .toList();
  }

  private List<String> summaries(Path folder) {
    trials++;
    return summaries(
        new Investigation(sources, catalogue, casebook, Parameters.defaults(), cache)
            .of(List.of(folder.toString()))
            .verdicts());
  }

  /// Copies what the note's tables were read from, the logs in which its signals were found, and
  /// what tells the host's name and clock.
  private static void copy(Snapshot snapshot, Iterable<List<SignalHits>> signals, Path folder)
      throws IOException {
    var artifacts = new LinkedHashSet<Artifact>();
    FACTS.forEach(name -> artifacts.addAll(snapshot.find(name)));
    snapshot.ledger().accounts().stream()
        .filter(account -> account.rows() > 0)
        .map(Ledger.Account::artifact)
        .forEach(artifacts::add);
    for (var ofOwner : signals) {
      ofOwner.stream()
          .flatMap(of -> of.hits().stream())
          .flatMap(hit -> snapshot.ledger().place(hit.origin()).stream())
          .forEach(place -> artifacts.add(place.artifact()));
    }
    for (var artifact : artifacts) {
      copy(artifact, folder.resolve(place(artifact.name())).normalize(), folder);
    }
    if (snapshot.find(ArtifactName.file("/etc/hostname")).isEmpty()) {
      Files.createDirectories(folder.resolve("etc"));
      Files.writeString(folder.resolve("etc/hostname"), snapshot.facts().host() + "\n");
    }
  }

  private static void copy(Artifact artifact, Path file, Path folder) throws IOException {
    if (!file.startsWith(folder)) {
      throw new IOException(artifact.place() + " would be written outside of " + folder);
    }
    Files.createDirectories(file.resolveSibling("."));
    try (var in = artifact.open();
        var out = Files.newOutputStream(file)) {
      long copied = 0;
      var buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
        copied += n;
        if (copied > FILE_BYTES_MAX) {
          throw new IOException(
              artifact.place()
                  + " is larger than "
                  + (FILE_BYTES_MAX >> 20)
                  + " MiB; cut it first");
        }
        out.write(buffer, 0, n);
      }
    }
  }

  /// Where a plain folder keeps it.
  private static String place(ArtifactName name) {
    return switch (name) {
      case ArtifactName.File file ->
          file.path().substring(1).replaceFirst("\\.(gz|xz|bz2|zst)$", "");
      case ArtifactName.Command command -> "commands/" + command.mangled();
    };
  }

  private Taken reduced(Path folder, List<String> said) throws IOException {
    for (var file : files(folder)) {
      var content = Files.readAllBytes(file);
      Files.delete(file);
      if (!isSame(folder, said)) {
        Files.write(file, content);
        reduceLines(folder, file, said);
      }
    }
    removeEmptyFolders(folder);
    return new Taken(said, files(folder).stream().map(folder::relativize).toList(), isTimeLeft());
  }

  private boolean isSame(Path folder, List<String> said) {
    return isTimeLeft() && summaries(folder).equals(said);
  }

  private boolean isTimeLeft() {
    return trials < TRIALS_MAX;
  }

  /// Largest first.
  private static List<Path> files(Path folder) throws IOException {
    try (var all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .sorted(
              Comparator.comparingLong((Path file) -> -file.toFile().length())
                  .thenComparing(file -> file))
          .toList();
    }
  }

  /// Leaves out ever smaller runs of lines as long as the note says the same (Zeller's ddmin).
  private void reduceLines(Path folder, Path file, List<String> said) throws IOException {
    var text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    if (text.indexOf('\0') >= 0) {
      return; // no lines
    }
    var lines = new ArrayList<>(Arrays.asList(text.split("(?<=\n)")));
    for (int run = Math.max(1, lines.size() / 2); run >= 1 && isTimeLeft(); run /= 2) {
      for (int at = 0; at < lines.size() && lines.size() > 1 && isTimeLeft(); ) {
        var fewer = new ArrayList<>(lines.subList(0, at));
        fewer.addAll(lines.subList(Math.min(lines.size(), at + run), lines.size()));
        write(file, fewer);
        if (!fewer.isEmpty() && isSame(folder, said)) {
          lines = fewer;
        } else {
          at += run;
        }
      }
    }
    write(file, lines);
  }

  private static void write(Path file, List<String> lines) throws IOException {
    Files.write(file, String.join("", lines).getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void removeEmptyFolders(Path folder) throws IOException {
    Set<Path> folders;
    try (var all = Files.walk(folder)) {
      folders =
          all.filter(Files::isDirectory)
              .sorted(Comparator.reverseOrder())
              .collect(Collectors.toCollection(LinkedHashSet::new));
    }
    folders.forEach(each -> {
      var children = each.toFile().list();
      if (children != null && children.length == 0) {
        each.toFile().delete();
      }
    });
  }
}
