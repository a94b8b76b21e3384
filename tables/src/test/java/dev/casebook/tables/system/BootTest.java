package dev.casebook.tables.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.tables.Sample;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootTest {

  @ParameterizedTest
  @ValueSource(strings = {"boots/journalctl_--list-boots", "boots/systemd-254"})
  void bootsHaveTheirTimesInEitherForm(String sample) {
    var rows = Sample.loose().fileFrom("saved.txt", sample).read(Boot.TABLE);

    assertThat(rows.coverage().isComplete()).isTrue();
    assertThat(rows.rows()).hasSize(2);
    assertThat(rows.rows().getFirst())
        .isEqualTo(
            new Boot(
                -1,
                "492d1e02b975448b83d9649c70e57cbf",
                Instant.parse("2022-02-04T09:34:04Z"),
                Instant.parse("2022-02-04T11:33:06Z")));
  }

  @Test
  void anotherLineIsRejected() {
    var rows =
        Sample.root()
            .file("commands/journalctl_--list-boots", "Failed to determine boots: x\n")
            .read(Boot.TABLE);

    assertThat(rows.coverage().isComplete()).isFalse();
  }
}
