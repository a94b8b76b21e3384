package dev.casebook.diagnosis;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A note's text with `{column}` in it, to be filled with a finding's values. Inside a fenced
/// block, which people paste into a shell, every value is quoted for the shell, whatever it holds.
record Template(String text) {

  private static final Pattern PLACEHOLDER = Pattern.compile("(?<!\\$)\\{([a-z][a-z0-9_]*)\\}");

  private static final Pattern LINE_BREAK = Pattern.compile("\\R");

  /// The columns that the text names.
  Set<String> names() {
    var names = new LinkedHashSet<String>();
    var matcher = PLACEHOLDER.matcher(text);
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
    return names;
  }

  String fill(Function<String, String> values) {
    var out = new StringBuilder();
    boolean fenced = false;
    for (var line : text.lines().toList()) {
      boolean fence = line.startsWith("```");
      fenced ^= fence;
      out.append(out.isEmpty() ? "" : "\n");
      if (fenced) {
        out.append(fill(line, name -> ShellWord.quoted(values.apply(name))));
      } else {
        out.append(prose(fill(line, name -> oneLine(values.apply(name))), fence));
      }
    }
    return out.toString();
  }

  /// A value in prose begins no line of its own, so that evidence can't bring a block to paste.
  private static String oneLine(String value) {
    return LINE_BREAK.matcher(value).replaceAll(" ");
  }

  private static String prose(String line, boolean fence) {
    return !fence && line.startsWith("```") ? " " + line : line;
  }

  private static String fill(String line, Function<String, String> values) {
    return PLACEHOLDER
        .matcher(line)
        .replaceAll(match -> Matcher.quoteReplacement(values.apply(match.group(1))));
  }

  /// The first placeholder in a fenced block that does not stand alone: one inside quotes would be
  /// quoted twice and so not at all, one in a here-document not at all. Empty if all do.
  String misplaced() {
    var shell = new ShellQuotes();
    boolean fenced = false;
    for (var line : text.lines().toList()) {
      if (line.startsWith("```")) {
        fenced = !fenced;
        shell = new ShellQuotes();
      } else if (fenced) {
        var misplaced = misplaced(line, shell);
        if (!misplaced.isEmpty()) {
          return misplaced;
        }
      }
    }
    return "";
  }

  private static String misplaced(String line, ShellQuotes shell) {
    var placeholder = PLACEHOLDER.matcher(line);
    int read = 0;
    while (placeholder.find()) {
      shell.read(line.substring(read, placeholder.start()));
      if (!shell.isOpenGround()) {
        return placeholder.group();
      }
      read = placeholder.end();
    }
    shell.read(line.substring(read));
    shell.endLine();
    return "";
  }
}
