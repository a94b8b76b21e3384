package dev.casebook.query;

import dev.casebook.evidence.Snapshot;
import dev.casebook.tables.Coverage;
import dev.casebook.tables.Table;
import dev.casebook.tables.TableReader;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the tables of one snapshot. Notes of the snapshot and those of the incident ask for the
/// same ones, so what was read of a small one is kept until memory is short.
final class Readings {

  /// Most tables of a host have fewer rows; larger ones are seldom asked for twice.
  private static final int ROWS_MAX = 5_000;

  private final Snapshot snapshot;
  private final Map<String, SoftReference<Reading>> known = new HashMap<>();

  private record Reading(Coverage coverage, List<Row> rows) {}

  private record Row(long origin, Record record) {}

  Readings(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  /// @param unwanted [costly][dev.casebook.tables.Column#costly] columns that may stay empty
  <R extends Record> Coverage read(Table<R> table, Set<String> unwanted, TableReader.Sink sink) {
    var reader = new TableReader(snapshot);
    if (!unwanted.isEmpty()) {
      return reader.read(table, unwanted, sink);
    }
    var before = known(table.name());
    if (before != null) {
      before.rows.forEach(row -> sink.add(row.origin, row.record));
      return before.coverage;
    }
    var rows = new ArrayList<Row>();
    var coverage =
        reader.read(
            table,
            (origin, record) -> {
              if (rows.size() <= ROWS_MAX) {
                rows.add(new Row(origin, record));
              }
              return sink.add(origin, record);
            });
    if (rows.size() <= ROWS_MAX) {
      known.put(table.name(), new SoftReference<>(new Reading(coverage, rows)));
    }
    return coverage;
  }

  private @Nullable Reading known(String table) {
    var kept = known.get(table);
    return kept == null ? null : kept.get();
  }
}
