package dev.casebook.tables.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.tables.Sample;
import org.junit.jupiter.api.Test;

class HostNameTest {

  @Test
  void aLineIsOneRowForEachOfItsNames() {
    var outcome = Sample.root().fileFrom("/etc/hosts", "host_names/hosts").read(HostName.TABLE);
    assertThat(outcome.coverage().isComplete()).isTrue();
    assertThat(outcome.rows())
        .hasSize(9)
        .contains(
            new HostName("compute4.example.com", "127.0.1.1", 1),
            new HostName("ip6-loopback", "::1", 3),
            new HostName("db1", "192.0.2.7", 2))
        .noneMatch(row -> row.name().equals("#"));
  }

  @Test
  void aLineWithoutAnAddressOrANameIsRejected() {
    var outcome =
        Sample.root().file("/etc/hosts", "db1 192.0.2.7\n192.0.2.8\n::1 a\n").read(HostName.TABLE);
    assertThat(outcome.only().name()).isEqualTo("a");
    assertThat(outcome.coverage().reason()).contains("2 ");
  }
}
