package dev.casebook.wings.captures.tables;

import dev.casebook.evidence.Snapshot;
import dev.casebook.evidence.UnreadableSource;
import dev.casebook.tables.ColumnWriter;
import dev.casebook.tables.Coverage;
import dev.casebook.tables.Field;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The rows that `packets` streams of a source, each cell as text by its column's name.
record PacketRows(List<Map<String, String>> rows, Coverage coverage) {

  static PacketRows of(Path place) {
    try (var source = Sample.sources().open(place.toString())) {
      return of(source.snapshots().getFirst());
    } catch (UnreadableSource e) {
      throw new AssertionError(e);
    }
  }

  static PacketRows of(Snapshot snapshot) {
    var names = Packet.TABLE.fields().stream().map(Field::name).toList();
    Set<String> asked = names.stream().collect(Collectors.toUnmodifiableSet());
    try (var cursor = Packet.TABLE.streaming().orElseThrow().open(snapshot, asked)) {
      var rows = new ArrayList<Map<String, String>>();
      while (cursor.next()) {
        var row = new HashMap<String, String>();
        for (int i = 0; i < names.size(); i++) {
          cursor.write(i, new Cell(row, names.get(i)));
        }
        rows.add(row);
      }
      return new PacketRows(rows, cursor.coverage());
    }
  }

  private record Cell(Map<String, String> row, String name) implements ColumnWriter {
    @Override
    public void text(String text) {
      row.put(name, text);
    }

    @Override
    public void utf8(byte[] bytes, int from, int to) {
      row.put(name, new String(bytes, from, to - from, StandardCharsets.UTF_8));
    }

    @Override
    public void number(long number) {
      row.put(name, Long.toString(number));
    }

    @Override
    public void micros(long micros) {
      row.put(name, Long.toString(micros));
    }
  }

  static @Nullable String cell(Map<String, String> row, String name) {
    return row.get(name);
  }
}
