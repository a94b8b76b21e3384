package dev.casebook.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.verdicts.Diagnosis;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalReportTest {

  private static String report(Diagnosis diagnosis, int width, boolean coloured) {
    return TerminalReport.of(diagnosis, Style.terminal(width, coloured));
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 80, 120})
  void aReportReadsWellAtEachWidth(int width) throws IOException {
    Golden.compare("full-" + width + ".txt", report(Diagnoses.full(), width, false));
  }

  @Test
  void colourMarksSeverityAndOutcomes() throws IOException {
    Golden.compare("full-80-coloured.txt", report(Diagnoses.full(), 80, true));
  }

  @Test
  void aHostThatTwoSourcesShowIsNamedWithItsSource() {
    assertThat(report(Diagnoses.twice(), 80, false))
        .contains(
            "  web1 in after.tar.xz · /var · disk-full\n",
            "error  endless on web1 in before.tar.xz: it did not end\n",
            """
            Suppressed until 2026-12-31: disk-full on web1 in before.tar.xz (/srv): a new
              disk is ordered
            """,
            "1 finding on web1; 0 clear, 0 not applicable, 1 suppressed.\n");
  }

  @Test
  void healthIsTwoLines() throws IOException {
    Golden.compare("healthy-80.txt", report(Diagnoses.healthy(), 80, false));
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 80, 120})
  void coloursMoveNoWord(int width) {
    assertThat(report(Diagnoses.full(), width, true).replaceAll("\u001b\\[[0-9;]*m", ""))
        .isEqualTo(report(Diagnoses.full(), width, false));
  }

  @ParameterizedTest
  @ValueSource(ints = {60, 80, 120})
  void onlyWhatIsCopiedIsLongerThanALine(int width) {
    assertThat(report(Diagnoses.full(), width, false).lines())
        .filteredOn(line -> Paragraph.columns(line) > width)
        .allMatch(line -> line.contains("printf") || line.contains("https://"));
  }

  @Test
  void noLineEndsInABlank() {
    assertThat(report(Diagnoses.full(), 80, false).lines()).noneMatch(line -> line.endsWith(" "));
  }

  @Test
  void theWorstFindingOfAllSourcesComesFirst() {
    assertThat(report(Diagnoses.full(), 80, false)).startsWith("HIGH  OpenVPN");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u001b[2J\u001b[31mred\u001b]0;title\u0007",
        "\u009b2J\u0090q\u009c",
        "one\rtwo\b\b\bthree\u0000\u007f",
        "abc\u202eevil\u2066hidden\u2069\u200b\ufeff",
        "line\u2028separator\u2029paragraph\u000b\f",
        "lone \ud83d surrogate \udc00",
        "first\nsecond\u001b[1m\nthird"
      })
  void hostileEvidenceMovesNoCursor(String hostile) {
    for (boolean coloured : new boolean[] {false, true}) {
      var shown = report(Diagnoses.saying(hostile), 80, coloured);
      var own = coloured ? shown.replaceAll("\u001b\\[(?:0|1|2|32|33|1;31)m", "") : shown;
      assertThat(own.codePoints().filter(c -> c != '\n').filter(TerminalReportTest::isActive))
          .isEmpty();
    }
  }

  private static boolean isActive(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  @Test
  void aLineOfTenThousandCharactersIsCutButNotWhatPeopleCopy() {
    var endless = "x".repeat(10_000);
    var lines = report(Diagnoses.saying(endless), 80, false).lines().toList();
    assertThat(lines).contains("      " + endless);
    assertThat(lines)
        .filteredOn(line -> Paragraph.columns(line) > 80)
        .as("the place, the remedy and the reference")
        .hasSize(3)
        .allMatch(line -> line.strip().equals(endless));
  }

  @Test
  void textThatWasMadePrintableOnceStaysAsItIs() {
    var shown = report(Diagnoses.saying("tab\there ␛[31m"), 80, false);
    assertThat(shown).contains("tab here ␛[31m");
  }
}
