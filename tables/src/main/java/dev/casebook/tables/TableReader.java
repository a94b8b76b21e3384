package dev.casebook.tables;

import dev.casebook.evidence.Artifact;
import dev.casebook.evidence.ArtifactName;
import dev.casebook.evidence.Ledger;
import dev.casebook.evidence.Snapshot;
import java.io.IOException;
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
    /// @return whether the row was taken; false once the sink is full
    boolean add(long origin, Record row);
  }

  public <R extends Record> Coverage read(Table<R> table, Sink sink) {
    var shortcomings = new ArrayList<String>();
    for (var reading : table.readings()) {
      var texts = usable(table, reading, shortcomings);
      if (!texts.isEmpty()) {
        return read(table, reading, texts, sink, shortcomings);
      }
    }
    var why = new StringBuilder("looked for ").append(names(table));
    shortcomings.forEach(shortcoming -> why.append("; ").append(shortcoming));
    return Coverage.absent(why.toString());
  }

  private static String names(Table<?> table) {
    return table.artifacts().stream()
        .map(ArtifactName::text)
        .distinct()
        .collect(Collectors.joining(", "));
  }

  /// The texts of one reading that tell something; zero bytes or "command not found" do not.
  private List<Text> usable(Table<?> table, Reading<?> reading, List<String> shortcomings) {
    var texts = new ArrayList<Text>();
    for (var name : reading.names()) {
      for (var artifact : snapshot.find(name)) {
        open(table, artifact, texts, shortcomings);
      }
    }
    return texts;
  }

  private void open(Table<?> table, Artifact artifact, List<Text> texts, List<String> problems) {
    try {
      var text = Text.of(snapshot, artifact);
      if (text.bytes().length == 0) {
        fail(table, artifact, "is empty", problems);
      } else if (text.isRefusal()) {
        fail(table, artifact, "holds only an error message", problems);
      } else {
        texts.add(text);
        if (artifact.shortcoming() != null) {
          problems.add(artifact.place() + " " + artifact.shortcoming());
        }
      }
    } catch (IOException e) {
      fail(table, artifact, reason(e), problems);
    }
  }

  private void fail(Table<?> table, Artifact artifact, String reason, List<String> problems) {
    problems.add(artifact.place() + " " + reason);
    snapshot.ledger().enter(artifact, table.name(), 0, 0, reason);
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
