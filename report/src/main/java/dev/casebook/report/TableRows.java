package dev.casebook.report;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows as a table for people: columns as wide as the first rows need, long cells cut, a count
/// below.
public final class TableRows implements RowWriter {

  /// Rows that are looked at to choose widths; a wider cell in a later one shifts what follows it.
  private static final int SAMPLE_MAX = 1000;

  /// A wider cell is cut, unless it is the last, or the table is a [#whole] one.
  private static final int CELL_COLUMNS_MAX = 60;

  private final PrintStream out;
  private final Style style;
  private final int cellColumnsMax;
  private final boolean headed;
  private final List<List<String>> sample = new ArrayList<>();
  private List<String> names = List.of();
  private int[] widths = new int[0];
  private boolean flowing;
  private long rows;

  public TableRows(PrintStream out, Style style) {
    this(out, style, CELL_COLUMNS_MAX, true);
  }

  private TableRows(PrintStream out, Style style, int cellColumnsMax, boolean headed) {
    this.headed = headed;
    this.out = out;
    this.style = style;
    this.cellColumnsMax = cellColumnsMax;
  }

  /// A table whose cells are cut on a terminal only: what is read by a program is whole.
  public static TableRows whole(PrintStream out, Style style) {
    return new TableRows(out, style, cellColumnsMax(style), true);
  }

  /// The same, without names of columns and without the count.
  public static TableRows bare(PrintStream out, Style style) {
    return new TableRows(out, style, cellColumnsMax(style), false);
  }

  private static int cellColumnsMax(Style style) {
    return style.terminal() ? CELL_COLUMNS_MAX : Integer.MAX_VALUE;
  }

  @Override
  public void columns(List<String> columns) {
    names = columns.stream().map(Printable::line).toList();
  }

  @Override
  public void row(@Nullable Object[] cells) {
    rows++;
    var texts = new ArrayList<String>();
    for (var cell : cells) {
      texts.add(cell == null ? "" : Printable.line(Cell.text(cell)));
    }
    if (flowing) {
      print(texts);
    } else {
      sample.add(texts);
      if (sample.size() == SAMPLE_MAX) {
        flow();
      }
    }
  }

  @Override
  public void end() {
    if (!flowing) {
      flow();
    }
    if (!headed) {
      return;
    }
    out.print(style.dim(rows == 1 ? "1 row" : rows + " rows") + "\n");
  }

  private void flow() {
    flowing = true;
    widths = new int[names.size()];
    for (int i = 0; i < widths.length; i++) {
      int column = i;
      int widest =
          sample.stream().mapToInt(row -> Paragraph.columns(row.get(column))).max().orElse(0);
      boolean last = i == widths.length - 1;
      widths[i] =
          Math.max(
              headed ? Paragraph.columns(names.get(i)) : 0,
              last ? widest : Math.min(cellColumnsMax, widest));
    }
    if (headed) {
      out.print(style.bold(joined(names)) + "\n");
    }
    sample.forEach(this::print);
    sample.clear();
  }

  private void print(List<String> texts) {
    out.print(joined(texts) + "\n");
  }

  private String joined(List<String> texts) {
    var line = new StringBuilder();
    for (int i = 0; i < texts.size(); i++) {
      boolean last = i == texts.size() - 1;
      var cell = last ? texts.get(i) : cut(texts.get(i), cellColumnsMax);
      line.append(cell);
      if (!last) {
        line.append(" ".repeat(Math.max(0, widths[i] - Paragraph.columns(cell)) + 2));
      }
    }
    return line.toString().stripTrailing();
  }

  private static String cut(String text, int width) {
    if (Paragraph.columns(text) <= width) {
      return text;
    }
    var kept = new StringBuilder();
    int room = width - 1;
    for (int c : text.codePoints().toArray()) {
      int columns = Paragraph.columns(Character.toString(c));
      if (columns > room) {
        break;
      }
      room -= columns;
      kept.appendCodePoint(c);
    }
    return kept.append('…').toString();
  }
}
