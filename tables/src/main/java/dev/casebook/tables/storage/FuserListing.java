package dev.casebook.tables.storage;

import dev.casebook.tables.Digits;
import dev.casebook.tables.Line;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Text;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads fuser(1), with and without `-v`: under each file that was asked for, who holds it and how.
/// With `-m` that is anything on the file's file system.
///
/// ```
///                      USER        PID ACCESS COMMAND
/// /srv/data:           root     kernel mount /srv/data
///                      app        4711 F.c.. java
/// /srv/lab/held.txt: 25512m
/// ```
final class FuserListing {

  private static final Pattern HEADING =
      Pattern.compile("\\s+USER\\s+PID\\s+ACCESS\\s+COMMAND\\s*");
  private static final Pattern DENIED =
      Pattern.compile("(?:Cannot (?:stat|open) .*|.*): Permission denied");
  private static final Pattern ACCESS = Pattern.compile("[.fFmrce]{3,6}");
  private static final Pattern HOLDER = Pattern.compile("(\\d{1,9})([cefFrm]*)");

  private final Rows<OpenFile> rows;
  private @Nullable String path;
  private boolean hidden;

  private FuserListing(Rows<OpenFile> rows) {
    this.rows = rows;
  }

  static boolean isListing(String head) {
    return head.matches("(?s)(?:Cannot stat [^\n]*\n)*\\s+USER +PID +ACCESS +COMMAND *\r?\n.*");
  }

  static void parse(Text text, Rows<OpenFile> rows) {
    var listing = new FuserListing(rows);
    for (var line : text.lines()) {
      listing.take(line);
    }
    rows.lacksRows("lists only who holds what was asked for");
    if (listing.hidden) {
      rows.lacksRows("was not allowed to look at all processes");
    }
  }

  private void take(Line line) {
    var text = line.text();
    if (line.isNoise() || HEADING.matcher(text).matches()) {
      return;
    }
    if (DENIED.matcher(text).matches()) {
      hidden = true;
      return;
    }
    int end = Character.isWhitespace(text.charAt(0)) ? -1 : pathEnd(text);
    if (end >= 0) {
      path = text.substring(0, end);
    }
    holders(line, Line.words(text.substring(end + 1)));
  }

  /// The colon behind the path: the first that a blank or nothing follows.
  private static int pathEnd(String text) {
    for (int at = text.indexOf(':'); at >= 0; at = text.indexOf(':', at + 1)) {
      if (at + 1 == text.length() || Character.isWhitespace(text.charAt(at + 1))) {
        return at;
      }
    }
    return -1;
  }

  private void holders(Line line, String[] words) {
    if (words.length == 0) {
      return;
    }
    if (words.length > 3 && ACCESS.matcher(words[2]).matches()) {
      var pid = Digits.small(words[1]);
      add(line, pid, words[0], String.join(" ", rest(words)), words[2]);
    } else if (words.length > 3 && words[1].equals("kernel")) {
      // A mount point itself, a swap file, an exported folder.
      var held = String.join(" ", rest(words));
      rows.add(line, row(null, null, words[0], "mount", null, held));
    } else if (Arrays.stream(words).allMatch(word -> HOLDER.matcher(word).matches())) {
      plain(line, words);
    } else {
      rows.reject(line, "no holder as fuser(1) has it");
    }
  }

  private static String[] rest(String[] words) {
    return Arrays.copyOfRange(words, 3, words.length);
  }

  private void plain(Line line, String[] words) {
    for (var word : words) {
      var holder = HOLDER.matcher(word);
      if (holder.matches()) {
        var letters = holder.group(2);
        // An open file is what it shows nothing for.
        add(line, Digits.small(holder.group(1)), null, null, letters.isEmpty() ? "o" : letters);
      }
    }
  }

  /// One row for each way in which it is held.
  private void add(
      Line line,
      @Nullable Integer pid,
      @Nullable String user,
      @Nullable String program,
      String letters) {
    for (int at = 0; at < letters.length(); at++) {
      switch (letters.charAt(at)) {
        case 'c' -> rows.add(line, row(pid, program, user, "cwd", null, path));
        case 'r' -> rows.add(line, row(pid, program, user, "root", null, path));
        case 'e' -> rows.add(line, row(pid, program, user, "program", null, path));
        case 'm' -> rows.add(line, row(pid, program, user, "memory", null, path));
        case 'f' -> rows.add(line, row(pid, program, user, "descriptor", "r", path));
        case 'F' -> rows.add(line, row(pid, program, user, "descriptor", "w", path));
        case 'o' -> rows.add(line, row(pid, program, user, "descriptor", null, path));
        default -> {
          // A dot: not in this way.
        }
      }
    }
  }

  private static OpenFile row(
      @Nullable Integer pid,
      @Nullable String program,
      @Nullable String user,
      String kind,
      @Nullable String access,
      @Nullable String path) {
    return new OpenFile(
        pid, program, user, kind, null, access, null, null, path, null, null, null, null);
  }
}
