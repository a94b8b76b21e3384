package dev.casebook.tables.system;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Line;
import dev.casebook.tables.Row;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Table;
import dev.casebook.tables.Text;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A unit that systemd has loaded, from `systemctl list-units`; what is known of it besides from
/// `systemctl show`, `status` and `list-unit-files`.
///
/// ```
///   UNIT                   LOAD      ACTIVE   SUB       DESCRIPTION
/// ● broken.service         loaded    failed   failed    A service that fails – every time
///   collect.service        loaded    active   running   collect.service
/// ```
///
/// Without `--all`, the list holds only units that are active, failed or have a job. Source:
/// systemctl(1), org.freedesktop.systemd1(5).
@Row("one unit that systemd has loaded")
@Compared(
    key = {"unit"},
    restless = {"since", "main_pid", "restarts"},
    tells = Compared.Tells.STATE)
public record Unit(
    @Column("full name") String unit,
    @Column("what follows the last dot: service, socket, mount …") String kind,
    @Column("loaded, not-found, bad-setting, error or masked") @Nullable String load,
    @Column("active, reloading, inactive, failed, activating or deactivating")
        @Nullable String active,
    @Column("the state in the words of its kind: running, exited, dead, mounted …")
        @Nullable String sub,
    @Column("what it is, in its author's words") @Nullable String description,
    @Column("whether it starts at boot: enabled, disabled, static, masked …")
        @Nullable String enabled,
    @Column("when it came into the state in column active") @Nullable Instant since,
    @Column("process id of its main process") @Nullable Integer mainPid,
    @Column("times systemd restarted it by itself since it was started by hand or at boot")
        @Nullable Long restarts) {

  private static final ArtifactName SHOW = ArtifactName.command("systemctl show *service*");

  /// A live host is asked without log lines, which cost it most.
  private static final ArtifactName[] STATUS = {
    ArtifactName.command("systemctl status --all --lines=0"),
    ArtifactName.command("systemctl status --all*")
  };

  public static final Table<Unit> TABLE =
      Table.of("units", Unit.class)
          .command("systemctl list-units --all", Unit::parseList)
          .command("systemctl list-units --all*", Unit::parseList)
          .command("systemctl list-units", Unit::parseList)
          .command("systemctl status --all*", Unit::parseStatus)
          .command("systemctl show *service*", Unit::parseShow)
          .command("systemctl list-units --failed", Unit::parseFailed)
          .completedBy(SHOW)
          .completedBy(STATUS)
          .completedBy(UnitFile.LISTS)
          .sniff(
              ArtifactName.command("systemctl list-units --all"),
              head -> head.matches("(?s) *UNIT +LOAD +ACTIVE +SUB .*"))
          .example(
              "what has failed, since when",
              "select unit, since, restarts from units where active = 'failed'");

  static void parseList(Text text, Rows<Unit> rows) {
    var shown = shown(text);
    if (shown.isEmpty()) {
      rows.lacksValues(
          "tells not since when and how often restarted, and no systemctl show beside it");
    }
    UnitListing.parse(text, completed(text, shown, rows));
  }

  private static void parseFailed(Text text, Rows<Unit> rows) {
    rows.lacksRows("lists only units that have failed");
    parseList(text, rows);
  }

  static void parseShow(Text text, Rows<Unit> rows) {
    rows.lacksRows("lists only services");
    UnitProperties.parse(text, completed(text, Map.of(), rows));
  }

  static void parseStatus(Text text, Rows<Unit> rows) {
    UnitStatus.parse(text, completed(text, Map.of(), rows));
  }

  /// What `show`, else `status`, tells of units, by name.
  private static Map<String, Unit> shown(Text text) {
    var units = new HashMap<String, Unit>();
    var taker = Rows.<Unit>into(unit -> units.put(unit.unit, unit));
    text.beside(SHOW).ifPresent(shown -> UnitProperties.parse(shown, taker));
    if (units.isEmpty()) {
      text.beside(STATUS).ifPresent(status -> UnitStatus.parse(status, taker));
    }
    return units;
  }

  /// Completes each row by what siblings tell before it is passed on.
  private static Rows<Unit> completed(Text text, Map<String, Unit> shown, Rows<Unit> rows) {
    var enabled = UnitFile.states(text);
    return new Rows<>() {
      @Override
      public void add(long offset, Unit unit) {
        var more = shown.getOrDefault(unit.unit, unit);
        rows.add(offset, unit.with(more, enabled.get(unit.unit)));
      }

      @Override
      public void reject(Line line, String reason) {
        rows.reject(line, reason);
      }
    };
  }

  /// @param fileState as `list-unit-files` has it, or null
  private Unit with(Unit more, @Nullable String fileState) {
    boolean sameState = active == null || active.equals(more.active);
    return new Unit(
        unit,
        kind,
        load,
        active,
        sub,
        description,
        fileState == null ? more.enabled : fileState,
        sameState ? more.since : null,
        sameState ? more.mainPid : null,
        more.restarts);
  }

  private static final Set<String> KINDS =
      Set.of(
          "service",
          "socket",
          "target",
          "device",
          "mount",
          "automount",
          "swap",
          "timer",
          "path",
          "slice",
          "scope",
          "snapshot");

  /// Whether this text is a unit's full name.
  static boolean isName(String text) {
    return text.indexOf('.') > 0 && KINDS.contains(kind(text));
  }

  static String kind(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
