package dev.casebook.tables.system;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Row;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import dev.casebook.tables.Text;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A unit file that is installed, whether systemd has loaded it or not.
///
/// ```
/// UNIT FILE                              STATE           PRESET
/// broken.service                         enabled         enabled
/// dbus-org.freedesktop.login1.service    alias           -
/// ```
@Row("one installed unit file")
@Compared(
    key = {"unit"},
    tells = Compared.Tells.SETTING)
public record UnitFile(
    @Column("full name; a template ends in @ before its kind") String unit,
    @Column("enabled, disabled, static, masked, alias, indirect, generated …") String state,
    @Column("what the distribution would have: enabled, disabled; NULL if not told")
        @Nullable String preset) {

  static final ArtifactName[] LISTS = {
    ArtifactName.command("systemctl list-unit-files"),
    ArtifactName.command("systemctl list-unit-files*")
  };

  public static final Table<UnitFile> TABLE =
      Table.of("unit_files", UnitFile.class)
          .command(LISTS[0].text(), UnitFile::parse)
          .command(LISTS[1].text(), UnitFile::parse)
          .sniff(LISTS[0], head -> head.matches("(?s)UNIT FILE +STATE.*"))
          .example(
              "what starts at boot against the distribution's advice",
              "select unit from unit_files where state = 'enabled' and preset = 'disabled'");

  /// A heading, a line a file, a blank line and a count.
  static void parse(Text text, Rows<UnitFile> rows) {
    boolean begun = false;
    for (var line : text.lines()) {
      var words = line.words();
      if (words.length == 0) {
        if (begun) {
          return;
        }
      } else if (line.text().startsWith("UNIT FILE")) {
        begun = true;
      } else if (UnitListing.isLegend(line.text())) {
        return;
      } else if (words.length == 2 || words.length == 3) {
        var preset = words.length == 3 && !words[2].equals("-") ? words[2] : null;
        rows.add(line, new UnitFile(words[0], words[1], preset));
        begun = true;
      } else {
        rows.reject(line, "not a unit file and its state");
      }
    }
  }

  /// The states beside this text, by name of the unit.
  static Map<String, String> states(Text text) {
    var states = new HashMap<String, String>();
    var taker = Rows.<UnitFile>into(file -> states.put(file.unit, file.state));
    text.beside(LISTS).ifPresent(list -> parse(list, taker));
    return states;
  }
}
