package dev.casebook.report;

/// How a terminal shows text: its width, and whether it may be coloured (ECMA-48 SGR).
///
/// @param width in columns
public record Style(int width, boolean coloured) {

  /// Text that goes to a file or a pipe.
  public static Style plain() {
    return new Style(80, false);
  }

  public String bold(String text) {
    return coloured ? "\u001b[1m" + text + "\u001b[0m" : text;
  }

  public String red(String text) {
    return coloured ? "\u001b[1;31m" + text + "\u001b[0m" : text;
  }

  public String green(String text) {
    return coloured ? "\u001b[32m" + text + "\u001b[0m" : text;
  }

  public String yellow(String text) {
    return coloured ? "\u001b[33m" + text + "\u001b[0m" : text;
  }

  public String dim(String text) {
    return coloured ? "\u001b[2m" + text + "\u001b[0m" : text;
  }
}
