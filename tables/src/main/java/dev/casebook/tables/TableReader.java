package dev.casebook.tables;

import dev.casebook.evidence.Artifact;
import dev.casebook.evidence.ArtifactName;
import dev.casebook.evidence.Ledger;
import dev.casebook.evidence.Snapshot;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
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
    void add(long origin, Record row);
  }

  public <R extends Record> Coverage read(Table<R> table, Sink sink) {
    var why = new StringBuilder("looked for ").append(names(table));
    var around = Text.Surroundings.of(snapshot, table.name());
    for (var reading : table.readings()) {
      var shortcomings = new ArrayList<String>();
      var texts = usable(around, reading, shortcomings);
      if (!texts.isEmpty()) {
        return read(table, reading, texts, sink, shortcomings);
      }
      shortcomings.forEach(shortcoming -> why.append("; ").append(shortcoming));
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

  /// The texts of one reading that tell something; "command not found" does not. Zero bytes do not
  /// either, but an empty file among others of its folder takes nothing from them.
  private List<Text> usable(
      Text.Surroundings around, Reading<?> reading, List<String> shortcomings) {
    var texts = new ArrayList<Text>();
    var empty = new ArrayList<String>();
    for (var name : reading.names()) {
      for (var artifact : snapshot.find(name)) {
        open(around, artifact, texts, empty, shortcomings);
      }
    }
    if (texts.isEmpty()) {
      shortcomings.addAll(empty);
    }
    return texts;
  }

  private void open(
      Text.Surroundings around,
      Artifact artifact,
      List<Text> texts,
      List<String> empty,
      List<String> problems) {
    try {
      var text = Text.of(around, artifact);
      if (text.bytes().length == 0) {
        fail(around, artifact, "is empty", empty);
      } else if (text.isRefusal()) {
        fail(around, artifact, "holds only an error message", problems);
      } else {
        texts.add(text);
        if (artifact.shortcoming() != null) {
          problems.add(artifact.place() + " " + artifact.shortcoming());
        }
      }
    } catch (IOException e) {
      if (!hasGone(e)) {
        fail(around, artifact, reason(e), problems);
      }
    }
  }

  /// Whether the process or device of a file in /proc or /sys ended while we looked (ENOENT,
  /// ESRCH): its row is not missing.
  private static boolean hasGone(IOException e) {
    return e instanceof NoSuchFileException
        || String.valueOf(e.getMessage()).contains("No such process");
  }

  private void fail(
      Text.Surroundings around, Artifact artifact, String reason, List<String> problems) {
    problems.add(artifact.place() + " " + reason);
    snapshot.ledger().enter(artifact, around.table(), 0, 0, reason);
  }

  private static String reason(IOException e) {
    return e instanceof java.nio.file.AccessDeniedException
            || String.valueOf(e.getMessage()).contains("Permission denied")
        ? "can't be read: permission denied"
        : "can't be read: " + e.getMessage();
  }

  private <R extends Record> Coverage read(
      Table<R> table, Reading<R> reading, List<Text> texts, Sink sink, List<String> shortcomings) {
    int rows = 0;
    for (var text : texts) {
      var intake = new Intake<R>(text.artifact(), snapshot.ledger(), sink, ROWS_MAX - rows);
      reading.parser().parse(text, intake);
      rows += intake.rows;
      snapshot
          .ledger()
          .enter(text.artifact(), table.name(), intake.rows, intake.rejected, intake.reason);
      if (intake.rejected > 0) {
        shortcomings.add(intake.complaint());
      }
      if (intake.full || text.isTruncated()) {
        shortcomings.add(text.artifact().place() + " is larger than the cap");
      }
    }
    return shortcomings.isEmpty()
        ? Coverage.complete()
        : Coverage.partial(String.join("; ", shortcomings));
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
      rows++;
      sink.add(ledger.origin(artifact, offset), row);
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
