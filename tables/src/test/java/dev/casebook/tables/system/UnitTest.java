package dev.casebook.tables.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.casebook.tables.Sample;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class UnitTest {

  private static Unit unit(String name, Sample.Outcome<Unit> units) {
    assertThat(Sample.isSound(units.coverage())).as(units.coverage().reason()).isTrue();
    return units.rows().stream().filter(row -> row.unit().equals(name)).findFirst().orElseThrow();
  }

  static Stream<Sample> lists() {
    return Stream.of(
        Sample.sosreport().commandFrom("systemctl list-units --all", "units/list-units-all"),
        Sample.sosreport().commandFrom("systemctl list-units --all", "units/list-units-all-c"),
        Sample.insights().commandFrom("/bin/systemctl list-units", "units/list-units-all"),
        Sample.loose().fileFrom("services.txt", "units/list-units-all"));
  }

  @ParameterizedTest
  @MethodSource("lists")
  void aListTellsStatesWhateverItsBulletsAre(Sample sample) {
    var units = sample.read(Unit.TABLE);

    assertThat(units.rows()).hasSize(8);
    assertThat(unit("broken.service", units))
        .isEqualTo(
            new Unit(
                "broken.service",
                "service",
                "loaded",
                "failed",
                "failed",
                "A service that fails – every time",
                null,
                null,
                null,
                null));
    assertThat(unit("home.mount", units).load()).isEqualTo("not-found");
    assertThat(unit("run-credentials-systemd\\x2dsysusers.service.mount", units).kind())
        .isEqualTo("mount");
  }

  @Test
  void whatTheListDoesNotTellComesFromItsSiblings() {
    var units =
        Sample.sosreport()
            .commandFrom("systemctl list-units --all", "units/list-units-all")
            .commandFrom("systemctl list-unit-files", "units/list-unit-files")
            .commandFrom("systemctl show *service --all", "units/show-service")
            .read(Unit.TABLE);

    var broken = unit("broken.service", units);
    assertThat(broken.enabled()).isEqualTo("enabled");
    assertThat(broken.since()).isEqualTo(Instant.parse("2026-11-22T13:02:18Z"));
    assertThat(broken.restarts()).isEqualTo(5);
    assertThat(broken.mainPid()).isNull();
    assertThat(unit("dbus.service", units).mainPid()).isEqualTo(38);
    assertThat(unit("dev-hugepages.mount", units).enabled()).isEqualTo("static");
    assertThat(unit("dev-hugepages.mount", units).since()).isNull();
    assertThat(units.rows()).hasSize(8);
  }

  @Test
  void statusTellsSinceAndMainProcessWhereShowIsMissing() {
    var units =
        Sample.sosreport()
            .commandFrom("systemctl list-units --all", "units/list-units-all")
            .commandFrom("systemctl status --all", "units/status-all")
            .read(Unit.TABLE);

    assertThat(unit("broken.service", units).since())
        .isEqualTo(Instant.parse("2026-11-22T13:02:18Z"));
    assertThat(unit("broken.service", units).mainPid()).isNull();
    assertThat(unit("dbus.service", units).mainPid()).isEqualTo(38);
    assertThat(unit("dev-hugepages.mount", units).enabled()).isEqualTo("static");
    assertThat(unit("dev-hugepages.mount", units).since())
        .isEqualTo(Instant.parse("2026-11-22T13:02:17Z"));
  }

  @Test
  void propertiesAloneAreAView() {
    var units =
        Sample.insights()
            .commandFrom("/bin/systemctl show *.service", "units/show-service")
            .read(Unit.TABLE);

    assertThat(units.rows())
        .extracting(Unit::unit, Unit::active, Unit::enabled)
        .containsExactly(
            tuple("collect.service", "active", "enabled"),
            tuple("systemd-fsck-root.service", "inactive", "static"),
            tuple("dbus.service", "active", "static"),
            tuple("broken.service", "failed", "enabled"),
            tuple("connman.service", "inactive", null));
  }

  @Test
  void statusAloneIsAViewWithoutTheManagersParagraph() {
    var units =
        Sample.sosreport()
            .commandFrom("systemctl status --all", "units/status-all")
            .read(Unit.TABLE);

    assertThat(units.rows())
        .extracting(Unit::unit, Unit::load, Unit::active, Unit::sub)
        .containsExactly(
            tuple("dev-hugepages.mount", "loaded", "active", "mounted"),
            tuple("broken.service", "loaded", "failed", "failed"),
            tuple("collect.service", "loaded", "active", "running"),
            tuple("dbus.service", "loaded", "active", "running"),
            tuple("systemd-fsck-root.service", "loaded", "inactive", "dead"));
  }

  @Test
  void aJobStandsBetweenStateAndDescription() {
    var units =
        Sample.root()
            .command(
                "systemctl list-units",
                """
                UNIT             LOAD   ACTIVE     SUB   JOB   DESCRIPTION
                kubelet.service  loaded activating start start kubelet: The Kubernetes Node Agent
                sshd.service     loaded active     running     OpenSSH server daemon

                LOAD   = Reflects whether the unit definition was properly loaded.
                JOB    = Pending job for the unit.
                """)
            .read(Unit.TABLE);

    assertThat(units.rows())
        .extracting(Unit::unit, Unit::sub, Unit::description)
        .containsExactly(
            tuple("kubelet.service", "start", "kubelet: The Kubernetes Node Agent"),
            tuple("sshd.service", "running", "OpenSSH server daemon"));
  }

  @Test
  void noFailedUnitsAreNoUnitsButKnown() {
    var units =
        Sample.root()
            .command(
                "systemctl list-units --failed",
                "  UNIT LOAD ACTIVE SUB DESCRIPTION\n0 loaded units listed.\n")
            .read(Unit.TABLE);

    assertThat(units.rows()).isEmpty();
    assertThat(Sample.isSound(units.coverage())).as(units.coverage().reason()).isTrue();
  }

  @Test
  void aManagerThatCannotBeReachedTellsNothing() {
    for (var complaint :
        List.of(
            """
            System has not been booted with systemd as init system (PID 1). Can't operate.
            Failed to connect to bus: Host is down
            """,
            "Failed to list units: Connection timed out\n",
            "Failed to get D-Bus connection: Operation not permitted\n")) {
      var units = Sample.root().command("systemctl list-units --all", complaint).read(Unit.TABLE);

      assertThat(units.coverage().isThere()).as(complaint).isFalse();
    }
  }

  @Test
  void unitFilesHaveAStateAndAPreset() {
    var files =
        Sample.sosreport()
            .commandFrom("systemctl list-unit-files", "units/list-unit-files")
            .read(UnitFile.TABLE);

    assertThat(files.coverage().isComplete()).isTrue();
    assertThat(files.rows())
        .contains(
            new UnitFile("getty@.service", "enabled", "enabled"),
            new UnitFile("dbus.socket", "static", null))
        .hasSize(15);
  }

  @Test
  void theEndOfAListIsNoUnit() {
    var files =
        Sample.sosreport()
            .command(
                "systemctl list-unit-files",
                "UNIT FILE   STATE\nkdump.service enabled\n1 unit file listed.\n")
            .read(UnitFile.TABLE);
    assertThat(files.only()).isEqualTo(new UnitFile("kdump.service", "enabled", null));
    assertThat(files.coverage().isComplete()).isTrue();

    var units =
        Sample.sosreport()
            .command(
                "systemctl list-units",
                """
                  UNIT           LOAD   ACTIVE SUB     DESCRIPTION
                  kdump.service  loaded active exited  Crash recovery kernel arming
                LOAD   = Reflects whether the unit definition was properly loaded.
                ACTIVE = The high-level unit activation state, i.e. generalization of SUB.
                SUB    = The low-level unit activation state, values depend on unit type.
                1 loaded units listed. Pass --all to see loaded but inactive units, too.
                To show all installed unit files use 'systemctl list-unit-files'.
                """)
            .read(Unit.TABLE);
    assertThat(units.only().unit()).isEqualTo("kdump.service");
    assertThat(Sample.isSound(units.coverage())).as(units.coverage().reason()).isTrue();
  }

  @Test
  void aBlockWithoutItsIdIsNamedByItsNames() {
    var units =
        Sample.sosreport()
            .command(
                "systemctl show service --all",
                "CPUAccounting=no\nNames=test1.service alias.service\nSubState=dead\nUnitFileState=static\n\n")
            .read(Unit.TABLE);
    assertThat(units.only())
        .isEqualTo(
            new Unit(
                "test1.service", "service", null, null, "dead", null, "static", null, null, null));
    assertThat(Sample.isSound(units.coverage())).as(units.coverage().reason()).isTrue();
  }
}
