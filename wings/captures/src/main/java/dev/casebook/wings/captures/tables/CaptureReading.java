package dev.casebook.wings.captures.tables;

import dev.casebook.evidence.Ledger;
import dev.casebook.evidence.MappedBytes;
import dev.casebook.tables.MappedFile;
import dev.casebook.tables.Reading;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import java.io.IOException;
import java.util.function.Function;

/// How a table that is held is read from captures: each frame of a capture is shown to what gathers
/// its rows.
final class CaptureReading<R extends Record> implements Reading.FileParser<R> {

  private final FrameQuoting quoting = new FrameQuoting();
  private final Function<MappedFile, Gathering<R>> begin;

  private CaptureReading(Function<MappedFile, Gathering<R>> begin) {
    this.begin = begin;
  }

  /// What becomes rows over a whole capture.
  interface Gathering<R extends Record> {
    void take(CaptureWalk walk);

    /// Adds the rows and says what is missing of them.
    ///
    /// @param walk which is over
    void finish(CaptureWalk walk, Rows<R> rows);
  }

  /// The table, read from every capture.
  static <R extends Record> Table<R> of(
      String name, Class<R> row, Function<MappedFile, Gathering<R>> begin) {
    return CaptureFiles.recognisedBy(Table.of(name, row))
        .fromFiles(CaptureFiles.NAMES, new CaptureReading<>(begin));
  }

  @Override
  public void parse(MappedFile file, Rows<R> rows) throws IOException {
    try {
      var walk = CaptureWalk.of(file.bytes());
      var gathering = begin.apply(file);
      while (walk.next()) {
        gathering.take(walk);
      }
      gathering.finish(walk, rows);
      walk.shortcomings().forEach(file::lacks);
    } catch (InternalError e) {
      throw new IOException("another program cut it while it was read", e);
    }
  }

  @Override
  public Ledger.Quote quote(MappedBytes file, long offset) {
    return quoting.quote(file, offset);
  }
}
