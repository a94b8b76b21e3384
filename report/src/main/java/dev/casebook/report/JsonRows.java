package dev.casebook.report;

import dev.casebook.verdicts.JsonText;
import java.io.PrintStream;
import java.math.BigDecimal;
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
    names = List.copyOf(columns);
    out.print(array ? "[" : "");
  }

  @Override
  public void row(@Nullable Object[] cells) {
    var json = new JsonText().object();
    for (int i = 0; i < cells.length; i++) {
      write(json.key(names.get(i)), cells[i]);
    }
    out.print(array ? (first ? "\n" : ",\n") + json.end() : json.end() + "\n");
    first = false;
  }

  private static void write(JsonText json, @Nullable Object cell) {
    switch (cell) {
      case null -> json.literal("null");
      case Long number -> json.number(number);
      case Boolean truth -> json.bool(truth);
      case Double number when Double.isFinite(number) -> json.literal(number.toString());
      case BigDecimal number -> json.literal(number.toPlainString());
      case Json value -> json.literal(value.text());
      default -> json.text(cell.toString());
    }
  }

  @Override
  public void end() {
    if (array) {
      out.print(first ? "]\n" : "\n]\n");
    }
  }
}
