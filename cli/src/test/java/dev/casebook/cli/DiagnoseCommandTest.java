package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import dev.casebook.report.Style;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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

  private Launch suppressing(String entries) throws IOException {
    var file = Files.writeString(folder.resolve("suppressions.yaml"), entries);
    return Launch.of("diagnose", "--suppressions", file.toString(), FIRES);
  }

  @Test
  void aSuppressedFindingIsNamedButNotCounted() throws IOException {
    var launch =
        suppressing(
            """
            - note: openvpn-missing-iroute
              subject: 172.20.*
              reason: the branch moves on Friday
              until: 2099-12-31
            """);
    assertThat(launch.status()).isZero();
    assertThat(launch.output())
        .startsWith("Suppressed until 2099-12-31: openvpn-missing-iroute on ")
        .contains("the branch moves on", " 1 suppressed.\n");
  }

  @Test
  void aSuppressionThatEndedSaysSo() throws IOException {
    var launch =
        suppressing("[{note: openvpn-missing-iroute, reason: it moved, until: 2020-01-01}]");
    assertThat(launch.status()).isEqualTo(1);
    assertThat(launch.output()).startsWith("HIGH  OpenVPN drops");
    assertThat(launch.errors())
        .contains("the suppression of openvpn-missing-iroute ended on 2020-01-01");
  }

  @Test
  void aSuppressionOfAnotherHostChangesNothing() throws IOException {
    var launch =
        suppressing(
            "[{note: openvpn-missing-iroute, host: web?, reason: none, until: 2099-01-01}]");
    assertThat(launch.status()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [{note: x, until: 2099-01-01}]              | suppression 1: needs "reason", a text
          [{note: x, reason: y}]                      | suppression 1: needs "until", a text
          [{note: x, reason: y, until: soon}]         | until "soon" is not a date such as 2026-12-31
          [{note: x, reson: y, until: 2099-01-01}]    | suppression 1: unknown key "reson"
          note: x                                     | the file is not a YAML list
          """)
  void aSuppressionThatCannotBeReadIsAMistakeOfTheUser(String entries, String said)
      throws IOException {
    var launch = suppressing(entries);
    assertThat(launch.status()).isEqualTo(2);
    assertThat(launch.errors()).contains("suppressions.yaml:1: ", said);
  }

  @Test
  void aLogFileIsASource() throws IOException {
    var log = Files.writeString(folder.resolve("openvpn.log"), LINE);
    var launch = Launch.of("diagnose", log.toString());
    assertThat(launch.status()).isEqualTo(1);
    assertThat(launch.output()).contains("openvpn.log:1\n", "198.51.100.7");
  }

  @Test
  void aLooseLogInAnArchiveIsLookedAt() throws IOException {
    var archive = folder.resolve("logs.zip");
    try (var zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      zip.putNextEntry(new ZipEntry("case-7/openvpn.log"));
      zip.write(LINE.getBytes(StandardCharsets.UTF_8));
    }
    var launch = Launch.of("diagnose", archive.toString());
    assertThat(launch.status()).isEqualTo(1);
    assertThat(launch.output()).contains("case-7/openvpn.log:1\n");
  }

  @Test
  void aPastedLineIsEnough() {
    var launch = Launch.withInput(LINE, "diagnose", "-");
    assertThat(launch.status()).isEqualTo(1);
    assertThat(launch.output()).contains("stdin:1\n");
  }

  @Test
  void aFolderWithoutEvidenceWasNotLookedAtProperly() {
    var launch = Launch.of("diagnose", folder.toString());
    assertThat(launch.status()).isEqualTo(2);
    assertThat(launch.output())
        .contains("lacked evidence")
        .endsWith("2: could not look properly.\n");
  }

  @Test
  void whatWasCountedOverAPartOfTheHitsIsCalledAMinimum() {
    var line = "2026-11-20T10:00:00+00:00 h1 kernel: nf_conntrack: table full, dropping packet\n";
    var launch = Launch.withInput(line.repeat(20_000), "diagnose", "-");
    assertThat(launch.output().replaceAll("\n +", " "))
        .containsPattern(
            "numbers are minimums: of the 20,000 hits of signal.full, [\\d,]+ were kept");
    assertThat(Launch.withInput(line.repeat(20), "diagnose", "-").output())
        .contains("20 lines")
        .doesNotContain("minimums");
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 20_000})
  void aCutBundleIsNotCalledHealthy(int length) throws IOException {
    var whole = Files.readAllBytes(Launch.ROOT.resolve("examples/vpn-outage.tar.xz"));
    var cut = Files.write(folder.resolve("cut.tar.xz"), Arrays.copyOf(whole, length));
    var launch = Launch.of("diagnose", cut.toString());
    assertThat(launch.status()).isEqualTo(2);
    assertThat(launch.output().replaceAll("\n +", " "))
        .contains("cut.tar.xz: ", "the xz data stops inside")
        .endsWith("Exit status 2: could not look properly.\n");
  }

  @Test
  void aLogThatIsCutIsDamagedEvidence() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write("Mar  1 10:00:00 web1 x: y\n".repeat(9000).getBytes(StandardCharsets.UTF_8));
    }
    var cut = Arrays.copyOf(bytes.toByteArray(), bytes.size() - 100);
    Files.write(folder.resolve("messages.gz"), cut);
    var launch = Launch.of("diagnose", folder.toString());
    assertThat(launch.status()).isEqualTo(2);
    assertThat(launch.output()).contains("messages.gz: truncated after ");
    assertThat(Launch.of("diagnose", "--json", folder.toString()).output())
        .contains("\"damaged\":true");
  }

  @Test
  void whatIsNoEvidenceForAnyNoteIsNotCalledHealthy() throws IOException {
    var noise = new byte[100_000];
    new Random(1).nextBytes(noise);
    var file = Files.write(folder.resolve("noise"), noise);
    var launch = Launch.of("diagnose", file.toString());
    assertThat(launch.status()).isEqualTo(2);
    assertThat(launch.output().replaceAll("\n +", " "))
        .contains("noise: holds no evidence for any of the notes.");
  }

  @Test
  void anEmptyNameIsNotTheWorkingFolder() {
    for (var line : List.of(List.of("diagnose", ""), List.of("sql", "select 1", ""))) {
      assertThat(Launch.of(line.toArray(String[]::new)))
          .isEqualTo(
              new Launch(2, "", "casebook: a SOURCE is an empty string; is a variable not set?\n"));
    }
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

  @ParameterizedTest
  @ValueSource(strings = {"--suppressions", "--notes"})
  void aFileThatIsNotThereIsSaid(String option) {
    assertThat(Launch.of("diagnose", option, "/no/such", FIRES))
        .isEqualTo(new Launch(2, "", "casebook: /no/such: no such file or folder\n"));
  }

  @Test
  void aNumberCanOnlyBeSetToANumber() {
    var full = "conntrack-table-full.full_percent=";
    assertThat(Launch.of("diagnose", "--set", full + "abc", FIRES))
        .isEqualTo(
            new Launch(
                2,
                "",
                "casebook: --set conntrack-table-full.full_percent: \"abc\" is not a number\n"));
    assertThat(Launch.of("diagnose", "--set", full + "80", FIRES).status()).isEqualTo(1);
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
  void failedLookupsKeepANoteFromBeingClearWhileNothingTellsWhoIsConnected() throws IOException {
    write("etc/hostname", "vpn1\n");
    write(
        "etc/openvpn/server.conf",
        "dev tun\nserver 10.8.0.0 255.255.255.0\nclient-config-dir ccd\n");
    write("etc/openvpn/ccd/client", "iroute 192.0.2.0 255.255.255.0\n");
    write("commands/ip_route", "192.0.2.0/24 via 10.8.0.2 dev tun0\n");
    write(
        "var/log/openvpn.log",
        "Thu Feb  2 10:00:00 2017 us=437286 GET INST BY VIRT: 192.0.2.4 [failed]\n");
    var launch = Launch.of("diagnose", "--note", "openvpn-missing-iroute", folder.toString());
    assertThat(launch.output().replaceAll("\\s+", " "))
        .contains(
            "openvpn-missing-iroute on vpn1: can't be judged: var/log/openvpn.log:1 may show it;"
                + " missing: ",
            "openvpn_routes: looked for ");
    assertThat(launch.status()).isEqualTo(2);
  }

  private void write(String path, String text) throws IOException {
    var file = folder.resolve(path);
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, text);
  }

  @Test
  void aHypothesisThatHoldsIsToldWhereTheNoteIsClear() {
    var expired = "notes/vpn/openvpn-crl-not-enforced/clear/list-has-expired";
    var launch =
        Launch.of(
            "diagnose",
            "--note",
            "openvpn-crl-not-enforced",
            Launch.ROOT.resolve(expired).toString());
    assertThat(launch.output().replaceAll("\\s+", " "))
        .contains(": clear, but: ", "The revocation list has expired or is not valid yet (");
    assertThat(launch.status()).isZero();
  }

  @Test
  void verboseListsTheNotesThatFoundNothing() {
    var example = Launch.ROOT.resolve("examples/vpn-outage.tar.xz").toString();
    assertThat(Launch.of("diagnose", "--verbose", example).output())
        .contains("Clear on dl-vpn1: ", "Not applicable on dl-vpn1: ");
  }

  @Test
  void jsonHasTheStableForm() throws IOException {
    var launch = Launch.of("diagnose", "--json", FIRES, "/no/such/path");
    assertThat(launch.status()).isEqualTo(2);
    assertThat(keys(launch.output()))
        .containsExactlyInAnyOrder(
            "schema",
            "sources",
            "sources.source",
            "sources.layout",
            "sources.snapshots",
            "sources.snapshots.host",
            "sources.snapshots.root",
            "sources.snapshots.captured",
            "sources.shortcomings",
            "sources.damaged",
            "sources.unreadable",
            "verdicts",
            "verdicts.note",
            "verdicts.foreign",
            "verdicts.source",
            "verdicts.host",
            "verdicts.root",
            "verdicts.captured",
            "verdicts.outcome",
            "verdicts.severity",
            "verdicts.subject",
            "verdicts.subjects",
            "verdicts.summary",
            "verdicts.evidence",
            "verdicts.evidence.at",
            "verdicts.evidence.text",
            "verdicts.walk",
            "verdicts.walk.kind",
            "verdicts.walk.hypothesis",
            "verdicts.walk.outcome",
            "verdicts.walk.evidence",
            "verdicts.walk.evidence.at",
            "verdicts.walk.evidence.text",
            "verdicts.walk.searched",
            "verdicts.walk.missing",
            "verdicts.missing",
            "verdicts.proof",
            "suppressed");
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

  @Test
  void sourcesAreTakenTogetherAndEachLineIsCitedWithItsSource() {
    var evidence =
        Launch.ROOT.resolve("notes/network/icmp-echo-lost-behind-nat/fires/untracked").toString();
    var launch =
        Launch.of(
            "diagnose",
            "--together",
            "--note",
            "icmp-echo-lost-behind-nat",
            evidence + "/pod-eth0.pcap",
            evidence + "/node-up0.pcap",
            evidence + "/node");
    assertThat(launch.status()).isEqualTo(1);
    assertThat(launch.output())
        .contains(
            "  pod-eth0.pcap, node-up0.pcap, node1 · ",
            evidence + "/pod-eth0.pcap: frame 1\n",
            "/node-up0.pcap: frame ",
            "1 finding on 3 hosts;");
  }

  @Test
  void withoutBeingTakenTogetherASourceIsAnIncidentOfItsOwn(@TempDir Path all) throws IOException {
    var evidence = Launch.ROOT.resolve("notes/network/icmp-echo-lost-behind-nat/fires/untracked");
    var alone = Launch.of("diagnose", "--note", "icmp-*", evidence + "/pod-eth0.pcap");
    assertThat(alone.status()).isEqualTo(2);
    assertThat(alone.output()).contains("1 note lacked evidence: icmp-echo-lost-behind-nat.");
    for (var file : List.of("pod-eth0.pcap", "node-up0.pcap", "node/proc/net/nf_conntrack")) {
      Files.copy(evidence.resolve(file), all.resolve(evidence.resolve(file).getFileName()));
    }
    var folder = Launch.of("diagnose", "--note", "icmp-*", all.toString());
    assertThat(folder.status()).as("one folder with everything in it").isEqualTo(1);
    assertThat(folder.output())
        .containsPattern("\n +supported +The replies pass the tracker by\n")
        .contains("\n    pod-eth0.pcap: frame 1\n");
  }
}
