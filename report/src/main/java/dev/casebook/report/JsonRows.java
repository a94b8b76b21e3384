package dev.casebook.report;

import dev.casebook.verdicts.JsonText;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows as a JSON array of objects, one a line.
public final class JsonRows implements RowWriter {

  private final PrintStream out;
  private List<String> names = List.of();
  private boolean first = true;

  public JsonRows(PrintStream out) {
    this.out = out;
  }

  @Override
  public void columns(List<String> columns) {
    names = List.copyOf(columns);
    out.print("[");
  }

  @Override
  public void row(@Nullable Object[] cells) {
    var json = new JsonText().object();
    for (int i = 0; i < cells.length; i++) {
      write(json.key(names.get(i)), cells[i]);
    }
    out.print((first ? "\n" : ",\n") + json.end());
    first = false;
  }

  private static void write(JsonText json, @Nullable Object cell) {
    switch (cell) {
      case null -> json.literal("null");
      case Long number -> json.number(number);
      case Boolean truth -> json.bool(truth);
      case Double number when Double.isFinite(number) -> json.literal(number.toString());
      case BigDecimal number -> json.literal(number.toPlainString());
      default -> json.text(cell.toString());
    }
  }

  @Override
  public void end() {
    out.print(first ? "]\n" : "\n]\n");
  }
}
