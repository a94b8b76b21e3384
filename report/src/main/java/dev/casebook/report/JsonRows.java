package dev.casebook.report;

import dev.casebook.verdicts.JsonText;
import java.io.PrintStream;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows as JSON objects, one a line: a JSON array of them, or the lines alone.
public final class JsonRows implements RowWriter {

  private final PrintStream out;
  private final boolean array;
  private List<String> names = List.of();
  private boolean first = true;

  /// An array.
  public JsonRows(PrintStream out) {
    this(out, true);
  }

  private JsonRows(PrintStream out, boolean array) {
    this.out = out;
    this.array = array;
  }

  /// JSON Lines: each line is a document of its own.
  public static JsonRows lines(PrintStream out) {
    return new JsonRows(out, false);
  }

  @Override
  public void columns(List<String> columns) {
    names = apart(columns);
    out.print(array ? "[" : "");
  }

  /// An object has each key once: of columns with one name the later ones get a number, `host_1`,
  /// as DuckDB names them in a subquery.
  private static List<String> apart(List<String> columns) {
    var apart = new LinkedHashSet<String>();
    for (var column : columns) {
      var name = column;
      for (int i = 1; !apart.add(name); i++) {
        name = column + "_" + i;
      }
    }
    return List.copyOf(apart);
  }

  @Override
  public void row(@Nullable Object[] cells) {
    var json = new JsonText().object();
    for (int i = 0; i < cells.length; i++) {
      Cell.write(json.key(names.get(i)), cells[i]);
    }
    out.print(array ? (first ? "\n" : ",\n") + json.end() : json.end() + "\n");
    first = false;
  }

  @Override
  public void end() {
    if (array) {
      out.print(first ? "]\n" : "\n]\n");
    }
  }
}
