package dev.casebook.query;

import dev.casebook.tables.Field;
import dev.casebook.tables.Streaming;
import dev.casebook.tables.Table;
import java.util.ArrayList;
import java.util.List;

/// A column of a streaming table, as SQL sees it.
sealed interface StreamColumn {

  /// Its type in SQL.
  String type();

  /// Writes the cell of the row that the walk stands on.
  ///
  /// @param leading what the columns before the page's own hold
  void write(Streaming.Rows rows, List<String> leading, StreamCells cell);

  /// One of those that every table has first.
  record Leading(int index) implements StreamColumn {
    @Override
    public String type() {
      return "VARCHAR";
    }

    @Override
    public void write(Streaming.Rows rows, List<String> leading, StreamCells cell) {
      cell.text(leading.get(index));
    }
  }

  /// One of the page's own.
  record Own(Field field, int index) implements StreamColumn {
    @Override
    public String type() {
      return field.type();
    }

    @Override
    public void write(Streaming.Rows rows, List<String> leading, StreamCells cell) {
      rows.write(index, cell);
    }
  }

  /// Where the row comes from.
  record Origin() implements StreamColumn {
    @Override
    public String type() {
      return "BIGINT";
    }

    @Override
    public void write(Streaming.Rows rows, List<String> leading, StreamCells cell) {
      cell.number(rows.origin());
    }
  }

  /// What DuckDB asks for when it needs no column but the number of rows.
  record Count() implements StreamColumn {
    @Override
    public String type() {
      return "BIGINT";
    }

    @Override
    public void write(Streaming.Rows rows, List<String> leading, StreamCells cell) {
      // The row as such is enough.
    }
  }

  /// All columns of a page, in order.
  static List<StreamColumn> of(Table<?> table) {
    var columns = new ArrayList<StreamColumn>();
    for (int i = 0; i < Question.LEADING.size(); i++) {
      columns.add(new Leading(i));
    }
    var fields = table.fields();
    for (int i = 0; i < fields.size(); i++) {
      columns.add(new Own(fields.get(i), i));
    }
    columns.add(new Origin());
    return columns;
  }
}
