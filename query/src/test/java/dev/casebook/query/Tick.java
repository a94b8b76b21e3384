package dev.casebook.query;

import dev.casebook.evidence.Artifact;
import dev.casebook.evidence.ArtifactName;
import dev.casebook.evidence.Snapshot;
import dev.casebook.tables.Column;
import dev.casebook.tables.Coverage;
import dev.casebook.tables.Row;
import dev.casebook.tables.RowCursor;
import dev.casebook.tables.Streaming;
import dev.casebook.tables.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The page of a streaming table, as if a wing had brought it: as many ticks as `/srv/ticks` has
/// bytes, every second one without a word.
@Row("one tick")
public record Tick(
    @Column("which, from 0") long number,
    @Column("the same in seconds since 1970") @Nullable Instant time,
    @Column("even or nothing") @Nullable String word) {

  static final ArtifactName FILE = ArtifactName.file("/srv/ticks");

  static final Table<Tick> TABLE =
      Table.of("ticks", Tick.class)
          .streaming(
              Streaming.of(List.of(FILE), Cursor::new)
                  .column("number", (tick, cell) -> cell.number(tick.number))
                  .column("time", (tick, cell) -> cell.micros(tick.number * 1_000_000))
                  .column(
                      "word",
                      (tick, cell) -> {
                        if (tick.number % 2 == 0) {
                          byte[] padded = "(even)".getBytes(StandardCharsets.UTF_8);
                          cell.utf8(padded, 1, padded.length - 1);
                        }
                      }));

  private static final class Cursor implements RowCursor {

    private final Snapshot snapshot;
    private final List<Artifact> files;
    private final long ticks;
    private long number = -1;

    Cursor(Snapshot snapshot, Set<String> columns) {
      this.snapshot = snapshot;
      this.files = snapshot.find(FILE);
      this.ticks = files.isEmpty() ? 0 : length(files.getFirst());
    }

    private static long length(Artifact file) {
      try (var in = file.open()) {
        return in.readAllBytes().length;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public boolean next() {
      return ++number < ticks;
    }

    @Override
    public long origin() {
      return snapshot.ledger().origin(files.getFirst(), number);
    }

    @Override
    public Coverage coverage() {
      return files.isEmpty()
          ? Coverage.absent("looked for " + FILE.text())
          : Coverage.partial("a tick was missed");
    }

    @Override
    public void close() {
      // Nothing is held.
    }
  }
}
