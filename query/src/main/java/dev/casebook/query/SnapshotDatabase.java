package dev.casebook.query;

import dev.casebook.evidence.Snapshot;
import dev.casebook.tables.Catalogue;
import dev.casebook.tables.Coverage;
import dev.casebook.tables.Field;
import dev.casebook.tables.Reading;
import dev.casebook.tables.Table;
import dev.casebook.tables.TableReader;
import dev.casebook.tables.logs.SignalHits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One snapshot's tables and signals as SQL, for notes, or those of all snapshots of an incident,
/// where every table has the columns `host` and `snapshot` first. A table is read when it is first
/// asked for, and DuckDB is started when the first query runs: a snapshot on which no note has to
/// run needs neither.
public final class SnapshotDatabase implements AutoCloseable {

  /// One table of the snapshot: three large ones fit DuckDB's bound.
  static final long TABLE_BYTES_MAX = 48L << 20;

  /// Rows that wait in memory for DuckDB to be started; most tables have fewer.
  private static final int WAITING_ROWS_MAX = 20_000;

  /// A note returns one row a finding.
  private static final int ROWS_MAX = 10_000;

  /// Rows of a table that a SELECT made.
  private static final int KEPT_ROWS_MAX = 1_000_000;

  private final Incident incident;

  /// Of each snapshot of the incident.
  private final List<Readings> readings;

  private final List<String> leading;
  private final Catalogue catalogue;
  private final Map<String, Relation> relations = new HashMap<>();
  private final Map<String, Boolean> withoutEvidence = new HashMap<>();
  private final SignalsInUse signals = new SignalsInUse();
  private Consumer<Record> watcher = _ -> {};
  private @Nullable Engine engine;

  public SnapshotDatabase(Snapshot snapshot, Catalogue catalogue) {
    this(new Incident(List.of(snapshot)), List.of(new Readings(snapshot)), List.of(), catalogue);
  }

  private SnapshotDatabase(
      Incident incident, List<Readings> readings, List<String> leading, Catalogue catalogue) {
    this.incident = incident;
    this.readings = readings;
    this.leading = leading;
    this.catalogue = catalogue;
  }

  /// Of all snapshots together; origins are those of the incident.
  ///
  /// @param ofEach the database of each of its snapshots, in order
  public static SnapshotDatabase of(
      Incident incident, List<SnapshotDatabase> ofEach, Catalogue catalogue) {
    var readings = ofEach.stream().flatMap(each -> each.readings.stream()).toList();
    return new SnapshotDatabase(incident, readings, Question.LEADING, catalogue);
  }

  /// Shows every row of a table to somebody when the table is read.
  public void watch(Consumer<Record> watcher) {
    this.watcher = watcher;
  }

  /// How much of a table's evidence there is.
  public Coverage coverage(String table) {
    return relation(table).coverage;
  }

  /// Whether there is nothing to read a table from, which is told without reading.
  public boolean hasNoEvidence(String name) {
    return withoutEvidence.computeIfAbsent(
        name,
        _ ->
            catalogue
                .table(name)
                .filter(table -> table.streaming().isEmpty())
                .filter(table ->
                    incident.snapshots().stream()
                        .allMatch(snapshot -> new TableReader(snapshot).hasNothing(table)))
                .isPresent());
  }

  /// Whether a table has no rows.
  public boolean isEmpty(String table) {
    return relation(table).isEmpty;
  }

  private Relation relation(String name) {
    var known = relations.get(name);
    if (known == null) {
      var table =
          catalogue.table(name).orElseThrow(() -> new IllegalArgumentException("no table " + name));
      known = read(table, costly(table));
      relations.put(name, known);
    }
    return known;
  }

  /// Columns that its parser may leave out, which only one of files can.
  private static Set<String> costly(Table<?> table) {
    if (table.readings().stream()
        .noneMatch(reading -> reading.form() instanceof Reading.FileParser<?>)) {
      return Set.of();
    }
    return table.fields().stream()
        .filter(Field::costly)
        .map(Field::name)
        .collect(Collectors.toUnmodifiableSet());
  }

  private <R extends Record> Relation read(Table<R> table, Set<String> unwanted) {
    var relation = new Relation(table, unwanted);
    var ofEach = new ArrayList<Coverage>();
    for (int i = 0; i < incident.snapshots().size(); i++) {
      var snapshot = incident.snapshots().get(i);
      ofEach.add(
          readings
              .get(i)
              .read(table, unwanted, (origin, row) -> take(relation, row(snapshot, origin, row))));
    }
    relation.coverage = incident.coverage(table.isLoose(), ofEach);
    relation.isEmpty = relation.rows.isEmpty() && !relation.isLoaded;
    if (relation.loader != null) {
      close(relation, relation.loader);
    }
    return relation;
  }

  private Row row(Snapshot snapshot, long origin, Record record) {
    return leading.isEmpty()
        ? new Row(leading, origin, record)
        : new Row(incident.leading(snapshot), incident.origin(snapshot, origin), record);
  }

  /// Of a large table the rows that wait are loaded, and those after them as they come.
  private boolean take(Relation relation, Row row) {
    watcher.accept(row.record());
    if (relation.loader == null && relation.rows.size() < WAITING_ROWS_MAX) {
      return relation.rows.add(row);
    }
    if (relation.loader == null) {
      relation.loader = open(relation);
    }
    return relation.loader.add(row.leading(), row.origin(), row.record());
  }

  /// Makes a note's signals the relations `signal.NAME`, in place of the last note's.
  public void useSignals(List<SignalHits> next) {
    signals.turnTo(next);
  }

  /// Runs one SELECT over tables whose coverage was asked for, what was kept, and the signals in
  /// use.
  public Answer select(String sql, Duration deadline) throws QueryFailure {
    prepare(sql);
    return started().select(sql, deadline, ROWS_MAX);
  }

  /// Loads what a query names, and nothing that it doesn't.
  private void prepare(String sql) throws QueryFailure {
    var words = SqlWords.of(sql);
    var named = relations.values().stream().filter(one -> words.mayName(one.name())).toList();
    if (named.stream().anyMatch(relation -> !relation.unwanted.isEmpty())) {
      readWanted(SelectReader.read(started().connection(), sql));
    }
    named.forEach(relation -> load(relations.getOrDefault(relation.name(), relation)));
    signals.provide(started(), words);
  }

  /// What was kept as a table.
  ///
  /// @param coverage partial where there are more rows than a table may have
  public record Kept(Coverage coverage, boolean isEmpty) {}

  /// Keeps the answer of a SELECT as a table of the given name, in place of one that has it.
  public Kept keep(String name, String sql, Duration deadline) throws QueryFailure {
    prepare(sql);
    long rows = started().keep(name, sql, deadline, KEPT_ROWS_MAX);
    return new Kept(
        rows < KEPT_ROWS_MAX
            ? Coverage.complete()
            : Coverage.partial(name + " is larger than the cap"),
        rows == 0);
  }

  /// Makes a table of the given name with the columns of a SELECT, and without rows.
  public void keepNothing(String name, String sql, Duration deadline) throws QueryFailure {
    prepare(sql);
    started().keep(name, sql, deadline, 0);
  }

  /// Keeps rows that were made elsewhere of each snapshot as a table, in place of one that has the
  /// name.
  ///
  /// @param columns the types of their own, in order; before them stand those of every table
  /// @param rows of each snapshot, with the incident's origins
  public void keep(String name, Map<String, String> columns, List<Portion> rows) {
    drop(name);
    var table = new DerivedRows(started(), name, columns);
    rows.forEach(each -> table.add(List.of(each.host(), each.snapshot()), each.rows()));
  }

  /// Rows of one host in one snapshot.
  public record Portion(String host, String snapshot, List<@Nullable Object[]> rows) {
    public Portion {
      rows = List.copyOf(rows);
    }
  }

  /// The types of the columns of what was kept, in order.
  public Map<String, String> types(String name) throws QueryFailure {
    return started().types(name);
  }

  /// Forgets what was kept under a name.
  public void drop(String name) {
    started().drop(name);
  }

  /// Reads again what was read without columns that this query has.
  private void readWanted(Select select) {
    for (var name : select.relations()) {
      var relation = relations.get(name);
      if (relation != null
          && !relation.isEmpty
          && !select.unwanted(relation.table).containsAll(relation.unwanted)) {
        started().drop(name);
        relations.put(name, read(relation.table, Set.of()));
      }
    }
  }

  private Engine started() {
    if (engine == null) {
      engine = NoteEngines.take();
    }
    return engine;
  }

  private void load(Relation relation) {
    if (!relation.isLoaded) {
      close(relation, open(relation));
    }
  }

  /// Loads the rows that wait.
  private Loader open(Relation relation) {
    relation.isLoaded = true;
    Loader.create(started(), relation.table, leading);
    var loader = new Loader(started(), relation.table, TABLE_BYTES_MAX);
    relation.rows.forEach(row -> loader.add(row.leading(), row.origin(), row.record()));
    relation.rows.clear();
    return loader;
  }

  private static void close(Relation relation, Loader loader) {
    loader.close();
    relation.loader = null;
    if (loader.wasCut() && relation.coverage.isComplete()) {
      relation.coverage = Coverage.partial(relation.table.name() + " is larger than the cap");
    }
  }

  /// Frees what it holds; what is asked for afterwards is read again.
  @Override
  public void close() {
    relations.clear();
    if (engine != null) {
      NoteEngines.giveBack(engine);
      engine = null;
      signals.turnTo(List.of());
    }
  }

  /// @param leading what the columns before the record's own hold
  private record Row(List<String> leading, long origin, Record record) {}

  /// A table as it was read: its rows wait here until DuckDB is started for them.
  private static final class Relation {
    private final Table<?> table;
    private final List<Row> rows = new ArrayList<>();
    private Coverage coverage = Coverage.absent("");
    private boolean isEmpty = true;
    private boolean isLoaded;
    private @Nullable Loader loader;

    /// Columns that were left out.
    private final Set<String> unwanted;

    Relation(Table<?> table, Set<String> unwanted) {
      this.table = table;
      this.unwanted = unwanted;
    }

    private String name() {
      return table.name();
    }
  }
}
