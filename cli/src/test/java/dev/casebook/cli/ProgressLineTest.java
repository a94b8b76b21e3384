package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

  @Test
  void shortWorkIsDoneInSilence() {
    var bytes = new ByteArrayOutputStream();
    var progress = new ProgressLine(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    progress.at("reading a", 1, 2);
    progress.end();
    progress.end();
    assertThat(bytes.toByteArray()).isEmpty();
  }

  @Test
  void longWorkIsShownAndLeavesNothing() throws InterruptedException {
    var bytes = new ByteArrayOutputStream();
    var progress = new ProgressLine(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    progress.at("reading a", 1, 2);
    while (bytes.size() == 0) {
      Thread.sleep(50);
    }
    progress.end();
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .startsWith("\r\u001b[Kreading a 50 %")
        .endsWith("\r\u001b[K");
  }

  @Test
  void aShareIsShownWhereTheWholeIsKnownElseTheAmount() {
    assertThat(ProgressLine.line("reading messages", 50, 200)).isEqualTo("reading messages 25 %");
    assertThat(ProgressLine.line("reading x", 3_000_000, 0)).isEqualTo("reading x 3 MB");
    assertThat(ProgressLine.line("reading x", 10, 0)).isEqualTo("reading x");
  }

  @Test
  void aNameOfEvidenceNeitherMovesTheCursorNorFillsTheScreen() {
    assertThat(ProgressLine.line("reading " + "x".repeat(500) + "\u001b[2J\nend", 0, 0))
        .hasSize(78)
        .startsWith("…xxx")
        .endsWith("x␛[2J␊end");
  }
}
