package dev.casebook.investigate;

import dev.casebook.evidence.Snapshot;
import dev.casebook.tables.Coverage;
import dev.casebook.tables.Field;
import dev.casebook.tables.Table;
import dev.casebook.tables.TableReader;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The rows of a table of one snapshot, by their key, as text.
///
/// @param full whether there are more than are held
/// @param own what of its text only tells which host it is
record HeldRows(
    Table<?> table, Coverage coverage, OwnWords own, Map<String, List<Held>> byKey, boolean full) {

  /// Past this a table is compared in part.
  static final int ROWS_MAX = 200_000;

  /// @param values one a column, null where it is not told
  record Held(List<@Nullable String> values, long origin) {}

  static HeldRows of(Snapshot snapshot, Table<?> table, OwnWords own) {
    var key = keyWithout(table, Set.of());
    var accessors = accessors(table);
    var rows = new LinkedHashMap<String, List<Held>>();
    var count = new int[1];
    var coverage =
        new TableReader(snapshot)
            .read(
                table,
                (origin, row) -> {
                  if (count[0]++ >= ROWS_MAX) {
                    return false;
                  }
                  var held = new Held(values(accessors, row), origin);
                  rows.computeIfAbsent(own.masked(key(held, key)), _ -> new ArrayList<>())
                      .add(held);
                  return true;
                });
    return new HeldRows(table, coverage, own, rows, count[0] > ROWS_MAX);
  }

  /// The same rows by the rest of their key, for a comparison with evidence that leaves these
  /// columns open.
  HeldRows without(Set<String> columns) {
    var key = keyWithout(table, columns);
    if (key.length == table.compared().key().length) {
      return this;
    }
    var rows = new LinkedHashMap<String, List<Held>>();
    byKey.values().stream()
        .flatMap(List::stream)
        .forEach(held ->
            rows.computeIfAbsent(own.masked(key(held, key)), _ -> new ArrayList<>()).add(held));
    return new HeldRows(table, coverage, own, rows, full);
  }

  private static int[] keyWithout(Table<?> table, Set<String> columns) {
    var names = table.fields().stream().map(Field::name).toList();
    return Arrays.stream(table.compared().key())
        .filter(column -> !columns.contains(column))
        .mapToInt(names::indexOf)
        .toArray();
  }

  private static String key(Held row, int[] columns) {
    var key = new ArrayList<String>();
    for (int column : columns) {
      var value = row.values().get(column);
      key.add(value == null ? "" : value);
    }
    return String.join("\u0000", key);
  }

  private static List<MethodHandle> accessors(Table<?> table) {
    var accessors = new ArrayList<MethodHandle>();
    for (var component : table.components()) {
      try {
        accessors.add(MethodHandles.lookup().unreflect(component.getAccessor()));
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(e);
      }
    }
    return accessors;
  }

  private static List<@Nullable String> values(List<MethodHandle> accessors, Record row) {
    var values = new ArrayList<@Nullable String>(accessors.size());
    try {
      for (var accessor : accessors) {
        var value = accessor.invoke(row);
        values.add(value == null ? null : value.toString());
      }
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
    return values;
  }

  /// Whether any row tells this column.
  boolean tells(int column) {
    return byKey.values().stream()
        .flatMap(List::stream)
        .anyMatch(row -> row.values().get(column) != null);
  }
}
