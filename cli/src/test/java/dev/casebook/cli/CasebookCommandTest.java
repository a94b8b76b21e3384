package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.report.Style;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CasebookCommandTest {

  @Test
  void withoutArgumentsTheCommandsAreShown() {
    var launch = Launch.of();
    assertThat(launch.status()).isZero();
    assertThat(launch.output()).contains("diagnose", "sql", "tables", "notes", "Exit status");
    assertThat(launch.output()).doesNotContain("examine");
    assertThat(launch.errors()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "-V"})
  void theVersionIsOneLine(String line) {
    var launch = Launch.of(line.split(" "));
    assertThat(launch.status()).isZero();
    assertThat(launch.output()).matches("casebook .+\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "diagnose --help",
        "sql --help",
        "tables --help",
        "notes --help",
        "notes list --help",
        "notes show --help",
        "notes test --help",
        "etcd --help",
        "etcd list --help",
        "etcd extract --help",
        "etcd decode --help",
        "etcd encode --help"
      })
  void everyCommandHasHelpThatFitsTheScreen(String line) {
    var launch = Launch.of(line.split(" "));
    assertThat(launch.status()).isZero();
    assertThat(launch.errors()).isEmpty();
    assertThat(launch.output()).startsWith("Usage: casebook");
    assertThat(launch.output().lines()).allMatch(text -> text.length() <= 80);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "diagnoze",
        "--nothing",
        "diagnose --jsn",
        "diagnose --set x",
        "sql",
        "sql --format xml x",
        "tables one two",
        "notes show",
        "notes shwo"
      })
  void aWrongArgumentIsOneLineAndAHint(String line) {
    var launch = Launch.of(line.split(" "));
    assertThat(launch.status()).isEqualTo(2);
    assertThat(launch.output()).isEmpty();
    assertThat(launch.complaints()).hasSize(2);
    assertThat(launch.complaints().getFirst()).startsWith("casebook: ");
    assertThat(launch.complaints().getLast()).endsWith(" --help.");
  }

  @Test
  void aMisspelledCommandIsGuessed() {
    assertThat(Launch.of("diagnoze").errors()).contains("Did you mean diagnose?");
  }

  @Test
  void aMessageDoesNotMoveTheCursor() {
    assertThat(Launch.of("tables", "\u001b[2J").complaints())
        .containsExactly("casebook: there is no table ␛[2J; casebook tables lists them");
  }

  @Test
  void ourOwnBugIsLoud() {
    var errors = new ByteArrayOutputStream();
    var broken =
        new InputStream() {
          @Override
          public int read() {
            throw new IllegalStateException("planted");
          }

          @Override
          public int read(byte[] bytes, int offset, int length) {
            return read();
          }
        };
    int status =
        Launch.run(
            broken,
            new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
            new PrintStream(errors, true, StandardCharsets.UTF_8),
            Launch.ROOT,
            Style.plain(),
            "diagnose",
            "-");
    assertThat(status).isEqualTo(2);
    assertThat(errors.toString(StandardCharsets.UTF_8))
        .contains("IllegalStateException: planted", "\tat ", "this is a bug in casebook");
  }

  @Test
  void aReaderThatWentAwayEndsTheCommandQuietly() {
    var errors = new ByteArrayOutputStream();
    assertThat(writingTo("Broken pipe", errors)).isEqualTo(141);
    assertThat(errors.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void aFullDiskIsAnError() {
    var errors = new ByteArrayOutputStream();
    assertThat(writingTo("No space left on device", errors)).isEqualTo(2);
    assertThat(errors.toString(StandardCharsets.UTF_8))
        .isEqualTo("casebook: standard output can't be written: No space left on device\n");
  }

  private static int writingTo(String failure, ByteArrayOutputStream errors) {
    var full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException(failure);
          }
        };
    return Launch.run(
        new ByteArrayInputStream(new byte[0]),
        new PrintStream(new StandardOutput(full), false, StandardCharsets.UTF_8),
        new PrintStream(errors, true, StandardCharsets.UTF_8),
        Launch.ROOT,
        Style.plain(),
        "tables");
  }

  @Test
  void aHomeWithoutNotesIsSaid() {
    var errors = new ByteArrayOutputStream();
    int status =
        Launch.run(
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8),
            new PrintStream(errors, true, StandardCharsets.UTF_8),
            Launch.ROOT.resolve("cli/src"),
            Style.plain(),
            "notes",
            "list");
    assertThat(status).isEqualTo(2);
    assertThat(errors.toString(StandardCharsets.UTF_8)).startsWith("casebook: ").hasLineCount(1);
  }
}
