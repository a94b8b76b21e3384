package dev.casebook.tables.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.tables.Sample;
import org.junit.jupiter.api.Test;

class TimeServerTest {

  @Test
  void sourcesOfChronycAreRows() {
    var rows =
        Sample.root()
            .commandFrom("chronyc sources", "time_servers/chronyc_sources")
            .read(TimeServer.TABLE);

    assertThat(rows.coverage().isComplete()).isTrue();
    assertThat(rows.rows())
        .containsExactly(
            new TimeServer("GPS0", "selected", 0, 255, -0.000000479),
            new TimeServer("foo.example.net", "unusable", 2, 0, 1.2),
            new TimeServer("bar.example.net", "combined", 1, 255, -0.002629));
  }

  @Test
  void peersOfNtpqHaveTheOppositeSign() {
    var rows = Sample.loose().fileFrom("saved.txt", "time_servers/ntpq_-p").read(TimeServer.TABLE);

    assertThat(rows.rows()).hasSize(2);
    assertThat(rows.rows().getFirst())
        .isEqualTo(new TimeServer("ntp1.example", "selected", 1, 255, 0.000021));
    assertThat(rows.rows().getLast().reach()).isZero();
  }

  @Test
  void aDamagedLineIsRejected() {
    var rows =
        Sample.root()
            .file("commands/ntpq_-p", "====\n*ntp1 .GPS. 1 u 33 64 999 0.4 NaN 0.0\n*a b c\n")
            .read(TimeServer.TABLE);

    assertThat(rows.rows()).isEmpty();
    assertThat(rows.coverage().toString()).contains("not a peer of ntpq");
  }
}
