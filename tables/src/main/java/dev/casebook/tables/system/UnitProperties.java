package dev.casebook.tables.system;

import dev.casebook.tables.Line;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Text;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The output of `systemctl show` for units: blocks of `PROPERTY=VALUE`, a blank line between.
///
/// A block without `Id` and `Names` is the manager's own and no unit.
final class UnitProperties {

  private static final Set<String> WANTED =
      Set.of(
          "Id",
          "Names",
          "LoadState",
          "ActiveState",
          "SubState",
          "Description",
          "UnitFileState",
          "MainPID",
          "NRestarts",
          "ActiveEnterTimestamp",
          "ActiveExitTimestamp",
          "InactiveEnterTimestamp",
          "InactiveExitTimestamp");

  private UnitProperties() {}

  static void parse(Text text, Rows<Unit> rows) {
    var zone = text.facts().zone();
    var seen = new HashSet<String>();
    var block = new HashMap<String, String>();
    Line first = null;
    for (var line : text.lines()) {
      if (line.isBlank()) {
        add(first, block, zone, seen, rows);
        first = null;
        block.clear();
      } else {
        first = first == null ? line : first;
        take(line, block);
      }
    }
    add(first, block, zone, seen, rows);
    if (seen.isEmpty()) {
      rows.reject(text.lines().first(), "no properties of a unit");
    }
  }

  private static void take(Line line, Map<String, String> block) {
    int sign = line.text().indexOf('=');
    if (sign > 0 && WANTED.contains(line.text().substring(0, sign))) {
      block.putIfAbsent(line.text().substring(0, sign), line.text().substring(sign + 1));
    }
  }

  private static void add(
      @Nullable Line first,
      Map<String, String> block,
      ZoneId zone,
      Set<String> seen,
      Rows<Unit> rows) {
    // The names hold the id, first as a rule, where the properties were filtered.
    var id = block.getOrDefault("Id", block.getOrDefault("Names", "").split(" ", 2)[0]);
    if (first == null || id.isEmpty() || !seen.add(id)) {
      return;
    }
    try {
      rows.add(first, unit(id, block, zone));
    } catch (NumberFormatException | ArithmeticException e) {
      rows.reject(first, "a process id or count of " + id + " that is not a number");
    }
  }

  private static Unit unit(String id, Map<String, String> block, ZoneId zone) {
    var active = block.getOrDefault("ActiveState", "");
    return new Unit(
        id,
        Unit.kind(id),
        value(block, "LoadState"),
        active.isEmpty() ? null : active,
        value(block, "SubState"),
        value(block, "Description"),
        value(block, "UnitFileState"),
        since(active, block, zone).orElse(null),
        number(block, "MainPID").map(Math::toIntExact).filter(pid -> pid != 0).orElse(null),
        number(block, "NRestarts").orElse(null));
  }

  private static @Nullable String value(Map<String, String> block, String property) {
    var value = block.getOrDefault(property, "");
    return value.isEmpty() ? null : value;
  }

  private static Optional<Long> number(Map<String, String> block, String property) {
    return Optional.ofNullable(value(block, property)).map(Long::valueOf);
  }

  /// The time that `systemctl status` shows for this state.
  private static Optional<Instant> since(String active, Map<String, String> block, ZoneId zone) {
    var property =
        switch (active) {
          case "active", "reloading" -> "ActiveEnterTimestamp";
          case "inactive", "failed" -> "InactiveEnterTimestamp";
          case "activating" -> "InactiveExitTimestamp";
          default -> "ActiveExitTimestamp";
        };
    return HostTime.parse(block.getOrDefault(property, ""), zone);
  }
}
