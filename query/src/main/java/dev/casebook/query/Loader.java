package dev.casebook.query;

import dev.casebook.tables.Field;
import dev.casebook.tables.Table;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Fills the DuckDB table of a page from its records.
final class Loader implements AutoCloseable {

  private final CellWriter cells;
  private final List<MethodHandle> accessors;

  /// @param bytesMax after which the table takes no more rows
  Loader(Engine engine, Table<?> table, long bytesMax) {
    this.cells = CellWriter.into(engine, "main", table.name(), bytesMax);
    this.accessors = accessors(table.row());
  }

  /// Makes the table, without rows, if there is none.
  ///
  /// @param leading names of columns before the record's own
  static void create(Engine engine, Table<?> table, List<String> leading) {
    var columns =
        Stream.concat(
                leading.stream().map(name -> Engine.identifier(name) + " VARCHAR"),
                table.fields().stream().map(Loader::column))
            .collect(Collectors.joining(", "));
    engine.make(table.name(), columns + ", origin BIGINT");
  }

  private static String column(Field field) {
    return Engine.identifier(field.name()) + " " + field.type();
  }

  private static List<MethodHandle> accessors(Class<?> row) {
    var accessors = new ArrayList<MethodHandle>();
    for (RecordComponent component : row.getRecordComponents()) {
      try {
        accessors.add(MethodHandles.lookup().unreflect(component.getAccessor()));
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(row + " must be public", e);
      }
    }
    return accessors;
  }

  /// @param leading what the columns before the record's own hold
  /// @return whether the row was taken; false once the table is full
  boolean add(List<String> leading, long origin, Record row) {
    if (cells.isFull()) {
      return false;
    }
    cells.begin();
    leading.forEach(cells::write);
    for (var accessor : accessors) {
      cells.write(value(accessor, row));
    }
    cells.write(origin);
    cells.end();
    return true;
  }

  private static @Nullable Object value(MethodHandle accessor, Record row) {
    try {
      return accessor.invoke(row);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  boolean wasCut() {
    return cells.wasCut();
  }

  @Override
  public void close() {
    cells.close();
  }
}
