package dev.casebook.report;

/// Names, each with a few words beside it, the words under each other.
public final class Listing {

  private final Style style;
  private final int nameColumns;
  private final StringBuilder out = new StringBuilder();

  /// @param nameColumns width of the names; the words of a longer one begin on the next line
  public Listing(int nameColumns, Style style) {
    this.nameColumns = nameColumns;
    this.style = style;
  }

  public void entry(String name, String words) {
    var shown = Printable.line(name);
    int blanks = nameColumns - Paragraph.columns(shown);
    var rest = " ".repeat(nameColumns + 2);
    if (blanks < 0) {
      out.append(shown).append('\n');
    }
    var first = blanks < 0 ? rest : shown + " ".repeat(blanks + 2);
    Paragraph.wrap(Printable.line(words), first, rest, style.width())
        .forEach(line -> out.append(line).append('\n'));
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
