package dev.casebook.tables.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.tables.Sample;
import org.junit.jupiter.api.Test;

class TimeSyncTest {

  @Test
  void chronycTellsServerAndOffset() {
    var row =
        Sample.root()
            .commandFrom("chronyc tracking", "time_sync/chronyc_tracking")
            .commandFrom("timedatectl", "time_sync/timedatectl")
            .read(TimeSync.TABLE)
            .only();

    assertThat(row)
        .isEqualTo(
            new TimeSync(
                "chronyc",
                true,
                "ntp1.example.net",
                3,
                -0.000006523,
                0.013639022,
                "Normal",
                true,
                null));
  }

  @Test
  void timedatectlTellsWhatTheKernelWasTold() {
    var row =
        Sample.loose().fileFrom("saved.txt", "time_sync/timedatectl").read(TimeSync.TABLE).only();

    assertThat(row.synchronised()).isFalse();
    assertThat(row.service()).isTrue();
    assertThat(row.rtcInLocalTime()).isFalse();
  }

  @Test
  void theOlderWordsOfTimedatectlAreKnown() {
    var row =
        Sample.root()
            .file(
                "commands/timedatectl",
                """
                      Local time: Fri 2017-01-27 09:49:17 UTC
                     NTP enabled: yes
                NTP synchronized: yes
                 RTC in local TZ: yes
                """)
            .read(TimeSync.TABLE)
            .only();

    assertThat(row.synchronised()).isTrue();
    assertThat(row.service()).isTrue();
    assertThat(row.rtcInLocalTime()).isTrue();
  }

  @Test
  void aChronydThatFollowsNobodyHasNoReference() {
    var row =
        Sample.root()
            .file(
                "commands/chronyc_tracking",
                """
                Reference ID    : 00000000 ()
                Stratum         : 0
                System time     : 0.000000000 seconds fast of NTP time
                Leap status     : Not synchronised
                """)
            .read(TimeSync.TABLE)
            .only();

    assertThat(row.synchronised()).isFalse();
    assertThat(row.reference()).isNull();
    assertThat(row.offsetSeconds()).as("it prints no measurement but its beginning").isNull();
  }

  @Test
  void aComplaintIsNoClock() {
    var rows =
        Sample.root()
            .file("commands/chronyc_tracking", "506 Cannot talk to daemon\n")
            .read(TimeSync.TABLE);

    assertThat(rows.rows()).isEmpty();
    assertThat(rows.coverage().isComplete()).isFalse();
  }
}
