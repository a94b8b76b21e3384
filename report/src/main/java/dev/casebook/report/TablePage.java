package dev.casebook.report;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A table's own page: what a row is, every column in words, where its evidence lies, queries that
/// run.
public final class TablePage {

  private static final Pattern QUOTED = Pattern.compile("'[^']*'");

  /// Stands for a space that must not become a line break.
  private static final char HELD = '\u00a0';

  private final Style style;
  private final StringBuilder columns = new StringBuilder();
  private final StringBuilder readings = new StringBuilder();
  private final StringBuilder alongside = new StringBuilder();
  private final StringBuilder comparing = new StringBuilder();
  private final StringBuilder parts = new StringBuilder();
  private final StringBuilder examples = new StringBuilder();
  private final List<String> head;

  public TablePage(String name, String rowMeaning, Style style) {
    this.style = style;
    this.head =
        Paragraph.wrap(
            "one row is " + rowMeaning + ".", style.bold(name) + ": ", "  ", style.width());
  }

  public void column(String name, String type, String meaning) {
    var lead = String.format(Locale.ROOT, "  %-20s %-10s ", name, type);
    Paragraph.wrap(meaning, lead, " ".repeat(lead.length()), style.width())
        .forEach(line -> columns.append(line).append('\n'));
  }

  /// One way to read it; the first usable one wins.
  public void reading(List<String> artifacts) {
    Paragraph.wrap(String.join(", ", artifacts), "  - ", "    ", style.width())
        .forEach(line -> readings.append(line).append('\n'));
  }

  /// What is read in addition, whichever way is used.
  public void alongside(String artifact) {
    Paragraph.wrap(artifact, "  - ", "    ", style.width())
        .forEach(line -> alongside.append(line).append('\n'));
  }

  /// How its rows are held against those of another snapshot, a sentence each.
  public void comparing(String sentence) {
    Paragraph.wrap(sentence, "  ", "    ", style.width())
        .forEach(line -> comparing.append(line).append('\n'));
  }

  /// The relations that a view is made of.
  public void madeOf(Collection<String> relations) {
    Paragraph.wrap(String.join(", ", relations), "  ", "  ", style.width())
        .forEach(line -> parts.append(line).append('\n'));
  }

  public void example(String tells, String sql) {
    Paragraph.wrap(tells, "  -- ", "  -- ", style.width())
        .forEach(line -> examples.append(style.dim(line)).append('\n'));
    sql.lines().forEach(this::sql);
  }

  /// Broken outside of texts in quotes, so that the query stays what it is.
  private void sql(String line) {
    if (line.length() + 2 <= style.width()) {
      examples.append("  ").append(line).append('\n');
      return;
    }
    var unbroken =
        QUOTED
            .matcher(line)
            .replaceAll(text -> Matcher.quoteReplacement(text.group().replace(' ', HELD)));
    Paragraph.wrap(unbroken, "  ", "    ", style.width())
        .forEach(part -> examples.append(part.replace(HELD, ' ')).append('\n'));
  }

  public String text() {
    var page = new StringBuilder(String.join("\n", head)).append('\n');
    section(page, "Columns", columns);
    section(page, "Evidence, the first that is there", readings);
    section(page, "Evidence in addition to that", alongside);
    section(page, "In compare", comparing);
    section(page, "Made of", parts);
    section(page, "Try", examples);
    return page.toString();
  }

  private void section(StringBuilder page, String title, StringBuilder body) {
    if (!body.isEmpty()) {
      page.append('\n').append(style.bold(title)).append('\n').append(body);
    }
  }
}
