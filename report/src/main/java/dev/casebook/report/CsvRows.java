package dev.casebook.report;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Rows as CSV (RFC 4180, lines end in LF), values as they are; NULL is an empty cell and empty
/// text is `""`.
public record CsvRows(PrintStream out) implements RowWriter {

  @Override
  public void columns(List<String> names) {
    out.print(names.stream().map(CsvRows::cell).collect(Collectors.joining(",")) + "\n");
  }

  @Override
  public void row(@Nullable Object[] cells) {
    out.print(Arrays.stream(cells).map(CsvRows::cell).collect(Collectors.joining(",")) + "\n");
  }

  @Override
  public void end() {
    // Every row is written at once.
  }

  private static String cell(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    var text = value.toString();
    boolean quoted =
        text.isEmpty()
            || text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
