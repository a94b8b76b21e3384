package dev.casebook.wings.holders.proc;

/// Absolute paths as text.
public final class Paths {

  private Paths() {}

  /// Whether a path is this folder or lies in it.
  public static boolean isWithin(String path, String folder) {
    return folder.equals("/")
        || path.equals(folder)
        || (path.startsWith(folder) && path.charAt(folder.length()) == '/');
  }

  /// A path that lies in one folder as it is called in another.
  public static String moved(String path, String from, String to) {
    var rest = from.equals("/") ? path : path.substring(from.length());
    if (rest.isEmpty() || rest.equals("/")) {
      return to;
    }
    return to.equals("/") ? rest : to + rest;
  }
}
