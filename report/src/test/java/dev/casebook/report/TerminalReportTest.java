package dev.casebook.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.verdicts.Diagnosis;
import dev.casebook.verdicts.SnapshotLabel;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalReportTest {

  private static String report(Diagnosis diagnosis, int width, boolean coloured) {
    return TerminalReport.of(diagnosis, Style.terminal(width, coloured), Wording.of("en"), false);
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
            "1 finding on 2 snapshots of web1; 0 clear, 0 not applicable, 1 suppressed.\n");
  }

  @Test
  void twoCapturesOfAHostInOneSourceAreToldApartByWhatDiffers() {
    var early = Instant.parse("2026-11-22T14:00:00Z");
    var late = Instant.parse("2026-11-23T14:00:00Z");
    var folders =
        Diagnoses.clear(
            new SnapshotLabel("all.tar", "web1", "monday", early),
            new SnapshotLabel("all.tar", "web1", "tuesday", late));
    assertThat(TerminalReport.of(folders, Style.terminal(80, false), Wording.of("en"), true))
        .contains(
            "Clear on web1 at monday: disk-full.\n", "Clear on web1 at tuesday: disk-full.\n");
    var times =
        Diagnoses.clear(
            new SnapshotLabel("all.tar", "web1", "", early),
            new SnapshotLabel("all.tar", "web1", "", late),
            new SnapshotLabel("all.tar", "web2", "", null));
    assertThat(TerminalReport.of(times, Style.terminal(80, false), Wording.of("en"), true))
        .contains(
            "Clear on web1 of 2026-11-22T14:00:00Z: disk-full.\n",
            "Clear on web2: disk-full.\n",
            "No finding on 3 snapshots of 2 hosts; 3 clear");
  }

  @Test
  void aHypothesisThatHoldsIsToldWhereTheNoteIsClear() {
    assertThat(report(Diagnoses.worthALook(), 100, false))
        .contains(
            "disk-full on web1: clear, but: A log grows (messages:7); An inode is gone\n",
            """
            iroute on web1: can't be judged: openvpn.log:9 may show it; missing: openvpn_routes: looked for
              /run/openvpn/*.status
            """)
        .doesNotContain("lacked evidence");
  }

  @Test
  void verboseTellsWhatEachNoteLookedFor() {
    assertThat(
            TerminalReport.of(Diagnoses.full(), Style.terminal(100, false), Wording.of("en"), true))
        .contains(
            "Clear on web1: conntrack-table-full.\n",
            "Not applicable on web1: docker-stats.\n",
            """
            No evidence for pppd-pid-overflow on web1:
              signal.died: no log with lines of pppd
            """);
  }

  @Test
  void threeHundredSubjectsHaveOneCauseAndOneRemedy() {
    var shown = report(Diagnoses.subjects(100, 300, "rm 'x'"), 80, false);
    assertThat(shown)
        .contains("  web1 · 100 of 300 subjects · disk-full\n", "  /mnt/0\n    /mnt/0 is full.\n");
    assertThat(shown.split("It grew")).hasSize(2);
    assertThat(shown.split("rm 'x'")).hasSize(2);
    assertThat(shown).contains("100 findings on web1");
  }

  @Test
  void ofManySubjectsThatDifferInTheirRemediesTheFirstIsShown() {
    var shown = report(Diagnoses.subjects(100, 100, "rm '%s'"), 80, false);
    assertThat(shown)
        .contains("  Remedy for /mnt/0; for the others with their own values\n", "rm '/mnt/0'")
        .doesNotContain("rm '/mnt/1'");
  }

  @Test
  void ofAFewSubjectsEachHasItsRemedy() {
    var shown = report(Diagnoses.subjects(3, 3, "rm '%s'"), 80, false);
    assertThat(shown)
        .contains("  web1 · 3 subjects · disk-full\n", "  Remedy for /mnt/2\n", "rm '/mnt/2'");
    assertThat(shown.split("It grew")).hasSize(2);
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

  @Test
  void eachLanguageHasAllWords() {
    var english = Wording.words("en").stringPropertyNames();
    for (var language : Wording.LANGUAGES) {
      assertThat(Wording.words(language).stringPropertyNames()).as(language).isEqualTo(english);
    }
    assertThat(Wording.of("fr").say("cause")).isEqualTo("Cause");
  }

  @Test
  void aReportIsToldInChinese() {
    var report =
        TerminalReport.of(Diagnoses.full(), Style.terminal(80, false), Wording.of("zh"), true);
    assertThat(report).contains("  证据\n", "  原因\n", "退出状态 ").doesNotContain("Evidence", "Remedy");
  }
}
