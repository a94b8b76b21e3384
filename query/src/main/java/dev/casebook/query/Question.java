package dev.casebook.query;

import dev.casebook.evidence.Snapshot;
import dev.casebook.evidence.Wanted;
import dev.casebook.tables.Catalogue;
import dev.casebook.tables.EvidenceAccount;
import dev.casebook.tables.NearestName;
import dev.casebook.tables.Table;
import dev.casebook.tables.TableReader;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A person's SQL over all snapshots at once: every table has the columns `host` and `snapshot`
/// first. Only the tables that a query names are read, once.
public final class Question implements AutoCloseable {

  /// What sorts and joins may take before they spill.
  private static final int MEMORY_MIB = 256;

  /// One table of one snapshot; what DuckDB has no memory for it spills.
  private static final long TABLE_BYTES_MAX = 1L << 30;

  /// The columns of every table before its own.
  static final List<String> LEADING = List.of("host", "snapshot");

  private final Catalogue catalogue;
  private final Derived.Views views;
  private final Engine engine;

  /// The streaming tables that were asked.
  private final Map<String, StreamFunction> streams = new LinkedHashMap<>();

  /// The tables that were read, each with the columns that were left out.
  private final Map<String, Set<String>> loaded = new HashMap<>();

  private List<Snapshot> snapshots = List.of();
  private SnapshotNames names = new SnapshotNames(snapshots);

  /// The tables that were read, each with how much evidence there was.
  private final Map<String, List<Told>> told = new LinkedHashMap<>();

  /// @param spillFolder where large sorts may spill; the caller removes it
  /// @param output the one file that may be written, or null
  public Question(
      Catalogue catalogue, Derived.Views views, Path spillFolder, @Nullable Path output) {
    this.catalogue = catalogue;
    this.views = views;
    this.engine = Engine.start(Runtime.getRuntime().availableProcessors(), MEMORY_MIB, spillFolder);
    engine.lock(output);
  }

  /// What a SELECT will ask of its sources.
  ///
  /// @throws QueryFailure if it is not one, or if there is no such table
  public Wanted wanted(String sql) throws QueryFailure {
    var relations = new HashSet<String>();
    for (var name : SelectReader.read(engine.connection(), sql).relations()) {
      var view = views.named(name);
      if (view.isPresent()) {
        relations.addAll(view.get().relations());
      } else {
        relations.add(table(name).name());
      }
    }
    return catalogue.wanted(relations);
  }

  /// Asks these from now on; the caller closes them.
  public Question over(List<Snapshot> asked) {
    snapshots = List.copyOf(asked);
    names = new SnapshotNames(snapshots);
    return this;
  }

  /// Answers one SELECT row by row, so that the answer need not fit in memory.
  ///
  /// @param columns takes the columns' names, once
  /// @param rows takes the cells of each row; see [Answer]
  public void ask(String sql, Consumer<List<String>> columns, Consumer<@Nullable Object[]> rows)
      throws QueryFailure {
    prepare(sql);
    try (var statement = engine.connection().createStatement();
        var result = statement.executeQuery(sql)) {
      pass(result, columns, rows);
    } catch (SQLException e) {
      throw PlainWords.failure(e);
    }
  }

  /// Writes the answer to the output file as Parquet.
  ///
  /// @return the number of rows
  public long export(String sql, Path output) throws QueryFailure {
    prepare(sql);
    var copy =
        "COPY ("
            + Select.withoutEnd(sql)
            + "\n) TO "
            + Engine.literal(output.toAbsolutePath().toString())
            + " (FORMAT parquet)";
    try (var statement = engine.connection().createStatement()) {
      return statement.executeUpdate(copy);
    } catch (SQLException e) {
      throw PlainWords.failure(e);
    }
  }

  /// What the tables that were asked lack: `incomplete: TABLE of SNAPSHOT: reason`, and `no
  /// evidence: …` where no snapshot has any. Of a streaming table this is known once the answer was
  /// read.
  public List<String> shortcomings() {
    streams.forEach((name, stream) -> told.put(name, stream.told()));
    var all = new ArrayList<String>();
    told.forEach((name, of) -> all.addAll(Told.shortcomings(name, of, names)));
    return all;
  }

  private void prepare(String sql) throws QueryFailure {
    var select = SelectReader.read(engine.connection(), sql);
    var tables = new ArrayList<Table<?>>();
    for (var name : select.relations()) {
      var view = views.named(name);
      if (view.isPresent()) {
        derive(name, view.get());
        continue;
      }
      var table = table(name);
      if (table.streaming().isEmpty()) {
        tables.add(table);
      } else {
        streams.computeIfAbsent(
            name,
            _ ->
                StreamFunction.register(
                    engine, table, table.streaming().orElseThrow(), snapshots, names));
      }
    }
    tables.forEach(table -> Loader.create(engine, table, LEADING));
    bind(sql);
    tables.forEach(table -> prepare(table, select));
  }

  /// Fills the table of a view, once.
  private void derive(String name, Derived view) throws QueryFailure {
    if (told.containsKey(name)) {
      return;
    }
    var rows = new DerivedRows(engine, name, view.columns());
    for (var snapshot : snapshots) {
      var made = view.of(snapshot);
      rows.add(names.leading(snapshot), made.answer().rows());
      told.computeIfAbsent(name, _ -> new ArrayList<>()).add(new Told(snapshot, made.coverage()));
    }
  }

  /// Finds out whether there are such columns and functions before the tables are read, which can
  /// take long.
  private void bind(String sql) throws QueryFailure {
    try {
      engine.connection().prepareStatement(sql).close();
    } catch (SQLException e) {
      throw PlainWords.failure(e);
    }
  }

  private void prepare(Table<?> table, Select select) {
    var unwanted = select.unwanted(table);
    var known = loaded.get(table.name());
    if (known == null || !unwanted.containsAll(known)) {
      engine.execute("TRUNCATE " + Engine.identifier(table.name()));
      loaded.put(table.name(), unwanted);
      told.remove(table.name());
      load(table, unwanted);
    }
  }

  private Table<?> table(String name) throws QueryFailure {
    var table = catalogue.table(name);
    if (table.isEmpty()) {
      var names = new ArrayList<>(catalogue.tables().stream().map(Table::name).toList());
      names.addAll(views.names());
      throw new QueryFailure(
          "there is no table or view "
              + name
              + NearestName.of(name, names)
                  .map(nearest -> "; did you mean " + nearest + "?")
                  .orElse("")
              + " (casebook tables lists them)");
    }
    return table.get();
  }

  private void load(Table<?> table, Set<String> unwanted) {
    for (var snapshot : snapshots) {
      load(table, unwanted, snapshot, names.leading(snapshot));
    }
  }

  private <R extends Record> void load(
      Table<R> table, Set<String> unwanted, Snapshot snapshot, List<String> leading) {
    try (var loader = new Loader(engine, table, TABLE_BYTES_MAX)) {
      if (table.name().equals(EvidenceAccount.TABLE.name())) {
        EvidenceAccount.of(snapshot, catalogue).forEach(row -> loader.add(leading, 0, row));
      } else {
        var coverage =
            new TableReader(snapshot)
                .read(table, unwanted, (origin, row) -> loader.add(leading, origin, row));
        told.computeIfAbsent(table.name(), _ -> new ArrayList<>())
            .add(new Told(snapshot, coverage));
      }
    }
  }

  private static void pass(
      ResultSet result, Consumer<List<String>> columns, Consumer<@Nullable Object[]> rows)
      throws SQLException, QueryFailure {
    var meta = result.getMetaData();
    int width = meta.getColumnCount();
    var names = new ArrayList<String>();
    for (int i = 1; i <= width; i++) {
      names.add(meta.getColumnName(i));
    }
    // What fails before there is a row fails before anything is printed.
    var row = next(result, width);
    columns.accept(names);
    while (row != null) {
      rows.accept(row);
      row = next(result, width);
    }
  }

  /// The next row; null at the end. A value as large as the heap is the query's fault and not ours,
  /// and garbage once it is let go.
  private static @Nullable Object @Nullable [] next(ResultSet result, int width)
      throws SQLException, QueryFailure {
    try {
      return Cells.next(result::next) ? Cells.row(result, width) : null;
    } catch (OutOfMemoryError e) {
      throw new QueryFailure(PlainWords.TOO_LARGE);
    }
  }

  @Override
  public void close() {
    streams.values().forEach(StreamFunction::close);
    engine.close();
  }
}
