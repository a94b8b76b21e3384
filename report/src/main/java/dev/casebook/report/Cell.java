package dev.casebook.report;

import dev.casebook.verdicts.JsonText;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A cell of an answer as JSON and as text; see [RowWriter] for what it may be.
final class Cell {

  private Cell() {}

  /// Lists and maps are JSON in text, too.
  static String text(Object cell) {
    if (cell instanceof List || cell instanceof Map) {
      var json = new JsonText();
      write(json, cell);
      return json.toString();
    }
    return cell.toString();
  }

  static void write(JsonText json, @Nullable Object cell) {
    switch (cell) {
      case null -> json.literal("null");
      case Long number -> json.number(number);
      case Boolean truth -> json.bool(truth);
      case Double number when Double.isFinite(number) -> json.literal(number.toString());
      case BigDecimal number -> json.literal(number.toPlainString());
      case Json value -> json.literal(value.text());
      case List<?> list -> {
        json.array();
        list.forEach(value -> write(json, value));
        json.end();
      }
      case Map<?, ?> map -> {
        json.object();
        map.forEach((key, value) -> write(json.key(key.toString()), value));
        json.end();
      }
      default -> json.text(cell.toString());
    }
  }
}
