package dev.casebook.tables.system;

import dev.casebook.tables.Line;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Text;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/// The output of `systemctl status --all`: a paragraph a unit, with control groups and log lines.
///
/// ```
/// × broken.service - A service that fails – every time
///      Loaded: loaded (/etc/systemd/system/broken.service; enabled; preset: enabled)
///      Active: failed (Result: exit-code) since Sun 2026-11-22 13:02:18 UTC; 5s ago
///    Main PID: 67 (code=exited, status=1/FAILURE)
/// ```
///
/// A paragraph that has no `Loaded:` is the manager's own.
final class UnitStatus {

  private final Rows<Unit> rows;
  private final ZoneId zone;
  private @Nullable Line first;
  private String name = "";
  private String description = "";
  private String loaded = "";
  private String active = "";
  private String mainPid = "";
  private boolean hasUnits;

  private UnitStatus(Rows<Unit> rows, ZoneId zone) {
    this.rows = rows;
    this.zone = zone;
  }

  static void parse(Text text, Rows<Unit> rows) {
    var status = new UnitStatus(rows, text.facts().zone());
    for (var line : text.lines()) {
      status.take(line);
    }
    status.end();
    if (!status.hasUnits) {
      rows.reject(text.lines().first(), "no status of a unit");
    }
  }

  private void take(Line line) {
    var text = line.text();
    var stripped = text.strip();
    if (isTitle(text)) {
      end();
      title(line);
    } else if (first != null && text.startsWith(" ")) {
      if (stripped.startsWith("Loaded: ") && loaded.isEmpty()) {
        loaded = stripped.substring("Loaded: ".length());
      } else if (stripped.startsWith("Active: ") && active.isEmpty()) {
        active = stripped.substring("Active: ".length());
      } else if (stripped.startsWith("Main PID: ") && mainPid.isEmpty()) {
        mainPid = stripped.substring("Main PID: ".length());
      }
    }
  }

  /// A bullet, the name, and ` - ` before a description; some old ones have no bullet.
  private static boolean isTitle(String line) {
    if (line.isEmpty() || line.startsWith(" ")) {
      return false;
    }
    var words = line.split(" ", 4);
    int first = words[0].length() == 1 ? 1 : 0;
    return words.length > first
        && Unit.isName(words[first])
        && (words.length == first + 1 || words[first + 1].equals("-"));
  }

  private void title(Line line) {
    first = line;
    int nameStart = line.text().indexOf(' ') == 1 ? 2 : 0;
    int nameEnd = line.text().indexOf(' ', nameStart);
    int dash = line.text().indexOf(" - ");
    name = line.text().substring(nameStart, nameEnd < 0 ? line.text().length() : nameEnd);
    description = dash < 0 ? "" : line.text().substring(dash + 3);
  }

  /// Ends the paragraph in hand.
  private void end() {
    var line = first;
    if (line != null && !loaded.isEmpty()) {
      add(line);
    }
    first = null;
    loaded = "";
    active = "";
    mainPid = "";
  }

  private void add(Line line) {
    hasUnits = true;
    var activeWords = active.split(" ", 3);
    var parenthesis = activeWords.length > 1 ? activeWords[1] : "";
    boolean isResult = parenthesis.startsWith("(Result");
    int since = active.indexOf(" since ");
    int semicolon = active.indexOf(';', since);
    try {
      rows.add(
          line,
          new Unit(
              name,
              Unit.kind(name),
              loaded.split(" ", 2)[0],
              activeWords[0].isEmpty() ? null : activeWords[0],
              isResult || parenthesis.isEmpty()
                  ? activeWords[0]
                  : parenthesis.replaceAll("[()]", ""),
              description.isEmpty() ? name : description,
              enabled(),
              since > 0 && semicolon > since
                  ? HostTime.parse(active.substring(since + 7, semicolon), zone).orElse(null)
                  : null,
              mainPid.isEmpty() || mainPid.contains("(code=")
                  ? null
                  : Integer.valueOf(mainPid.split(" ", 2)[0]),
              null));
    } catch (NumberFormatException e) {
      rows.reject(line, "a main process id that is not a number");
    }
  }

  /// The second part of `loaded (FILE; enabled; preset: enabled)`.
  private @Nullable String enabled() {
    var parts = loaded.split("; ", 3);
    return parts.length < 2 || parts[1].equals("bad") || parts[1].equals("bad)")
        ? null
        : parts[1].replace(")", "");
  }
}
