package dev.casebook.report;

/// Where text goes, and how it may look there.
///
/// @param width in columns
/// @param coloured whether colours may be used (ECMA-48 SGR)
/// @param terminal whether a terminal would obey control characters in it
public record Style(int width, boolean coloured, boolean terminal) {

  /// A file or a pipe.
  public static Style plain() {
    return new Style(80, false, false);
  }

  public static Style terminal(int width, boolean coloured) {
    return new Style(width, coloured, true);
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
