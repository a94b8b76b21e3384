package dev.casebook.diagnosis;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The prose of a note, with `{column}` and `{column or words}` in it, to be filled with a
/// finding's values. In a fenced block of shell, which people paste, every value is one quoted word
/// with what touches it, whatever it holds.
///
/// @param notKnown stands for a value that is not known
record Template(String text, String notKnown) {

  private static final Pattern HOLE =
      Pattern.compile("(?<!\\$)\\{([a-z][a-z0-9_]*)(?: or ([^{}]+))?\\}");

  /// Characters that mean themselves to a shell, quoted or not.
  private static final String PLAIN = "[\\w./:=@%+,-]*";

  /// Holes with what touches them.
  private static final Pattern WORD =
      Pattern.compile(
          "(" + PLAIN + ")((?:" + HOLE.pattern().replaceAll("\\((?!\\?)", "(?:") + PLAIN + ")+)");

  /// What a shell takes for an assignment only while it is not quoted.
  private static final Pattern ASSIGNED = Pattern.compile("^[A-Za-z_]\\w*=");

  /// A path that leads elsewhere than below the folder before it.
  private static final Pattern LEADS_OUT = Pattern.compile("^/|(?:^|/)\\.\\.(?:/|$)");

  private static final Pattern LINE_BREAK = Pattern.compile("\\R");

  Template(String text) {
    this(text, Language.ENGLISH.notKnown());
  }

  /// What a checker in an edit calls the file that was edited.
  private static final String EDITED = "file";

  /// What a line of the text is to a reader.
  private enum Ground {
    PROSE,
    /// The first or last line of a block.
    FENCE,
    /// What is not said to be an edit or text is meant for a shell.
    SHELL,
    EDIT,
    TEXT;

    static Ground of(String fence) {
      if (fence.matches("`{3,}edit\\b.*")) {
        return EDIT;
      }
      return fence.matches("`{3,}text\\b.*") ? TEXT : SHELL;
    }
  }

  private record Line(String text, Ground ground) {

    /// Whether this name stands for the edited file, and for no column.
    boolean isEdited(String name) {
      return ground == Ground.EDIT && text.startsWith("?") && name.equals(EDITED);
    }
  }

  private List<Line> lines() {
    var lines = new ArrayList<Line>();
    var fence = new Page.Fence();
    var inside = Ground.PROSE;
    for (var line : text.lines().toList()) {
      boolean wasOpen = fence.isOpen();
      fence.holds(line);
      if (!wasOpen && fence.isOpen()) {
        inside = Ground.of(line);
      }
      boolean fenced = wasOpen || fence.isOpen();
      boolean isInner = wasOpen && fence.isOpen();
      lines.add(new Line(line, isInner ? inside : fenced ? Ground.FENCE : Ground.PROSE));
    }
    return lines;
  }

  /// The columns that the text names.
  Set<String> names() {
    var names = new LinkedHashSet<String>();
    for (var line : lines()) {
      var matcher = HOLE.matcher(line.text());
      while (matcher.find()) {
        if (!line.isEdited(matcher.group(1))) {
          names.add(matcher.group(1));
        }
      }
    }
    return names;
  }

  /// @param values gives a column's value as it is printed; null where it is unknown
  String fill(Function<String, @Nullable String> values) {
    return fill(values, _ -> {});
  }

  /// @param unknown takes each column whose value is not known, or can't stand where it is named
  String fill(Function<String, @Nullable String> values, Consumer<String> unknown) {
    var filling = new Filling(values, unknown);
    return lines().stream().map(line -> filled(line, filling)).collect(Collectors.joining("\n"));
  }

  /// What fills the text.
  private record Filling(Function<String, @Nullable String> values, Consumer<String> unknown) {

    /// As if nothing were known.
    Filling withoutValues() {
      return new Filling(_ -> null, unknown);
    }

    /// With lines joined.
    Filling onOneLine() {
      return new Filling(
          name -> {
            var value = values.apply(name);
            return value == null ? null : LINE_BREAK.matcher(value).replaceAll(" ");
          },
          unknown);
    }
  }

  /// A value begins no block, so that evidence can't bring one to paste.
  private String filled(Line line, Filling values) {
    if (line.ground() == Ground.SHELL) {
      return words(line.text(), values);
    }
    var filled = plain(line, values);
    boolean isNew = filled.startsWith("```") && !line.text().startsWith("```");
    return isNew ? " " + filled : filled;
  }

  private String words(String line, Filling values) {
    return WORD.matcher(line)
        .replaceAll(word -> {
          int apart = apart(line, word);
          var quoted = word.group(1).substring(apart) + word.group(2);
          return Matcher.quoteReplacement(
              word.group(1).substring(0, apart)
                  + ShellWord.quoted(harmless(line, word, quoted, values)));
        });
  }

  /// Evidence tells what a command is used on, and never how: a value that the command could take
  /// for an option, or that leads out of the folder that the note names, is taken for unknown.
  private String harmless(String line, MatchResult word, String text, Filling values) {
    var filled = holes(text, values);
    var command = CommandLine.at(line, word.start());
    boolean isOption =
        filled.startsWith("-")
            && word.group(1).isEmpty()
            && command.beginsWord()
            && !command.isPastOptions();
    return isOption ? holes(text, values.withoutValues()) : filled;
  }

  /// How much of what stands before the first hole must not be quoted with it: the name of a
  /// variable or home, what is escaped, and what is assigned to.
  private static int apart(String line, MatchResult word) {
    if (word.start() > 0 && "$\\~".indexOf(line.charAt(word.start() - 1)) >= 0) {
      return word.group(1).length();
    }
    var assigned = ASSIGNED.matcher(word.group(1));
    return assigned.find() ? assigned.end() : 0;
  }

  private String plain(Line line, Filling values) {
    var onOneLine = values.onOneLine();
    return holes(
        line.text(),
        new Filling(
            name -> line.isEdited(name) ? "{" + name + "}" : onOneLine.values().apply(name),
            values.unknown()));
  }

  private String holes(String line, Filling values) {
    return HOLE.matcher(line)
        .replaceAll(hole -> {
          var value = values.values().apply(hole.group(1));
          boolean isInPath = hole.start() > 0 && line.charAt(hole.start() - 1) == '/';
          if (value != null && isInPath && LEADS_OUT.matcher(value).find()) {
            value = null;
          }
          if (value == null) {
            values.unknown().accept(hole.group(1));
          }
          var instead = hole.group(2) == null ? notKnown : hole.group(2);
          return Matcher.quoteReplacement(value == null ? instead : value);
        });
  }

  /// The placeholders in shell blocks before which a `--` is wanted, each with the number of its
  /// line, from 0.
  Map<Integer, String> unguarded() {
    var unguarded = new TreeMap<Integer, String>();
    var lines = lines();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).ground() == Ground.SHELL) {
        var hole = HOLE.matcher(lines.get(i).text());
        while (hole.find()) {
          if (CommandLine.at(lines.get(i).text(), hole.start()).wantsEndOfOptions()) {
            unguarded.putIfAbsent(i, hole.group());
          }
        }
      }
    }
    return unguarded;
  }

  /// The placeholders in shell blocks that do not stand alone, each with the number of its line,
  /// from 0: one inside quotes would be quoted twice and so not at all, one in a here-document not
  /// at all.
  Map<Integer, String> misplaced() {
    var misplaced = new TreeMap<Integer, String>();
    var quotes = new ShellQuotes();
    var lines = lines();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).ground() == Ground.FENCE) {
        quotes = new ShellQuotes();
      }
      var found =
          lines.get(i).ground() == Ground.SHELL ? misplaced(lines.get(i).text(), quotes) : "";
      if (!found.isEmpty()) {
        misplaced.put(i, found);
      }
    }
    return misplaced;
  }

  /// The line in which a column is named first, from 0.
  int lineOf(String name) {
    var lines = lines();
    for (int i = 0; i < lines.size(); i++) {
      if (new Template(lines.get(i).text()).names().contains(name)) {
        return i;
      }
    }
    return 0;
  }

  private static String misplaced(String line, ShellQuotes shell) {
    var placeholder = HOLE.matcher(line);
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
