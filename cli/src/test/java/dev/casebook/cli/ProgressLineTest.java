package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

  private static final long MILLISECOND = 1_000_000;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private long now = Long.MAX_VALUE - 100 * MILLISECOND;
  private final ProgressLine line =
      new ProgressLine(new PrintStream(bytes, true, StandardCharsets.UTF_8), () -> now);

  private String shown() {
    var text = bytes.toString(StandardCharsets.UTF_8);
    bytes.reset();
    return text;
  }

  @Test
  void shortWorkIsDoneInSilence() {
    line.at("reading a", 1, 2);
    now += 900 * MILLISECOND;
    line.at("reading b", 2, 2);
    line.clear();
    assertThat(shown()).isEmpty();
  }

  @Test
  void longWorkSaysFiveTimesASecondHowFarItIsAndLeavesNothing() {
    now += 1100 * MILLISECOND;
    line.at("reading var/log/messages", 50, 200);
    assertThat(shown()).isEqualTo("\r\u001b[Kreading var/log/messages 25 %");
    now += 100 * MILLISECOND;
    line.at("reading var/log/messages", 60, 200);
    assertThat(shown()).isEmpty();
    now += 150 * MILLISECOND;
    line.at("reading x", 3_000_000, 0);
    assertThat(shown()).isEqualTo("\r\u001b[Kreading x 3 MB");
    line.clear();
    assertThat(shown()).isEqualTo("\r\u001b[K");
  }

  @Test
  void aNameOfEvidenceNeitherMovesTheCursorNorFillsTheScreen() {
    now += 2000 * MILLISECOND;
    line.at("reading " + "x".repeat(500) + "\u001b[2J\nend", 0, 0);
    assertThat(shown().substring(4)).hasSize(78).startsWith("…xxx").endsWith("x␛[2J␊end");
  }
}
