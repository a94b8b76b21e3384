package dev.casebook.tables.software;

import dev.casebook.tables.Line;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Text;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What dpkg tells of its packages: its database, and two commands that print from it.
///
/// Source: dpkg(1), dpkg-query(1), deb-version(7).
final class DpkgListing {

  /// In these states nothing of the package is on the host but perhaps its configuration.
  private static final Set<String> ABSENT = Set.of("not-installed", "config-files");

  private DpkgListing() {}

  /// `/var/lib/dpkg/status`: paragraphs of fields, a blank line after each.
  static void parseStatus(Text text, Rows<InstalledPackage> rows) {
    Line first = null;
    var fields = new HashMap<String, String>();
    for (var line : text.lines()) {
      if (line.isBlank()) {
        paragraph(first, fields, rows);
        first = null;
        fields.clear();
      } else {
        first = first == null ? line : first;
        field(line.text(), fields);
      }
    }
    paragraph(first, fields, rows);
  }

  private static void field(String text, Map<String, String> fields) {
    int colon = text.indexOf(": ");
    if (colon > 0 && text.charAt(0) != ' ') {
      fields.put(text.substring(0, colon), text.substring(colon + 2).strip());
    }
  }

  private static void paragraph(
      @Nullable Line first, Map<String, String> fields, Rows<InstalledPackage> rows) {
    if (first == null) {
      return;
    }
    var name = fields.get("Package");
    var status = fields.getOrDefault("Status", "");
    var state = status.substring(status.lastIndexOf(' ') + 1);
    if (name == null || state.isEmpty()) {
      rows.reject(first, "a paragraph without Package or Status");
    } else if (!ABSENT.contains(state)) {
      add(first, name, fields.getOrDefault("Version", ""), fields.get("Architecture"), state, rows);
    }
  }

  /// `dpkg -l`: a line `ii NAME VERSION ARCHITECTURE DESCRIPTION`; older ones print no
  /// architecture. The heading tells.
  static void parseList(Text text, Rows<InstalledPackage> rows) {
    boolean hasArchitecture = true;
    for (var line : text.lines()) {
      if (line.text().startsWith("||/ Name")) {
        hasArchitecture = line.text().contains(" Architecture");
      } else if (!line.isBlank() && !isHeading(line.text())) {
        listed(line, hasArchitecture, rows);
      }
    }
  }

  private static boolean isHeading(String line) {
    return line.startsWith("Desired=") || line.startsWith("|") || line.startsWith("+++-");
  }

  private static void listed(Line line, boolean hasArchitecture, Rows<InstalledPackage> rows) {
    var words = line.words();
    if (words.length < 3 || words[0].length() < 2 || words[0].length() > 3) {
      rows.reject(line, "not state, name and version");
      return;
    }
    var state = state(words[0].charAt(1));
    if (state.isEmpty()) {
      rows.reject(line, "a state that dpkg does not have");
    } else if (!ABSENT.contains(state)) {
      var architecture = hasArchitecture && words.length > 3 ? words[3] : null;
      add(line, words[1], words[2], architecture, state, rows);
    }
  }

  /// The second letter of the state, upper case where it is bad.
  private static String state(char letter) {
    return switch (letter) {
      case 'n' -> "not-installed";
      case 'c' -> "config-files";
      case 'H' -> "half-installed";
      case 'U' -> "unpacked";
      case 'F' -> "half-configured";
      case 'W' -> "triggers-awaited";
      case 't' -> "triggers-pending";
      case 'i' -> "installed";
      default -> "";
    };
  }

  /// `dpkg-query -W`: name and version with a tab between; removed ones have no version.
  static void parseQuery(Text text, Rows<InstalledPackage> rows) {
    for (var line : text.lines()) {
      var cells = line.text().split("\t", -1);
      if (line.isBlank() || (cells.length == 2 && cells[1].isEmpty())) {
        continue;
      }
      if (cells.length < 2) {
        rows.reject(line, "not name and version");
      } else {
        add(line, cells[0], cells[1], null, null, rows);
      }
    }
  }

  /// @param name perhaps with `:ARCHITECTURE`
  private static void add(
      Line line,
      String name,
      String full,
      @Nullable String architecture,
      @Nullable String status,
      Rows<InstalledPackage> rows) {
    int colon = name.indexOf(':');
    int epochEnd = full.indexOf(':');
    int dash = full.indexOf('-', epochEnd + 1) < 0 ? -1 : full.lastIndexOf('-');
    if (full.isEmpty()) {
      rows.reject(line, "no version");
      return;
    }
    try {
      rows.add(
          line,
          new InstalledPackage(
              colon < 0 ? name : name.substring(0, colon),
              epochEnd < 0 ? null : Integer.valueOf(full.substring(0, epochEnd)),
              full.substring(epochEnd + 1, dash < 0 ? full.length() : dash),
              dash < 0 ? null : full.substring(dash + 1),
              full,
              architecture == null && colon > 0 ? name.substring(colon + 1) : architecture,
              "deb",
              status,
              null));
    } catch (NumberFormatException e) {
      rows.reject(line, "an epoch that is not a number");
    }
  }
}
