package dev.casebook.verdicts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class DiagnosisJsonTest {

  private static String line(String text) {
    var evidence = List.of(new Evidence("log:1", text));
    var finding =
        new Verdict.Finding(
            Samples.NOTE, Samples.WEB1, "", 1, "", evidence, 1, List.of(), "", "", List.of(), "");
    var json = DiagnosisJson.of(new Diagnosis(List.of(), List.of(finding)));
    return json.substring(json.indexOf("\"text\":") + 7, json.indexOf("}],\"walk\""));
  }

  private static final String SNAPSHOT =
      "\"host\":\"web1\",\"root\":\"sos-web1\",\"captured\":\"2026-11-22T14:00:00Z\"";

  private static SnapshotLabel unknownTime() {
    return new SnapshotLabel("a.tar", "web2", "", null);
  }

  @Test
  void everyKindOfVerdictHasEveryKey() {
    var walk =
        """
        "walk":[{"kind":"cause","hypothesis":"A log grew","outcome":"supported",\
        "evidence":[{"at":"messages:7","text":"it grows"}],"searched":[],"missing":[]},\
        {"kind":"rival","hypothesis":"Inodes ran out","outcome":"ruled_out","evidence":[],\
        "searched":["filesystems: 3 lines of df"],"missing":[]},\
        {"kind":"rival","hypothesis":"A file was deleted but held","outcome":"unknown",\
        "evidence":[],"searched":[],"missing":["lsof: absent"]}]\
        """;
    var source =
        new SourceAccount(
            "a.tar",
            "sosreport",
            List.of(Samples.WEB1, unknownTime()),
            List.of("x: cut"),
            true,
            false);
    assertThat(DiagnosisJson.of(new Diagnosis(List.of(source), Samples.ALL)))
        .isEqualTo(
            """
            {"schema":2,"sources":[{"source":"a.tar","layout":"sosreport","snapshots":[\
            {"host":"web1","root":"sos-web1","captured":"2026-11-22T14:00:00Z"},\
            {"host":"web2","root":"","captured":null}],\
            "shortcomings":["x: cut"],"damaged":true,"unreadable":false}],"verdicts":[\
            {"note":"full-disk","foreign":false,"source":"a.tar",SNAPSHOT,"outcome":"found","severity":"high",\
            "subject":"/var","subjects":3,"summary":"/var is full.",\
            "evidence":[{"at":"df:3","text":"/dev/sda1 \\"100%\\" /var"}],WALK,"missing":[],"proof":[]},\
            {"note":"full-disk","foreign":false,"source":"a.tar",SNAPSHOT,"outcome":"clear","severity":"high",\
            "subject":"","subjects":0,"summary":"","evidence":[],WALK,"missing":[],"proof":["df says so"]},\
            {"note":"full-disk","foreign":false,"source":"a.tar",SNAPSHOT,"outcome":"not_applicable","severity":"high",\
            "subject":"","subjects":0,"summary":"","evidence":[],"walk":[],"missing":[],"proof":[]},\
            {"note":"full-disk","foreign":false,"source":"a.tar",SNAPSHOT,"outcome":"no_evidence","severity":"high",\
            "subject":"","subjects":0,"summary":"",\
            "evidence":[{"at":"messages:9","text":"no space left"}],WALK,\
            "missing":["filesystems: looked for df"],"proof":[]},\
            {"note":"full-disk","foreign":false,"source":"a.tar",SNAPSHOT,"outcome":"error","severity":"high",\
            "subject":"","subjects":0,"summary":"it did not end within its time",\
            "evidence":[],"walk":[],"missing":[],"proof":[]}],"suppressed":[]}\
            """
                .replace("WALK", walk)
                .replace("SNAPSHOT", SNAPSHOT));
  }

  @Test
  void whatATerminalOrParserCouldTakeForACommandIsEscaped() {
    assertThat(line("a\"b\\c")).isEqualTo("\"a\\\"b\\\\c\"");
    assertThat(line("a\tb\nc\rd")).isEqualTo("\"a\\tb\\nc\\u000dd\"");
    assertThat(line("\u0000\u001b[31m\u007f\u009b"))
        .isEqualTo("\"\\u0000\\u001b[31m\\u007f\\u009b\"");
  }

  @Test
  void whatTurnsTextAroundOrHidesItIsEscaped() {
    assertThat(line("a\u202eb\u2066c\u200bd\u2028e"))
        .isEqualTo("\"a\\u202eb\\u2066c\\u200bd\\u2028e\"");
  }

  @Test
  void aSuppressedFindingIsNamedWithItsReason() {
    var suppressed =
        new Suppressed(Samples.FINDING, "a new disk is ordered", LocalDate.of(2026, 12, 31));
    assertThat(DiagnosisJson.of(new Diagnosis(List.of(), List.of(), List.of(suppressed))))
        .isEqualTo(
            """
            {"schema":2,"sources":[],"verdicts":[],"suppressed":[{"note":"full-disk","foreign":false,"source":"a.tar",\
            SNAPSHOT,"subject":"/var","summary":"/var is full.",\
            "reason":"a new disk is ordered","until":"2026-12-31"}]}\
            """
                .replace("SNAPSHOT", SNAPSHOT));
  }

  @Test
  void aSurrogateWithoutItsPartnerIsEscapedAndAPairIsKept() {
    assertThat(line("\ud83d\ude00")).isEqualTo("\"\ud83d\ude00\"");
    assertThat(line("\ud83d")).isEqualTo("\"\\ud83d\"");
    assertThat(line("\ude00\ud83d")).isEqualTo("\"\\ude00\\ud83d\"");
    assertThat(line("x\ud83dy")).isEqualTo("\"x\\ud83dy\"");
  }

  @Test
  void noVerdictsAreTwoEmptyLists() {
    assertThat(DiagnosisJson.of(new Diagnosis(List.of(), List.of())))
        .isEqualTo("{\"schema\":2,\"sources\":[],\"verdicts\":[],\"suppressed\":[]}");
  }
}
