package dev.casebook.tables.system;

import dev.casebook.tables.Line;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Text;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A listing of ps(1) with whatever columns it was asked for; the heading names them.
///
/// With `m`, lines of a process's threads follow it and have `-` as process id; with `-L`, each
/// line is a thread. Columns hold one word each but the command and `STARTED`; what stands after
/// the command is taken from the line's end.
final class PsListing {

  /// `Sun Nov 22 12:12:28 2026`.
  private static final int STARTED_WORDS = 5;

  private static final String DEFUNCT = " <defunct>";

  private final Rows<HostProcess> rows;
  private final boolean tellsArguments;
  private final ZoneId zone;
  private final Set<Integer> seen = new HashSet<>();

  private List<String> heading = List.of();

  /// The process that lines of threads may still follow.
  private @Nullable Line line;

  private Map<String, String> cells = Map.of();
  private int threadLines;

  private PsListing(Rows<HostProcess> rows, boolean tellsArguments, ZoneId zone) {
    this.rows = rows;
    this.tellsArguments = tellsArguments;
    this.zone = zone;
  }

  /// @param tellsArguments whether the command is shown with its arguments, not by name alone
  static void parse(Text text, boolean tellsArguments, Rows<HostProcess> rows) {
    var listing = new PsListing(rows, tellsArguments, text.facts().zone());
    for (var line : text.lines()) {
      if (!line.isBlank()) {
        listing.take(line);
      }
    }
    listing.end();
  }

  private void take(Line next) {
    var words = next.words();
    if (List.of(words).contains("PID") && heading.isEmpty()) {
      heading = List.of(words);
      return;
    }
    var read = cells(words, next.text());
    var pid = read.getOrDefault("PID", "");
    if (pid.equals("-") && line != null) {
      threadLines++;
      if (cells.getOrDefault("STAT", "-").equals("-")) {
        cells.put("STAT", read.getOrDefault("STAT", "-"));
      }
      return;
    }
    end();
    if (read.isEmpty() || !isNumber(pid)) {
      rows.reject(next, "not the columns of the heading");
    } else {
      line = next;
      cells = read;
      threadLines = 0;
    }
  }

  /// The cells by the heading's names; empty if there are too few.
  private Map<String, String> cells(String[] words, String text) {
    int command = Math.max(heading.indexOf("COMMAND"), heading.indexOf("CMD"));
    int last = heading.size() - 1;
    var read = new HashMap<String, String>();
    int word = 0;
    for (int column = 0; column < command; column++) {
      int width = width(heading.get(column), words, word);
      if (word + width > words.length) {
        return Map.of();
      }
      read.put(
          heading.get(column), String.join(" ", Arrays.asList(words).subList(word, word + width)));
      word += width;
    }
    int after = last - command;
    if (command < 0 || word + after >= words.length) {
      return Map.of();
    }
    read.put("COMMAND", between(text.strip(), word, after));
    return read;
  }

  private static int width(String column, String[] words, int word) {
    boolean isDate =
        column.equals("STARTED")
            && word < words.length
            && !Character.isDigit(words[word].charAt(0));
    return isDate ? STARTED_WORDS : 1;
  }

  /// The text without its first and last words, its inner spaces kept.
  private static String between(String text, int wordsBefore, int wordsAfter) {
    int start = 0;
    for (int i = 0; i < wordsBefore; i++) {
      start = wordStart(text, wordEnd(text, start));
    }
    int end = text.length();
    for (int i = 0; i < wordsAfter; i++) {
      end = lastWordStart(text, end);
    }
    return end <= start ? "" : text.substring(start, end).strip();
  }

  private static int wordEnd(String text, int from) {
    int i = from;
    while (i < text.length() && !isSpace(text.charAt(i))) {
      i++;
    }
    return i;
  }

  private static int wordStart(String text, int from) {
    int i = from;
    while (i < text.length() && isSpace(text.charAt(i))) {
      i++;
    }
    return i;
  }

  private static int lastWordStart(String text, int before) {
    int i = before;
    while (i > 0 && isSpace(text.charAt(i - 1))) {
      i--;
    }
    while (i > 0 && !isSpace(text.charAt(i - 1))) {
      i--;
    }
    return i;
  }

  /// As a regular expression's `\s`.
  private static boolean isSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  /// Adds the process in hand.
  private void end() {
    var whole = line;
    line = null;
    if (whole == null) {
      return;
    }
    try {
      int pid = Integer.parseInt(cells.getOrDefault("PID", ""));
      if (seen.add(pid)) {
        rows.add(whole, process(pid));
      }
    } catch (NumberFormatException | ArithmeticException e) {
      rows.reject(whole, "a number that is malformed or too large");
    }
  }

  private HostProcess process(int pid) {
    var shown = cells.getOrDefault("COMMAND", "");
    var user = cells.getOrDefault("USER", cells.getOrDefault("UID", "-"));
    var uid = cells.getOrDefault("UID", user);
    var threads = cell("NLWP");
    return new HostProcess(
        pid,
        integer("PPID"),
        user.equals("-") || isNumber(user) ? null : user,
        isNumber(uid) ? Long.valueOf(uid) : null,
        tellsArguments ? nameIn(shown) : alive(shown),
        tellsArguments ? shown : null,
        state(),
        start(),
        decimal("%CPU"),
        decimal("%MEM"),
        kibibytes("RSS"),
        kibibytes("VSZ"),
        threads == null && threadLines > 0 ? Integer.valueOf(threadLines) : integer("NLWP"),
        null);
  }

  /// A name without the mark of a process that is dead and not reaped.
  private static String alive(String name) {
    return name.endsWith(DEFUNCT) ? name.substring(0, name.length() - DEFUNCT.length()) : name;
  }

  private @Nullable String state() {
    var state = cells.getOrDefault("STAT", cells.getOrDefault("S", "-"));
    return state.equals("-") ? null : state.substring(0, 1);
  }

  private @Nullable Instant start() {
    return HostTime.parse(cells.getOrDefault("STARTED", ""), zone).orElse(null);
  }

  private @Nullable String cell(String column) {
    var value = cells.getOrDefault(column, "-");
    return value.equals("-") ? null : value;
  }

  private @Nullable Integer integer(String column) {
    var value = cell(column);
    return value == null ? null : Integer.valueOf(value);
  }

  private @Nullable Double decimal(String column) {
    var value = cell(column);
    return value == null ? null : Double.valueOf(value);
  }

  private @Nullable Long kibibytes(String column) {
    var value = cell(column);
    return value == null ? null : Long.valueOf(Math.multiplyExact(Long.parseLong(value), 1024L));
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.length() <= 10 && text.chars().allMatch(Character::isDigit);
  }

  /// The kernel cuts names at this many bytes (`TASK_COMM_LEN` less the final zero).
  private static final int NAME_MAX = 15;

  /// The name that stands in brackets, else the base name of the program: `sshd` of `/usr/sbin/sshd
  /// -D`, of `sshd: root@pts/0`; `bash` of `-bash`.
  static String nameIn(String arguments) {
    int bracket = arguments.startsWith("[") ? arguments.lastIndexOf(']') : -1;
    if (bracket > 0) {
      return arguments.substring(1, bracket);
    }
    var program = arguments.substring(0, wordEnd(arguments, 0));
    var base = program.substring(program.lastIndexOf('/') + 1);
    base = base.startsWith("-") ? base.substring(1) : base;
    base = base.endsWith(":") ? base.substring(0, base.length() - 1) : base;
    return base.substring(0, Math.min(NAME_MAX, base.length()));
  }
}
