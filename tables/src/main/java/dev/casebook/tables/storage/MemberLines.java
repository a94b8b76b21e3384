package dev.casebook.tables.storage;

import dev.casebook.tables.Digits;
import dev.casebook.tables.Line;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Text;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads `tar -tv`: mode, owner and group, size, day, time, perhaps a zone, path. A bundle has
/// 100,000 such lines, of which a regular expression takes most of the time that they take.
final class MemberLines {

  private static final Pattern ROOTS =
      Pattern.compile(FileListing.MODE + " (?:root|0)/.*", Pattern.DOTALL);

  private MemberLines() {}

  static void parse(Text text, FileListing.Paths paths, Rows<FileEntry> rows) {
    if (text.lines().stream().noneMatch(line -> ROOTS.matcher(line.text()).matches())) {
      rows.lacksRows("holds nothing of root: owners and rights in it are those of who packed it");
      return;
    }
    for (var line : text.lines()) {
      var entry = entry(line);
      if (entry == null) {
        if (!line.isNoise()) {
          rows.reject(line, "no member as tar -tv has it");
        }
      } else if (!isCollectors(entry.path()) && paths.isNew(entry.path())) {
        rows.add(line, entry);
      }
    }
  }

  /// Folders of a bundle that are its collector's own.
  private static boolean isCollectors(String path) {
    return path.startsWith("/sos_")
        || path.startsWith("/commands/")
        || path.startsWith("/insights_");
  }

  private static @Nullable FileEntry entry(Line line) {
    var cells = new Cells(line.text());
    var mode = cells.next();
    var owners = cells.next();
    var size = cells.next();
    var day = cells.next();
    var time = cells.next();
    var zone = cells.zone();
    int slash = owners.indexOf('/');
    if (!isMode(mode) || slash <= 0 || Digits.decimal(size) == null || !day.contains("-")) {
      return null;
    }
    var shown = cells.rest();
    int arrow = mode.charAt(0) == 'l' ? shown.indexOf(" -> ") : -1;
    return FileListing.entry(
        hostPath(arrow < 0 ? shown : shown.substring(0, arrow)),
        mode,
        owners.substring(0, slash),
        owners.substring(slash + 1),
        Digits.decimal(size),
        modified(day, time, zone),
        arrow < 0 ? null : shown.substring(arrow + 4));
  }

  /// The words of a line, the last of which is a path with blanks.
  private static final class Cells {
    private final String text;
    private int at;

    Cells(String text) {
      this.text = text;
    }

    String next() {
      while (at < text.length() && text.charAt(at) == ' ') {
        at++;
      }
      int start = at;
      while (at < text.length() && text.charAt(at) != ' ') {
        at++;
      }
      return text.substring(start, at);
    }

    /// `+0000`, where there is one.
    String zone() {
      boolean isThere =
          at + 6 < text.length()
              && (text.charAt(at + 1) == '+' || text.charAt(at + 1) == '-')
              && text.charAt(at + 6) == ' '
              && Digits.decimal(text.substring(at + 2, at + 6)) != null;
      return isThere ? next() : "";
    }

    String rest() {
      return at < text.length() ? text.substring(at + 1) : "";
    }
  }

  private static boolean isMode(String mode) {
    return mode.length() >= 10
        && "-dlcbpsh".indexOf(mode.charAt(0)) >= 0
        && mode.chars().skip(1).limit(9).allMatch(c -> "rwxsStT-".indexOf(c) >= 0);
  }

  private static String hostPath(String shown) {
    int from = shown.startsWith("./") ? 2 : 0;
    int to = shown.length();
    while (from < to && shown.charAt(from) == '/') {
      from++;
    }
    while (to > from && shown.charAt(to - 1) == '/') {
      to--;
    }
    return "/" + shown.substring(from, to);
  }

  private static @Nullable Instant modified(String day, String time, String zone) {
    try {
      return zone.isEmpty()
          ? null
          : LocalDate.parse(day).atTime(LocalTime.parse(time)).toInstant(ZoneOffset.of(zone));
    } catch (DateTimeException e) {
      return null;
    }
  }
}
