package dev.casebook.tables.storage;

import dev.casebook.tables.Digits;
import dev.casebook.tables.Line;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the columns of lvs, vgs and pvs. Cells may be empty, so a cell is what stands between the
/// beginnings of two headings.
///
/// ```
///   LV   VG   Attr       LSize  Pool Origin Data%  Meta%  Move Log Cpy%Sync Convert
///   root data -wi-ao---- 99.98g
/// ```
///
/// Source: lvm2's `lib/report/columns.h`.
final class LvmReport {

  /// Headings with a blank in them, and any other.
  private static final Pattern HEADING =
      Pattern.compile("(?:LV|VG|PV) (?:UUID|Tags)|System ID|1st PE|\\S+");

  /// What lvm says besides, with two blanks before it as well.
  private static final Pattern REMARK =
      Pattern.compile(
          "(?:WARNING: |Reloading config files|Wiping cache|Wiping internal|Using |Finding all |Scanning |"
              + "Archiving |Configuration setting |Please remove the lvm\\.conf).*");

  private record Heading(String name, int from) {}

  private LvmReport() {}

  /// @param first the heading that a report begins with
  static <R extends Record> void parse(
      Text text, String first, Rows<R> rows, Function<Map<String, String>, R> row) {
    List<Heading> headings = List.of();
    for (var line : text.lines()) {
      var words = line.text().strip();
      if (line.isNoise() || REMARK.matcher(words).matches()) {
        continue;
      }
      if (words.startsWith(first + " ") && words.contains(" Attr ")) {
        headings = headings(line);
      } else if (headings.isEmpty() || !line.text().startsWith(" ")) {
        rows.reject(line, "no line of a report of LVM");
      } else {
        add(line, headings, first, rows, row);
      }
    }
  }

  /// Whether a text has the headings of a report in it.
  static boolean isHead(String head, String first, String size) {
    return head.lines()
        .map(Line::words)
        .anyMatch(words ->
            words.length > 3
                && words[0].equals(first)
                && List.of(words).contains("Attr")
                && List.of(words).contains(size));
  }

  private static List<Heading> headings(Line line) {
    var headings = new ArrayList<Heading>();
    var heading = HEADING.matcher(line.text());
    while (heading.find()) {
      headings.add(new Heading(heading.group(), heading.start()));
    }
    return headings;
  }

  private static <R extends Record> void add(
      Line line,
      List<Heading> headings,
      String first,
      Rows<R> rows,
      Function<Map<String, String>, R> row) {
    var cells = cells(line.text(), headings);
    if (cells.containsKey(first) && cells.containsKey("Attr")) {
      rows.add(line, row.apply(cells));
    } else {
      rows.reject(line, "no row of LVM under its headings");
    }
  }

  /// Cells that are not empty, by heading.
  private static Map<String, String> cells(String line, List<Heading> headings) {
    var cells = new HashMap<String, String>();
    for (int i = 0; i < headings.size(); i++) {
      int from = headings.get(i).from();
      int to = i + 1 < headings.size() ? headings.get(i + 1).from() : line.length();
      var cell =
          from < line.length() ? line.substring(from, Math.min(to, line.length())).strip() : "";
      if (!cell.isEmpty()) {
        cells.put(headings.get(i).name(), cell);
      }
    }
    return cells;
  }

  private static final String UNITS = "bkmgtpe";

  private static final Pattern SIZE =
      Pattern.compile("<?([0-9]{1,12})(?:[.,]([0-9]{1,3}))?([bkmgtpe]?)");

  /// Of `99.98g` or `<100.00g`, which is a little less; units are of 1024.
  static @Nullable Long bytes(@Nullable String size) {
    var parts = SIZE.matcher(size == null ? "" : size);
    if (!parts.matches()) {
      return null;
    }
    int power = parts.group(3).isEmpty() ? 0 : UNITS.indexOf(parts.group(3));
    var fraction = parts.group(2) == null ? "0" : parts.group(2);
    double bytes = Double.parseDouble(parts.group(1) + "." + fraction) * Math.pow(1024, power);
    return bytes < Long.MAX_VALUE ? (long) bytes : null;
  }

  static @Nullable Double percent(@Nullable String cell) {
    return cell == null || !cell.matches("[0-9]{1,3}(?:[.,][0-9]{1,4})?")
        ? null
        : Double.valueOf(cell.replace(',', '.'));
  }

  static @Nullable Integer count(@Nullable String cell) {
    return cell == null ? null : Digits.small(cell);
  }

  /// The letter of `Attr` at a place; `-` where it has fewer.
  static char attribute(Map<String, String> cells, int place) {
    var attributes = cells.getOrDefault("Attr", "");
    return place < attributes.length() ? attributes.charAt(place) : '-';
  }
}
