package dev.casebook.report;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Rows as CSV (RFC 4180, lines end in LF); NULL is an empty cell and empty text is `""`.
///
/// A file or a program gets values as they are. A terminal gets them printable, since it would obey
/// control characters in evidence.
public record CsvRows(PrintStream out, Style style) implements RowWriter {

  @Override
  public void columns(List<String> names) {
    out.print(names.stream().map(this::cell).collect(Collectors.joining(",")) + "\n");
  }

  @Override
  public void row(@Nullable Object[] cells) {
    out.print(Arrays.stream(cells).map(this::cell).collect(Collectors.joining(",")) + "\n");
  }

  @Override
  public void end() {
    // Every row is written at once.
  }

  private String cell(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    var text = style.terminal() ? Printable.line(Cell.text(value)) : Cell.text(value);
    boolean quoted =
        text.isEmpty()
            || text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
