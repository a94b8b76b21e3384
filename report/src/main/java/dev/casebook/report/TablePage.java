package dev.casebook.report;

import java.util.List;

/// A table's own page: what a row is, every column in words, where its evidence lies, queries that
/// run.
public final class TablePage {

  private final Style style;
  private final StringBuilder columns = new StringBuilder();
  private final StringBuilder readings = new StringBuilder();
  private final StringBuilder examples = new StringBuilder();
  private final String head;

  public TablePage(String name, String rowMeaning, Style style) {
    this.style = style;
    this.head = style.bold(name) + ": one row is " + rowMeaning + ".\n";
  }

  public void column(String name, String type, String meaning) {
    var lead = String.format(java.util.Locale.ROOT, "  %-20s %-10s ", name, type);
    Paragraph.wrap(meaning, lead, " ".repeat(lead.length()), style.width())
        .forEach(line -> columns.append(line).append('\n'));
  }

  /// One way to read it; the first usable one wins.
  public void reading(List<String> artifacts) {
    Paragraph.wrap(String.join(", ", artifacts), "  - ", "    ", style.width())
        .forEach(line -> readings.append(line).append('\n'));
  }

  public void example(String tells, String sql) {
    examples.append("  ").append(style.dim("-- " + tells)).append('\n');
    sql.lines().forEach(line -> examples.append("  ").append(line).append('\n'));
  }

  public String text() {
    var page = new StringBuilder(head);
    section(page, "Columns", columns);
    section(page, "Evidence, the first that is there", readings);
    section(page, "Try", examples);
    return page.toString();
  }

  private void section(StringBuilder page, String title, StringBuilder body) {
    if (!body.isEmpty()) {
      page.append('\n').append(style.bold(title)).append('\n').append(body);
    }
  }
}
