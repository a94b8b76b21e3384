package dev.casebook.tables.system;

import dev.casebook.tables.Line;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Text;
import java.util.regex.Pattern;

/// The output of `systemctl list-units`: a heading, a line a unit, a blank line and a legend.
///
/// A unit in trouble has a bullet before it (`●`, in the C locale `*`). A column JOB is there only
/// if some unit has one.
final class UnitListing {

  private static final int COLUMNS = 4;

  /// What ends a listing; a filter may have taken the blank line before it.
  private static final Pattern LEGEND =
      Pattern.compile(
          "(?:LOAD|ACTIVE|SUB|JOB) += .*|Legend: .*|To show all installed unit files use .*"
              + "|\\d{1,9} (?:loaded )?(?:unit|unit file)s? listed\\..*");

  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private UnitListing() {}

  /// Whether this line tells of the listing and not of a unit.
  static boolean isLegend(String line) {
    return LEGEND.matcher(line.strip()).matches();
  }

  static void parse(Text text, Rows<Unit> rows) {
    int description = -1;
    boolean begun = false;
    for (var line : text.lines()) {
      var words = BLANKS.split(line.text().strip(), COLUMNS + 2);
      if (isLegend(line.text()) || (line.isBlank() && begun)) {
        return;
      }
      if (words[0].equals("UNIT")) {
        boolean hasJob = line.text().contains(" JOB ");
        description = hasJob ? line.text().indexOf("DESCRIPTION") : -1;
        begun = true;
      } else if (!line.isBlank()) {
        row(line, words, description, rows);
        begun = true;
      }
    }
  }

  /// @param description where it begins in a listing with jobs, else negative
  private static void row(Line line, String[] words, int description, Rows<Unit> rows) {
    int first = words[0].length() == 1 ? 1 : 0;
    if (words.length < first + COLUMNS || !Unit.isName(words[first])) {
      rows.reject(line, "not a unit and its states");
      return;
    }
    rows.add(
        line,
        new Unit(
            words[first],
            Unit.kind(words[first]),
            words[first + 1],
            words[first + 2],
            words[first + 3],
            description(line.text(), first + COLUMNS, description),
            null,
            null,
            null,
            null));
  }

  private static String description(String line, int wordsBefore, int position) {
    if (position > 0 && position < line.length() && line.charAt(position - 1) == ' ') {
      return line.substring(position).strip();
    }
    var words = BLANKS.split(line.strip(), wordsBefore + 1);
    return words.length > wordsBefore ? words[wordsBefore].strip() : "";
  }
}
