package dev.casebook.query;

import dev.casebook.tables.logs.SignalHits;
import java.util.stream.Collectors;

/// Makes a signal's hits the relation `signal.NAME`.
final class SignalLoader {

  private SignalLoader() {}

  static void load(Engine engine, SignalHits signal) {
    var groups =
        signal.groups().stream()
            .map(group -> Engine.identifier(group) + " VARCHAR, ")
            .collect(Collectors.joining());
    engine.execute(
        "CREATE TABLE "
            + Engine.SIGNALS
            + "."
            + Engine.identifier(signal.name())
            + " (time TIMESTAMP, host VARCHAR, program VARCHAR, pid BIGINT, level VARCHAR,"
            + " message VARCHAR, "
            + groups
            + "origin BIGINT)");
    if (!signal.hits().isEmpty()) {
      fill(engine, signal);
    }
  }

  private static void fill(Engine engine, SignalHits signal) {
    try (var cells =
        CellWriter.into(engine, Engine.SIGNALS, signal.name(), SnapshotDatabase.TABLE_BYTES_MAX)) {
      for (var hit : signal.hits()) {
        cells.begin();
        cells.write(hit.time());
        cells.write(hit.host());
        cells.write(hit.program());
        cells.write(hit.pid());
        cells.write(hit.level());
        cells.write(hit.message());
        hit.values().forEach(cells::write);
        cells.write(hit.origin());
        cells.end();
      }
    }
  }
}
