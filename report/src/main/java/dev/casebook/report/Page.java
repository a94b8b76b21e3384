package dev.casebook.report;

import java.util.List;

/// The lines of a report as they grow. What is handed in may come from evidence: every text is made
/// printable here, once; only indents come as they are, and carry colour.
public final class Page {

  /// Longer lines are hard to read, however wide the terminal is.
  private static final int COLUMNS_MAX = 120;

  /// No sentence of a note comes near this; a value from evidence may.
  private static final int PARAGRAPH_CHARACTERS_MAX = 4000;

  private final StringBuilder out = new StringBuilder();
  private final Style style;
  private final Wording wording;
  private final int width;

  public Page(Style style, Wording wording) {
    this.style = style;
    this.wording = wording;
    this.width = Math.min(COLUMNS_MAX, style.width());
  }

  Style style() {
    return style;
  }

  Wording wording() {
    return wording;
  }

  void blank() {
    int end = out.length();
    if (end > 1 && out.charAt(end - 2) != '\n') {
      out.append('\n');
    }
  }

  void heading(String title) {
    blank();
    title(title, "  ", "  ");
  }

  /// A title after its lead, in bold.
  void title(String text, String first, String rest) {
    var lines = Paragraph.wrap(Printable.line(text), rest, rest, width);
    line(first + style.bold(lines.getFirst().strip()));
    lines.stream().skip(1).forEach(more -> line(rest + style.bold(more.strip())));
  }

  /// An address or name that people copy: never broken.
  void reference(String text) {
    line("    " + Printable.line(text));
  }

  /// A file and line that people copy: never broken.
  void place(String text, String indent) {
    line(style.dim(indent + Printable.line(text)));
  }

  /// One of several things that are listed.
  public void item(String text) {
    paragraph(text, "  ", "    ");
  }

  /// A sentence of its own beside the findings.
  public void remark(String text) {
    paragraph(text, "", "  ");
  }

  void paragraph(String text, String first, String rest) {
    var shown = Printable.line(shortened(text, PARAGRAPH_CHARACTERS_MAX));
    Paragraph.wrap(shown, first, rest, width).forEach(this::line);
  }

  /// A paragraph that matters less.
  void aside(String text, String indent) {
    var shown = Printable.line(shortened(text, PARAGRAPH_CHARACTERS_MAX));
    Paragraph.wrap(shown, indent, indent, width).forEach(line -> line(style.dim(line)));
  }

  /// A line of evidence, as it was found.
  void quotation(String text, String indent, int charactersMax) {
    var shown = Printable.line(shortened(text, charactersMax));
    Paragraph.fold(shown, indent, width).forEach(this::line);
  }

  /// Markdown as it is written: paragraphs and items wrapped, fenced blocks as they are, so that
  /// they can be pasted.
  public void prose(String markdown, String indent) {
    var paragraph = new StringBuilder();
    List<String> lines = markdown.strip().lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      var text = lines.get(i);
      if (isFence(text)) {
        flush(paragraph, indent);
        fenceTitle(text, indent);
        int end = fenceEnd(lines, i + 1);
        verbatim(lines.subList(i + 1, end), indent + "  ");
        i = end;
      } else if (text.isBlank()) {
        flush(paragraph, indent);
        blank();
      } else {
        if (isItem(text)) {
          flush(paragraph, indent);
        }
        paragraph.append(text).append(' ');
      }
    }
    flush(paragraph, indent);
  }

  /// What a block is, where people could take it for another.
  private void fenceTitle(String fence, String indent) {
    var kind = fence.replaceFirst("^`+", "").strip();
    if (kind.startsWith("edit ")) {
      blank();
      place("in " + kind.substring("edit ".length()) + ":", indent);
    } else if (kind.equals("sh before")) {
      blank();
      paragraph("What it was, to take it back:", indent, indent);
    } else if (kind.equals("sh reload")) {
      blank();
      paragraph("To have it take effect:", indent, indent);
    } else if (kind.startsWith(ONE_WAY)) {
      blank();
      paragraph(
          "There is no way back, since " + kind.substring(ONE_WAY.length()) + ":", indent, indent);
    } else if (kind.equals("sh undo")) {
      blank();
      paragraph("To take it back:", indent, indent);
    } else if (kind.startsWith("sh verify")) {
      blank();
      paragraph(
          "To see whether it helped" + kind.substring("sh verify".length()) + ":", indent, indent);
    }
  }

  private static final String ONE_WAY = "sh fix, no way back: ";

  private static boolean isFence(String text) {
    return text.startsWith("```");
  }

  private static boolean isItem(String text) {
    return text.matches("(?:[-*]|\\d{1,3}\\.) .*");
  }

  private static int fenceEnd(List<String> lines, int from) {
    int end = from;
    while (end < lines.size() && !isFence(lines.get(end))) {
      end++;
    }
    return end;
  }

  /// Neither wrapped nor cut. A here-document ends only at the beginning of a line, so a block with
  /// one stands there.
  private void verbatim(List<String> block, String indent) {
    boolean hereDocument = block.stream().anyMatch(text -> text.contains("<<"));
    blank();
    block.forEach(text -> line((hereDocument ? "" : indent) + Printable.line(text)));
    blank();
  }

  private void flush(StringBuilder paragraph, String indent) {
    var text = paragraph.toString().strip();
    if (!text.isEmpty()) {
      paragraph(text, indent, isItem(text) ? indent + "  " : indent);
    }
    paragraph.setLength(0);
  }

  private static String shortened(String text, int charactersMax) {
    if (text.length() <= charactersMax) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(charactersMax - 1)) ? 1 : 0;
    return text.substring(0, charactersMax - end) + "…";
  }

  /// A line that is fit to be printed already.
  void line(String text) {
    out.append(text.stripTrailing()).append('\n');
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
