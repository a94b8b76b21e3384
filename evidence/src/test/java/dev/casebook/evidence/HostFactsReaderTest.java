package dev.casebook.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostFactsReaderTest {

  @TempDir private Path folder = Path.of("");

  private Bundle bundle = new Bundle(folder);

  @BeforeEach
  void isARoot() {
    bundle = new Bundle(folder).emptyFolder("etc");
  }

  private HostFacts facts() {
    try (var source = bundle.open()) {
      return source.snapshots().getFirst().facts();
    } catch (UnreadableSource e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void theRunningKernelsNameIsSurerThanTheConfiguredOne() {
    bundle.file("etc/hostname", "configured\n").file("commands/hostname", "said\n");
    assertThat(facts().host()).isEqualTo("said");
    bundle.file("proc/sys/kernel/hostname", "running\n");
    assertThat(facts().host()).isEqualTo("running");
  }

  @Test
  void theNameMayBeToldByUnameOnly() {
    bundle.file("commands/uname_-a", "Linux web1 4.18.0-553.el8 #1 SMP x86_64 GNU/Linux\n");
    assertThat(facts().host()).isEqualTo("web1");
  }

  @Test
  void theNameMayBeToldByHostnamectlOnly() {
    bundle.file(
        "commands/hostnamectl_status",
        "   Static hostname: compute4\n         Icon name: computer-vm\n");
    assertThat(facts().host()).isEqualTo("compute4");
  }

  @Test
  void anErrorMessageIsNoName() {
    bundle
        .file("commands/hostname", "bash: hostname: command not found\n")
        .file("etc/hostname", "web1\n");
    assertThat(facts().host()).isEqualTo("web1");
  }

  @Test
  void aHostThatIsNotNamedIsCalledAsItsFolder() {
    assertThat(facts().host()).isEqualTo(String.valueOf(folder.getFileName()));
  }

  @Test
  void theZoneIsThatOfTheLocaltimeLink() {
    bundle
        .link("etc/localtime", "../usr/share/zoneinfo/Asia/Shanghai")
        .file("etc/timezone", "UTC\n");
    assertThat(facts().zone()).isEqualTo(ZoneId.of("Asia/Shanghai"));
  }

  @Test
  void theZoneMayBeToldByTimedatectlOrAFile() {
    bundle.file("etc/timezone", "Europe/Paris\n");
    assertThat(facts().zone()).isEqualTo(ZoneId.of("Europe/Paris"));
    bundle.file(
        "commands/timedatectl",
        "      Local time: Sun 2026-11-22 13:21:04 CET\n       Time zone: Europe/Berlin (CET, +0100)\n");
    assertThat(facts().zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
  }

  @Test
  void aZoneThatDoesNotExistIsNotTaken() {
    bundle.link("etc/localtime", "/usr/share/zoneinfo/No/Where").file("etc/timezone", "n/a\n");
    assertThat(facts().zoneIfKnown()).isNull();
    assertThat(facts().zone()).isEqualTo(ZoneOffset.UTC);
  }

  @ParameterizedTest
  @CsvSource({
    "Sun Nov 22 12:21:04 CST 2026, 2026-11-22T04:21:04Z",
    "Sun Nov 22 12:21:04 PM CST 2026, 2026-11-22T04:21:04Z",
    "Sun Nov  1 01:21:04 AM CST 2026, 2026-10-31T17:21:04Z",
    "Sun 22 Nov 12:21:04 CST 2026, 2026-11-22T04:21:04Z",
    "Sun 22 Nov 2026 12:21:04 PM CST, 2026-11-22T04:21:04Z",
    "Sun Nov 22 04:21:04 UTC 2026, 2026-11-22T04:21:04Z"
  })
  void theCaptureIsWhenDateWasRun(String date, Instant captured) {
    bundle
        .link("etc/localtime", "/usr/share/zoneinfo/Asia/Shanghai")
        .file("commands/date", date + "\n");
    assertThat(facts().captured()).isEqualTo(captured);
  }

  @Test
  void aDateThatIsNoneIsNotTaken() {
    bundle.file("commands/date", "Sun Nov 31 25:21:04 UTC 2026\n");
    assertThat(facts().captured()).isNull();
  }

  @Test
  void theBootIsToldByTheKernelOrByItsUptime() {
    bundle
        .file("commands/date", "Sun Nov 22 12:00:00 UTC 2026\n")
        .file("proc/uptime", "3600.50 7100.00\n");
    assertThat(facts().booted()).isEqualTo(Instant.parse("2026-11-22T11:00:00Z"));
    bundle.file("proc/stat", "cpu 1 2\nbtime 1795345200\nprocesses 9\n");
    assertThat(facts().booted()).isEqualTo(Instant.ofEpochSecond(1_795_345_200));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "12:00:00 up 12 days,  3:04,  2 users,  load average: 0.1, 0.2, 0.3 | 2026-11-10T08:56:00Z",
        "12:00:00 up 5 min,  1 user,  load average: 0.1, 0.2, 0.3 | 2026-11-22T11:55:00Z",
        "12:00:00 up  1:02,  load average: 0.1, 0.2, 0.3 | 2026-11-22T10:58:00Z",
        "12:00:00 up 1 day, 6 min,  2 users,  load average: 0.1, 0.2, 0.3 | 2026-11-21T11:54:00Z"
      })
  void theBootIsToldByUptimeWhereProcIsMissing(String uptime, Instant booted) {
    bundle
        .file("commands/date", "Sun Nov 22 12:00:00 UTC 2026\n")
        .file("commands/uptime", " " + uptime + "\n");
    assertThat(facts().booted()).isEqualTo(booted);
  }

  @Test
  void anUptimeSaysNothingOfTheBootWhereTheCaptureIsUnknown() {
    bundle.file("commands/uptime", " 12:00:00 up 5 min,  1 user\n");
    assertThat(facts().booted()).isNull();
  }

  @Test
  void theBootIsToldByUptimeSince() {
    bundle
        .link("etc/localtime", "/usr/share/zoneinfo/Asia/Shanghai")
        .file("commands/uptime_-s", "2026-11-22 12:00:01\n");
    assertThat(facts().booted()).isEqualTo(Instant.parse("2026-11-22T04:00:01Z"));
  }

  @Test
  void theBootIsToldByWho() {
    bundle
        .link("etc/localtime", "/usr/share/zoneinfo/Asia/Shanghai")
        .file("commands/who_-b", "         system boot  2026-11-22 12:00\n");
    assertThat(facts().booted()).isEqualTo(Instant.parse("2026-11-22T04:00:00Z"));
  }

  @Test
  void theBootIsTheNewestThatLastTells() {
    bundle
        .file("commands/date", "Sun Feb  1 12:00:00 UTC 2026\n")
        .file(
            "commands/last_reboot",
            """
            reboot   system boot  5.4.0-99-generic Thu Dec 11 18:58   still running
            reboot   system boot  5.4.0-99-generic Mon Dec  1 10:00 - 18:57 (10+08:57)

            wtmp begins Mon Dec  1 10:00:09 2025
            """);
    assertThat(facts().booted()).isEqualTo(Instant.parse("2025-12-11T18:58:00Z"));
    bundle.file(
        "commands/last_reboot",
        "reboot   system boot  6.1.0-21-amd64   Fri Jan  2 18:58:09 2026   still running\n");
    assertThat(facts().booted()).isEqualTo(Instant.parse("2026-01-02T18:58:09Z"));
  }

  @Test
  void aZoneOfOneMeaningIsTakenFromDate() {
    bundle.file("commands/date", "Fri May  6 15:52:13 EDT 2016\n");
    assertThat(facts().captured()).isEqualTo(Instant.parse("2016-05-06T19:52:13Z"));
    assertThat(facts().zone()).isEqualTo(ZoneOffset.ofHours(-4));
  }

  @Test
  void theCaptureIsToldByTimedatectlWhereDateIsMissing() {
    bundle.file(
        "commands/timedatectl",
        """
                       Local time: Thu 2022-02-10 17:19:48 CET
                   Universal time: Thu 2022-02-10 16:19:48 UTC
                        Time zone: Europe/Berlin (CET, +0100)
        """);
    assertThat(facts().captured()).isEqualTo(Instant.parse("2022-02-10T16:19:48Z"));
  }

  @Test
  void whatToldAFactIsEntered() throws UnreadableSource {
    bundle.file("commands/date", "Sun Nov 22 12:00:00 UTC 2026\n").file("commands/who_-b", "\n");
    try (var source = bundle.open()) {
      assertThat(source.snapshots().getFirst().ledger().accounts())
          .extracting(account -> account.artifact().place() + " " + account.reason())
          .containsExactly("commands/date ", "commands/who_-b is empty");
    }
  }
}
