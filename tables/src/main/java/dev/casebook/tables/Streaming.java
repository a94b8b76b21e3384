package dev.casebook.tables;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.evidence.Snapshot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/// How the rows of a table that is never held are made: while a query runs, one after the other,
/// and of each only the columns that the query names. For tables with millions of rows, of which a
/// record each would cost more than all else.
///
/// ```java
/// Streaming.of(Logs.names(), LogCursor::open)
///     .column("pid", LogCursor::pid)
///     .column("message", (line, cell) -> …);
/// ```
///
/// @param <C> the walk over the rows, of which columns take their cells
public final class Streaming<C extends RowCursor> {

  /// Begins a walk.
  public interface Opener<C extends RowCursor> {
    /// @param columns the names of those that are asked for, by which a walk knows what it may
    ///   leave out
    C open(Snapshot snapshot, Set<String> columns);
  }

  /// The types of columns that a stream can have.
  private static final Set<String> TYPES = Set.of("VARCHAR", "BIGINT", "TIMESTAMP");

  private final List<ArtifactName> artifacts;
  private final Opener<C> opener;
  private final Map<String, BiConsumer<? super C, ColumnWriter>> columns;

  private Streaming(
      List<ArtifactName> artifacts,
      Opener<C> opener,
      Map<String, BiConsumer<? super C, ColumnWriter>> columns) {
    this.artifacts = List.copyOf(artifacts);
    this.opener = opener;
    this.columns = columns;
  }

  /// @param artifacts all that the rows may come from
  public static <C extends RowCursor> Streaming<C> of(
      List<ArtifactName> artifacts, Opener<C> opener) {
    return new Streaming<>(artifacts, opener, Map.of());
  }

  /// How the cell of a column is made of the row that the walk stands on.
  public Streaming<C> column(String name, BiConsumer<? super C, ColumnWriter> cell) {
    var more = new LinkedHashMap<>(columns);
    more.put(name, cell);
    return new Streaming<>(artifacts, opener, more);
  }

  List<ArtifactName> artifacts() {
    return artifacts;
  }

  /// @throws IllegalStateException if these are not the page's columns in its order
  void check(String table, List<Field> fields) {
    if (!List.copyOf(columns.keySet()).equals(fields.stream().map(Field::name).toList())) {
      throw new IllegalStateException(table + " streams " + columns.keySet() + " of " + fields);
    }
    if (!fields.stream().allMatch(field -> TYPES.contains(field.type()))) {
      throw new IllegalStateException(table + " has a column of a type that no stream can have");
    }
  }

  /// Begins a walk over a snapshot's rows.
  ///
  /// @param names of the columns that are asked for
  public Rows open(Snapshot snapshot, Set<String> names) {
    return new Walk<>(opener.open(snapshot, names), List.copyOf(columns.values()));
  }

  /// A walk together with what makes its cells.
  public interface Rows extends RowCursor {
    /// Writes a cell of the row that it stands on.
    ///
    /// @param column the place on the page of one that is asked for
    void write(int column, ColumnWriter cell);
  }

  private record Walk<C extends RowCursor>(
      C cursor, List<BiConsumer<? super C, ColumnWriter>> cells) implements Rows {

    @Override
    public boolean next() {
      return cursor.next();
    }

    @Override
    public void write(int column, ColumnWriter cell) {
      cells.get(column).accept(cursor, cell);
    }

    @Override
    public long origin() {
      return cursor.origin();
    }

    @Override
    public Coverage coverage() {
      return cursor.coverage();
    }

    @Override
    public void close() {
      cursor.close();
    }
  }
}
