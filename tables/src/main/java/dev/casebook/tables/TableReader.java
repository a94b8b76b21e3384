package dev.casebook.tables;

import dev.casebook.evidence.Artifact;
import dev.casebook.evidence.ArtifactName;
import dev.casebook.evidence.Ledger;
import dev.casebook.evidence.Snapshot;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads a table of a snapshot: tries its readings in order and tells the coverage of the one used.
public final class TableReader {

  /// A table that a note joins has thousands of rows; past this it is cut and partial.
  static final int ROWS_MAX = 1_000_000;

  private static final String CUT = "is larger than the cap";

  private final Snapshot snapshot;

  public TableReader(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  /// Takes rows with their origins; see [Ledger].
  public interface Sink {
    /// @return whether the row was taken; false once the sink is full
    boolean add(long origin, Record row);
  }

  /// A reading counts if it yields a row or says that there is none: one of which no line was
  /// understood, such as an old program's complaint about an option, gives way to the next.
  public <R extends Record> Coverage read(Table<R> table, Sink sink) {
    return read(table, Set.of(), sink);
  }

  /// The same without the values of some [costly][Column#costly] columns.
  public <R extends Record> Coverage read(Table<R> table, Set<String> unwanted, Sink sink) {
    var why = new StringBuilder();
    var around = Text.Surroundings.of(snapshot, table.name());
    for (var reading : table.readings()) {
      var attempt = new Attempt<>(around, reading, unwanted, sink);
      if (attempt.succeeds()) {
        table.alongside().forEach(attempt::read);
        return attempt.coverage().of(attempt.seen.stream().map(Artifact::place).sorted().toList());
      }
      Stream.of(attempt.empties, attempt.shortcomings)
          .filter(reasons -> !reasons.isEmpty())
          .forEach(reasons -> why.append("; ").append(joined(reasons)));
    }
    return Coverage.absent("looked for " + names(table) + why);
  }

  /// Whether the snapshot has no artifact of the table.
  public boolean hasNothing(Table<?> table) {
    return table.readings().stream()
        .flatMap(reading -> reading.names().stream())
        .allMatch(name -> snapshot.find(name).isEmpty());
  }

  /// What a person reads to the end.
  private static final int REASONS_MAX = 10;

  private static String joined(List<String> reasons) {
    var first = reasons.stream().limit(REASONS_MAX).collect(Collectors.joining("; "));
    return reasons.size() <= REASONS_MAX
        ? first
        : first + "; and " + (reasons.size() - REASONS_MAX) + " more";
  }

  private static String names(Table<?> table) {
    return table.readings().stream()
        .flatMap(reading -> reading.names().stream())
        .map(ArtifactName::text)
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /// One reading tried, one text in memory at a time.
  ///
  /// Zero bytes are fine where another text tells something: a file for each client, or a view of
  /// each family, may well be empty.
  private final class Attempt<R extends Record> {

    private final Text.Surroundings around;
    private final Reading<R> reading;
    private final Set<String> unwanted;
    private final Sink sink;
    private final Set<Artifact> seen = new HashSet<>();
    private final Set<ArtifactName> references = new LinkedHashSet<>();
    private final List<String> empties = new ArrayList<>();
    private final List<String> shortcomings = new ArrayList<>();
    private final List<String> unknown = new ArrayList<>();
    private final Set<ArtifactName> told = new LinkedHashSet<>();
    private boolean telling;
    private int rows;
    private long rejected;

    Attempt(Text.Surroundings around, Reading<R> reading, Set<String> unwanted, Sink sink) {
      this.around = around;
      this.reading = reading;
      this.unwanted = unwanted;
      this.sink = sink;
    }

    /// Whether a text tells something, be it that there is nothing, and something was understood.
    boolean succeeds() {
      reading.names().forEach(this::read);
      // What these refer to in turn is not followed.
      List.copyOf(references).forEach(this::read);
      return telling && (rows > 0 || rejected == 0);
    }

    Coverage coverage() {
      var parts = told.stream().map(reading::part).toList();
      return parts.stream().anyMatch(Optional::isEmpty)
          ? completeness()
          : completeness().showing(parts.stream().flatMap(Optional::stream).toList());
    }

    private Coverage completeness() {
      if (shortcomings.isEmpty()) {
        return unknown.isEmpty() ? Coverage.complete() : Coverage.withoutValues(joined(unknown));
      }
      return Coverage.partial(
          joined(Stream.of(shortcomings, unknown).flatMap(List::stream).toList()));
    }

    private void read(ArtifactName name) {
      snapshot.find(name).stream().filter(seen::add).forEach(this::read);
    }

    private void read(Artifact artifact) {
      try {
        switch (reading.form()) {
          case Reading.Parser<R> parser -> readText(artifact, parser);
          case Reading.FileParser<R> parser -> readFile(artifact, parser);
        }
      } catch (IOException e) {
        fail(artifact, reason(e), hasEnded(artifact, e) ? empties : shortcomings);
      }
    }

    private void fail(Artifact artifact, String reason, List<String> problems) {
      problems.add(artifact.place() + " " + reason);
      snapshot.ledger().enter(artifact, around.table(), 0, 0, reason);
    }

    private void readText(Artifact artifact, Reading.Parser<R> parser) throws IOException {
      var text = Text.of(around, artifact);
      if (text.bytes().length == 0) {
        fail(artifact, "is empty", empties);
      } else if (text.isRefusal()) {
        fail(artifact, "holds only an error message", shortcomings);
      } else {
        parse(text, parser);
      }
    }

    private void parse(Text text, Reading.Parser<R> parser) {
      var artifact = text.artifact();
      var intake = intake(artifact);
      try {
        parser.parse(text, intake);
        references.addAll(reading.references().in(text));
      } catch (OutOfMemoryError e) {
        // What a parser keeps of a text within its cap can be many times the text. It is garbage
        // from here on, and one artifact made for that must not hide all others.
        intake.lacksRows("holds more than fits into memory");
      }
      if (!text.damage().isEmpty()) {
        intake.lacksRows("is " + text.damage());
      }
      if (text.isTruncated()) {
        intake.lacksRows(CUT);
      }
      conclude(artifact, intake);
    }

    private void readFile(Artifact artifact, Reading.FileParser<R> parser) throws IOException {
      try (var bytes = artifact.map()) {
        if (bytes.bytes().byteSize() == 0) {
          fail(artifact, "is empty", empties);
          return;
        }
        var file = new MappedFile(artifact, bytes, unwanted);
        var intake = intake(artifact);
        snapshot.ledger().quoteBy(artifact, parser::quote);
        parser.parse(file, intake);
        var lacking = joined(file.shortcomings());
        if (!lacking.isEmpty()) {
          shortcomings.add(artifact.place() + ": " + lacking);
          intake.reason = lacking;
        }
        conclude(artifact, intake);
      }
    }

    private Intake<R> intake(Artifact artifact) {
      return new Intake<>(artifact, snapshot.ledger(), sink, ROWS_MAX - rows);
    }

    private void conclude(Artifact artifact, Intake<R> intake) {
      telling = true;
      told.add(artifact.name());
      rows += intake.rows;
      rejected += intake.rejected;
      if (artifact.shortcoming() != null) {
        intake.lacksRows(artifact.shortcoming());
      }
      if (intake.full) {
        intake.lacksRows(CUT);
      }
      intake.lacks.forEach(lack -> shortcomings.add(artifact.place() + " " + lack));
      intake.unknown.forEach(lack -> unknown.add(artifact.place() + " " + lack));
      if (intake.rejected > 0) {
        shortcomings.add(intake.complaint());
      }
      var reason = intake.lacks.stream().findFirst().orElse(intake.reason);
      snapshot.ledger().enter(artifact, around.table(), intake.rows, intake.rejected, reason);
    }
  }

  /// Whether a process or control group ended while we looked. Any other file that was listed and
  /// is gone is missing.
  private static boolean hasEnded(Artifact artifact, IOException e) {
    var name = artifact.name().text();
    var message = String.valueOf(e.getMessage());
    return (name.startsWith("/proc/") || name.startsWith("/sys/fs/cgroup/"))
        && (e instanceof NoSuchFileException
            || message.contains("No such process")
            || message.contains("No such device"));
  }

  private static String reason(IOException e) {
    return e instanceof AccessDeniedException
            || String.valueOf(e.getMessage()).contains("Permission denied")
        ? "can't be read: permission denied"
        : "can't be read: " + e.getMessage();
  }

  /// Counts what a parser makes of one artifact and passes it on, within the table's cap.
  private static final class Intake<R extends Record> implements Rows<R> {

    private final Artifact artifact;
    private final Ledger ledger;
    private final Sink sink;
    private final int rowsMax;
    private int rows;
    private long rejected;
    private boolean full;
    private String reason = "";
    private final Set<String> lacks = new LinkedHashSet<>();
    private final Set<String> unknown = new LinkedHashSet<>();

    Intake(Artifact artifact, Ledger ledger, Sink sink, int rowsMax) {
      this.artifact = artifact;
      this.ledger = ledger;
      this.sink = sink;
      this.rowsMax = rowsMax;
    }

    @Override
    public void add(long offset, R row) {
      if (rows == rowsMax) {
        full = true;
        return;
      }
      if (sink.add(ledger.origin(artifact, offset), row)) {
        rows++;
      } else {
        full = true;
      }
    }

    @Override
    public void reject(Line line, String why) {
      rejected++;
      if (reason.isEmpty()) {
        reason = why + ": " + line.text().substring(0, Math.min(80, line.text().length()));
      }
    }

    @Override
    public void lacksRows(String what) {
      lacks.add(what);
    }

    @Override
    public void lacksValues(String what) {
      unknown.add(what);
    }

    String complaint() {
      return artifact.place() + ": " + rejected + " line(s) not understood (" + reason + ")";
    }
  }
}
