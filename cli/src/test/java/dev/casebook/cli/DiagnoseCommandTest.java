package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import dev.casebook.report.Style;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiagnoseCommandTest {

  private static final String LINE =
      "2026-03-26 10:42:19 us=1 branch/203.0.113.2:44219 MULTI: bad source address from client"
          + " [198.51.100.7], packet dropped\n";

  private static String evidence(String path) {
    return Launch.ROOT.resolve("notes").resolve(path).toString();
  }

  private static final String FIRES = evidence("vpn/openvpn-missing-iroute/fires/lab");

  @TempDir private Path folder;

  @BeforeEach
  void aFileThatNoNoteLooksAt() throws IOException {
    Files.writeString(folder.resolve("nothing.txt"), "nothing\n");
  }

  @Test
  void aFolderThatShowsAKnownProblemIsAFinding() {
    var launch = Launch.of("diagnose", FIRES);
    assertThat(launch.status()).isEqualTo(1);
    assertThat(launch.errors()).isEmpty();
    assertThat(launch.output())
        .startsWith("HIGH  OpenVPN drops")
        .contains("  Analysis\n", "  Evidence", "  Cause\n", "  Remedy\n")
        .endsWith("Exit status 1: findings.\n");
  }

  @Test
  void aLogFileIsASource() throws IOException {
    var log = Files.writeString(folder.resolve("openvpn.log"), LINE);
    var launch = Launch.of("diagnose", log.toString());
    assertThat(launch.status()).isEqualTo(1);
    assertThat(launch.output()).contains("openvpn.log:1\n", "198.51.100.7");
  }

  @Test
  void aPastedLineIsEnough() {
    var launch = Launch.withInput(LINE, "diagnose", "-");
    assertThat(launch.status()).isEqualTo(1);
    assertThat(launch.output()).contains("stdin:1\n");
  }

  @Test
  void aFolderWithoutEvidenceHasNoFinding() {
    var launch = Launch.of("diagnose", folder.toString());
    assertThat(launch.status()).isZero();
    assertThat(launch.output()).contains("lacked evidence").endsWith("0: nothing found.\n");
  }

  @Test
  void aMissingPathIsNamedAndTheOtherSourceStillRead() {
    var launch = Launch.of("diagnose", "/no/such/path", FIRES);
    assertThat(launch.status()).isEqualTo(2);
    assertThat(launch.output())
        .contains(
            "HIGH  OpenVPN drops",
            "error  /no/such/path: no such file or folder\n",
            "Exit status 2: could not look properly; what was found is shown.\n");
  }

  @Test
  void everyProblemNamesItsSource() {
    var launch = Launch.of("diagnose", "/no/one", "/no/two");
    assertThat(launch.output()).contains("error  /no/one: ", "error  /no/two: ");
  }

  @Test
  void standardInputIsReadOnce() {
    var launch = Launch.of("diagnose", "-", "-");
    assertThat(launch.status()).isEqualTo(2);
    assertThat(launch.complaints()).hasSize(1);
  }

  @Test
  void aNoteAskedForByNameThatLacksEvidenceIsAFailure() {
    var launch = Launch.of("diagnose", "--note", "openvpn-missing-iroute", folder.toString());
    assertThat(launch.status()).isEqualTo(2);
    assertThat(launch.output()).endsWith("Exit status 2: could not look properly.\n");
  }

  @Test
  void anUnknownNoteIsOneLine() {
    var launch = Launch.of("diagnose", "--note", "no-such-*", folder.toString());
    assertThat(launch.status()).isEqualTo(2);
    assertThat(launch.complaints()).hasSize(1).first().asString().contains("\"no-such-*\"");
  }

  @Test
  void anUnknownParameterIsOneLine() {
    var launch = Launch.of("diagnose", "--set", "no-note.limit=3", folder.toString());
    assertThat(launch.status()).isEqualTo(2);
    assertThat(launch.complaints()).hasSize(1).first().asString().contains("no-note.limit");
  }

  @Test
  void colourIsForTerminals() {
    assertThat(Launch.of("diagnose", FIRES).output()).doesNotContain("\u001b");
    assertThat(Launch.with(Style.terminal(80, true), "", "diagnose", FIRES).output())
        .startsWith("\u001b[1;31mHIGH\u001b[0m  \u001b[1mOpenVPN");
  }

  @Test
  void jsonHasTheStableForm() throws IOException {
    var launch = Launch.of("diagnose", "--json", FIRES, "/no/such/path");
    assertThat(launch.status()).isEqualTo(2);
    assertThat(keys(launch.output()))
        .containsExactlyInAnyOrder(
            "sources",
            "sources.source",
            "sources.layout",
            "sources.hosts",
            "sources.problems",
            "sources.unreadable",
            "verdicts",
            "verdicts.note",
            "verdicts.host",
            "verdicts.outcome",
            "verdicts.severity",
            "verdicts.subject",
            "verdicts.summary",
            "verdicts.evidence",
            "verdicts.evidence.at",
            "verdicts.evidence.text",
            "verdicts.walk",
            "verdicts.walk.hypothesis",
            "verdicts.walk.outcome",
            "verdicts.missing");
  }

  @Test
  void theSameEvidenceGivesTheSameBytes() {
    var once = Launch.of("diagnose", "--json", FIRES, folder.toString());
    var twice = Launch.of("diagnose", "--json", FIRES, folder.toString());
    assertThat(once).isEqualTo(twice);
  }

  private static Set<String> keys(String json) throws IOException {
    var keys = new LinkedHashSet<String>();
    try (var parser = new JsonFactory().createParser(json)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.FIELD_NAME) {
          var path = parser.getParsingContext().pathAsPointer().toString();
          keys.add(path.replaceAll("/\\d+", "").substring(1).replace('/', '.'));
        }
      }
    }
    return keys;
  }
}
