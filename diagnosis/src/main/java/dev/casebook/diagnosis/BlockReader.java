package dev.casebook.diagnosis;

import dev.casebook.diagnosis.Marks.ColumnName;
import dev.casebook.query.Demand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// Reads what stands under a heading: sentence lines, prose, markers, and one block of SQL, fenced
/// or as one line between backticks.
final class BlockReader {

  private static final Pattern MARKER =
      Pattern.compile(
          "^\\((?:(negates|optional|known|clear only with|finds only)|([a-z ]+): *(.*))\\)$");

  private static final Pattern ONE_LINE = Pattern.compile("^`([^`]+)`$");

  private final Path file;
  private final List<String> faults;

  /// What was found so far.
  private final Set<String> negates = new TreeSet<>();

  private final Set<String> optional = new TreeSet<>();
  private final Set<ColumnName> known = new LinkedHashSet<>();
  private final Set<String> clearOnlyWith = new TreeSet<>();
  private final List<String> after = new ArrayList<>();
  private String findsOnly = "";
  private final List<String> sentence = new ArrayList<>();
  private int sentenceLine;
  private final List<String> prose = new ArrayList<>();
  private int proseLine;
  private final List<Sql> blocks = new ArrayList<>();

  /// Whether it is a step of a runbook, which may come after others.
  private final boolean isStep;

  /// @param faults takes what is wrong, each with file and line
  BlockReader(Path file, List<String> faults) {
    this(file, faults, false);
  }

  private BlockReader(Path file, List<String> faults, boolean isStep) {
    this.file = file;
    this.faults = faults;
    this.isStep = isStep;
  }

  /// Of a step of a runbook.
  static BlockReader ofStep(Path file, List<String> faults) {
    return new BlockReader(file, faults, true);
  }

  private record Sql(String text, int line) {}

  /// Reads the lines of a section.
  ///
  /// @param line of the first of them
  BlockReader read(List<String> lines, int line) {
    for (int i = 0; i < lines.size(); i++) {
      var text = lines.get(i).strip();
      if (text.equals("```sql") && blocks.isEmpty()) {
        int end = end(lines, i + 1);
        if (end == lines.size() || !lines.get(end).strip().equals("```")) {
          fault(line + i, "the sql block has no end; close it with ```");
        }
        blocks.add(new Sql(String.join("\n", lines.subList(i + 1, end)), line + i + 1));
        i = end;
      } else if (text.startsWith("```sql")) {
        fault(line + i, "a second sql block; one SELECT stands under a heading");
      } else {
        line(text, lines.get(i), line + i);
      }
    }
    return this;
  }

  /// How many of the first lines are a block of SQL; none if they begin with something else.
  static int leadingSql(List<String> lines) {
    int first = 0;
    while (first < lines.size() && lines.get(first).isBlank()) {
      first++;
    }
    var line = first == lines.size() ? "" : lines.get(first).strip();
    var oneLine = ONE_LINE.matcher(line);
    if (oneLine.matches() && isQuery(oneLine.group(1))) {
      return first + 1;
    }
    return line.equals("```sql") ? Math.min(lines.size(), end(lines, first + 1) + 1) : 0;
  }

  /// Where the block ends whose SQL begins here: at the next fence, since SQL has none.
  private static int end(List<String> lines, int from) {
    int end = from;
    while (end < lines.size() && !lines.get(end).startsWith("```")) {
      end++;
    }
    return end;
  }

  private void line(String text, String raw, int line) {
    var marker = MARKER.matcher(text);
    var oneLine = ONE_LINE.matcher(text);
    if (text.startsWith(">")) {
      sentenceLine = sentence.isEmpty() ? line : sentenceLine;
      sentence.add(text.substring(1).strip());
    } else if (oneLine.matches() && blocks.isEmpty() && isQuery(oneLine.group(1))) {
      blocks.add(new Sql(oneLine.group(1), line));
    } else if (marker.matches()) {
      boolean isBare = marker.group(1) != null;
      mark(isBare ? marker.group(1) : marker.group(2), isBare ? "" : marker.group(3), line);
    } else {
      if (prose.isEmpty() && text.isEmpty()) {
        return;
      }
      proseLine = prose.isEmpty() ? line : proseLine;
      prose.add(raw);
    }
  }

  private static boolean isQuery(String text) {
    return text.matches("(?i)(?:select|from|with|values)\\s.*");
  }

  private void mark(String marker, String value, int line) {
    var names =
        Arrays.stream(value.split(",")).map(String::strip).filter(n -> !n.isEmpty()).toList();
    switch (marker) {
      case "negates" -> negates.addAll(names);
      case "optional" -> optional.addAll(names);
      case "known" -> names.stream().map(ColumnName::of).forEach(known::add);
      case "after" -> {
        after.addAll(names);
        if (!isStep) {
          unknown(marker, line);
        }
      }
      case "clear only with" -> clearOnlyWith.addAll(names);
      case "finds only" -> findsOnly = value.strip();
      default -> unknown(marker, line);
    }
    if (names.isEmpty()) {
      fault(line, "(" + marker + ": …) says nothing");
    }
  }

  private void unknown(String marker, int line) {
    fault(
        line,
        "unknown marker ("
            + marker
            + ": …); there are optional, negates, known, clear only with and finds only");
  }

  private void fault(int line, String what) {
    faults.add(file + ":" + line + ": " + what);
  }

  /// The lines that begin with `>`, as one.
  String sentence() {
    return String.join(" ", sentence);
  }

  int sentenceLine() {
    return sentenceLine;
  }

  /// The steps of a runbook that have to be done before this one.
  List<String> after() {
    return after;
  }

  /// What is neither marker, sentence nor SQL.
  List<String> prose() {
    return prose;
  }

  int proseLine() {
    return proseLine;
  }

  /// The block, if there is SQL.
  Optional<Block> optionalBlock(String heading) {
    return blocks.stream()
        .findFirst()
        .map(sql ->
            new Block(
                heading,
                sql.text(),
                Demand.nothing(),
                new Marks(negates, optional, known, clearOnlyWith, findsOnly),
                sql.line()));
  }

  /// The block; one without SQL is a fault.
  ///
  /// @param line of the heading
  Block block(String heading, int line) {
    return optionalBlock(heading)
        .orElseGet(() -> {
          fault(line, "there is no SQL under \"" + heading + "\"; write `from …` or a sql block");
          return new Block(heading, "", Demand.nothing(), Marks.NONE, line);
        });
  }
}
