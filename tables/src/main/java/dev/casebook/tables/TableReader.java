package dev.casebook.tables;

import dev.casebook.evidence.Artifact;
import dev.casebook.evidence.ArtifactName;
import dev.casebook.evidence.Ledger;
import dev.casebook.evidence.Snapshot;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Reads a table of a snapshot: tries its readings in order and tells the coverage of the one used.
public final class TableReader {

  /// A table that a note joins has thousands of rows; past this it is cut and partial.
  static final int ROWS_MAX = 1_000_000;

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
    var why = new StringBuilder("looked for ").append(names(table));
    var around = Text.Surroundings.of(snapshot, table.name());
    for (var reading : table.readings()) {
      var attempt = new Attempt<>(around, reading);
      attempt.open();
      if (!attempt.texts.isEmpty() && attempt.read(sink)) {
        return attempt.shortcomings.isEmpty()
            ? Coverage.complete()
            : Coverage.partial(String.join("; ", attempt.shortcomings));
      }
      attempt.empties.forEach(empty -> why.append("; ").append(empty));
      attempt.shortcomings.forEach(shortcoming -> why.append("; ").append(shortcoming));
    }
    return Coverage.absent(why.toString());
  }

  private static String names(Table<?> table) {
    return table.readings().stream()
        .flatMap(reading -> reading.names().stream())
        .map(ArtifactName::text)
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /// One reading tried: the texts that tell something, and what is wrong with the others. Zero
  /// bytes are no shortcoming where another text tells something: a file for each client, or a view
  /// of each family, may well be empty.
  private final class Attempt<R extends Record> {

    private final Text.Surroundings around;
    private final Reading<R> reading;
    private final Set<Artifact> seen = new HashSet<>();
    private final List<Text> texts = new ArrayList<>();
    private final List<String> empties = new ArrayList<>();
    private final List<String> shortcomings = new ArrayList<>();

    Attempt(Text.Surroundings around, Reading<R> reading) {
      this.around = around;
      this.reading = reading;
    }

    void open() {
      reading.names().forEach(this::open);
      for (var text : List.copyOf(texts)) {
        reading.references().in(text).forEach(this::open);
      }
    }

    private void open(ArtifactName name) {
      snapshot.find(name).stream().filter(seen::add).forEach(this::open);
    }

    private void open(Artifact artifact) {
      try {
        var text = Text.of(around, artifact);
        if (text.bytes().length == 0) {
          fail(artifact, "is empty", empties);
        } else if (text.isRefusal()) {
          fail(artifact, "holds only an error message", shortcomings);
        } else {
          texts.add(text);
          if (!text.damage().isEmpty()) {
            shortcomings.add(artifact.place() + " is " + text.damage());
          }
          if (artifact.shortcoming() != null) {
            shortcomings.add(artifact.place() + " " + artifact.shortcoming());
          }
        }
      } catch (IOException e) {
        if (!hasGone(e)) {
          fail(artifact, reason(e), shortcomings);
        }
      }
    }

    private void fail(Artifact artifact, String reason, List<String> problems) {
      problems.add(artifact.place() + " " + reason);
      snapshot.ledger().enter(artifact, around.table(), 0, 0, reason);
    }

    /// @return whether anything in the texts was understood
    boolean read(Sink sink) {
      int rows = 0;
      long rejected = 0;
      for (var text : texts) {
        var intake = new Intake<R>(text.artifact(), snapshot.ledger(), sink, ROWS_MAX - rows);
        reading.parser().parse(text, intake);
        rows += intake.rows;
        rejected += intake.rejected;
        enter(text, intake);
      }
      return rows > 0 || rejected == 0;
    }

    private void enter(Text text, Intake<R> intake) {
      var artifact = text.artifact();
      snapshot
          .ledger()
          .enter(artifact, around.table(), intake.rows, intake.rejected, intake.reason);
      if (intake.rejected > 0) {
        shortcomings.add(intake.complaint());
      }
      if (intake.full || text.isTruncated()) {
        shortcomings.add(artifact.place() + " is larger than the cap");
      }
    }
  }

  /// Whether the process or device of a file in /proc or /sys ended while we looked (ENOENT,
  /// ESRCH): its row is not missing.
  private static boolean hasGone(IOException e) {
    return e instanceof NoSuchFileException
        || String.valueOf(e.getMessage()).contains("No such process");
  }

  private static String reason(IOException e) {
    return e instanceof java.nio.file.AccessDeniedException
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

    String complaint() {
      return artifact.place() + ": " + rejected + " line(s) not understood (" + reason + ")";
    }
  }
}
