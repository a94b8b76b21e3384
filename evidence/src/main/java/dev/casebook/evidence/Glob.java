package dev.casebook.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A pattern over relative paths, `/` between names: `*` is any part of one name, `?` one
/// character, `**` any number of folders, and at the end every file below.
///
/// @param segments the names and patterns between the slashes
public record Glob(List<String> segments) {

  public Glob {
    segments = List.copyOf(segments);
  }

  public static Glob of(String pattern) {
    return new Glob(List.of((pattern.endsWith("**") ? pattern + "/*" : pattern).split("/")));
  }

  public Glob under(String folder) {
    if (folder.isEmpty()) {
      return this;
    }
    var all = new ArrayList<>(List.of(folder.split("/")));
    all.addAll(segments);
    return new Glob(all);
  }

  /// The folders before the first wildcard, with a final slash; empty if there are none.
  public String literalPrefix() {
    var prefix = new StringBuilder();
    for (var segment : segments.subList(0, segments.size() - 1)) {
      if (isPattern(segment)) {
        break;
      }
      prefix.append(segment).append('/');
    }
    return prefix.toString();
  }

  public boolean isLiteral() {
    return segments.stream().noneMatch(Glob::isPattern);
  }

  public String text() {
    return String.join("/", segments);
  }

  public boolean matches(String path) {
    return matches(List.of(path.split("/")));
  }

  boolean matches(List<String> names) {
    return matches(names, 0, 0, segments.size());
  }

  /// Whether a file in this folder matches if its own name matches the last segment. The glob comes
  /// from [#of], so that its last segment is one of a name.
  boolean isOfFolder(List<String> folders) {
    return matches(folders, 0, 0, segments.size() - 1);
  }

  private boolean matches(List<String> names, int name, int segment, int end) {
    if (segment == end) {
      return name == names.size();
    }
    var pattern = segments.get(segment);
    if (pattern.equals("**")) {
      if (segment + 1 == segments.size()) {
        return name < names.size();
      }
      for (int next = name; next <= names.size(); next++) {
        if (matches(names, next, segment + 1, end)) {
          return true;
        }
      }
      return false;
    }
    return name < names.size()
        && matchesName(pattern, names.get(name))
        && matches(names, name + 1, segment + 1, end);
  }

  static boolean isPattern(String segment) {
    return segment.indexOf('*') >= 0 || segment.indexOf('?') >= 0;
  }

  /// Whether one name fits one segment; linear in the two lengths but for backtracking to the last
  /// `*` only.
  static boolean matchesName(String pattern, String name) {
    int p = 0;
    int n = 0;
    int star = -1;
    int mark = 0;
    while (n < name.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        mark = n;
      } else if (p < pattern.length()
          && (pattern.charAt(p) == '?' || pattern.charAt(p) == name.charAt(n))) {
        p++;
        n++;
      } else if (star >= 0) {
        p = star + 1;
        n = ++mark;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  /// The glob as a regular expression over whole paths, for many tests of the same glob.
  public Pattern pattern() {
    var regex = new StringBuilder();
    for (int i = 0; i < segments.size(); i++) {
      var segment = segments.get(i);
      boolean last = i == segments.size() - 1;
      if (segment.equals("**")) {
        regex.append(last ? ".+" : "(?:[^/]+/)*");
        continue;
      }
      appendName(segment, regex);
      regex.append(last ? "" : "/");
    }
    return Pattern.compile(regex.toString());
  }

  private static void appendName(String segment, StringBuilder regex) {
    for (int i = 0; i < segment.length(); i++) {
      char c = segment.charAt(i);
      switch (c) {
        case '*' -> regex.append("[^/]*");
        case '?' -> regex.append("[^/]");
        default -> regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
  }
}
