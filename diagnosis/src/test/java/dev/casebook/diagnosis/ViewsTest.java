package dev.casebook.diagnosis;

import static dev.casebook.diagnosis.Examined.EVE;
import static dev.casebook.diagnosis.Examined.ROOT;
import static dev.casebook.diagnosis.Examined.finding;
import static dev.casebook.diagnosis.Examined.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.evidence.Progress;
import dev.casebook.signals.SignalScan;
import dev.casebook.tables.Catalogue;
import dev.casebook.verdicts.Evidence;
import dev.casebook.verdicts.Step;
import dev.casebook.verdicts.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What notes say that stand on views.
class ViewsTest {

  private static final String MODULES = "good 1 0 - Live 0x0\n";

  private static final String BAD =
      "signals: {bad: {in: sshd, match: 'bad (?<name>[a-z]+)', example: 'bad end'}}";

  private static final String LOG = "2026-11-22T10:00:00+00:00 web1 sshd[7]: bad one\n";

  /// Fires on each row of the view `those`.
  private static final String THOSE = Notes.detect("", "select name, origin from those");

  @TempDir private Path folder = Path.of("");

  private Examined host = Examined.ofHost(folder);

  @BeforeEach
  void aHost() {
    host = Examined.ofHost(folder);
  }

  /// The view `those`, with `name` and `origin`.
  private void those(String sql) {
    view("those", sql);
  }

  private void view(String name, String sql) {
    host.view(name, Notes.view("", name, "`name`, `origin`", sql));
  }

  private List<String> missing(List<Verdict> verdicts) {
    assertThat(outcome(verdicts)).isEqualTo("no_evidence");
    return ((Verdict.NoEvidence) verdicts.getFirst()).missing();
  }

  @Test
  void aRowOfAViewIsProvedByTheLineThatItWasMadeOf() {
    those("select name, origin from users where name = 'eve'");
    host.file("etc/passwd", ROOT + EVE);
    assertThat(finding(host.says("", THOSE)).evidence())
        .containsExactly(new Evidence("etc/passwd:2", EVE.strip()));
    host.file("etc/passwd", ROOT);
    assertThat(outcome(host.says("", THOSE))).isEqualTo("clear");
  }

  /// Each making of it would give other numbers.
  @Test
  void notesThatShareAViewSeeTheSameRowsSinceItIsMadeOnce() {
    host.file("etc/passwd", EVE);
    view("those", "select name, origin, random() as n from users");
    view("others", "select name, origin, n from those");
    var detect = Notes.detect("{n}", "", "select name, n from those");
    var inner = Notes.detect("{n}", "", "select name, n from others");
    var verdicts =
        host.of(
            Notes.text("", detect),
            Notes.text("", detect).replace("id: full-disk", "id: other"),
            Notes.text("", inner).replace("id: full-disk", "id: third"));
    assertThat(verdicts).hasSize(3);
    assertThat(verdicts.stream().map(v -> ((Verdict.Finding) v).summary()).distinct()).hasSize(1);
  }

  @Test
  void aViewOfWhichATableIsAbsentIsNoEvidenceWithTheReason() {
    those("select u.name, u.origin from users u join kernel_modules on true");
    host.file("etc/passwd", EVE);
    assertThat(missing(host.says("", THOSE)))
        .singleElement()
        .asString()
        .startsWith("those: kernel_modules: looked for");
    view("those", "select name, origin from inner_ones");
    view("inner_ones", "select module as name, origin from kernel_modules");
    assertThat(missing(host.says("", THOSE)))
        .singleElement()
        .asString()
        .startsWith("those: inner_ones: kernel_modules: looked for");
  }

  @Test
  void aViewOfPartialEvidenceFindsAndIsNotClear() {
    those("select name, origin from users where name = 'eve'");
    host.file("etc/passwd", EVE + "broken\n");
    assertThat(outcome(host.says("", THOSE))).isEqualTo("found");
    host.file("etc/passwd", ROOT + "broken\n");
    assertThat(missing(host.says("", THOSE)))
        .singleElement()
        .asString()
        .startsWith("those: users: etc/passwd: 1 line(s) not understood");
  }

  /// It would fail.
  @Test
  void aBlockOverAnEmptyViewIsNotRun() {
    those("select name, origin from users where name = 'eve'");
    var failing = Notes.detect("", "select nope as name from those");
    host.file("etc/passwd", ROOT);
    assertThat(outcome(host.says("", failing))).isEqualTo("clear");
    host.file("etc/passwd", EVE);
    assertThat(outcome(host.says("", failing))).isEqualTo("error");
  }

  @Test
  void aViewThatMayBeLeftOutCountsAsEmptyWhereItIsAbsent() {
    those("select module as name, origin from kernel_modules");
    host.file("etc/passwd", EVE);
    var spared =
        Notes.detect("", "select u.name, u.origin from users u left join those t using (name)");
    assertThat(outcome(host.says("", spared))).isEqualTo("found");
    var negated =
        Notes.detect("", "select u.name, u.origin from users u anti join those t using (name)");
    assertThat(missing(host.says("", negated))).hasSize(1);
    host.file("proc/modules", MODULES);
    assertThat(outcome(host.says("", negated))).isEqualTo("found");
  }

  private static final String EITHER =
      "select name, origin from users where name = 'eve'"
          + " union all select module as name, origin from kernel_modules where module = 'bad'";

  @Test
  void ofAUnionOneBranchIsEnoughToFindAndAllAreNeededToBeClear() {
    those(EITHER);
    for (var detect : List.of(THOSE, Notes.detect("", EITHER))) {
      host.file("etc/passwd", EVE);
      assertThat(finding(host.says("", detect)).subject()).isEqualTo("eve");
      host.file("etc/passwd", ROOT);
      assertThat(missing(host.says("", detect)))
          .singleElement()
          .asString()
          .contains("kernel_modules: looked for");
      host.file("proc/modules", MODULES);
      assertThat(outcome(host.says("", detect))).isEqualTo("clear");
      host.file("proc/modules", "bad 1 0 - Live 0x0\n");
      assertThat(finding(host.says("", detect)).subject()).isEqualTo("bad");
      host.host().delete("proc/modules");
    }
  }

  @Test
  void ofAUnionABranchThatLacksWhatItNegatesFindsNothingFalse() {
    var either =
        "select name, origin from users where name = 'bob' union all"
            + " select u.name, u.origin from users u anti join kernel_modules m on m.module = u.name";
    those(either);
    for (var detect : List.of(THOSE, Notes.detect("", either))) {
      host.file("etc/passwd", EVE);
      assertThat(missing(host.says("", detect)))
          .singleElement()
          .asString()
          .contains("kernel_modules: looked for");
      host.file("proc/modules", "eve 1 0 - Live 0x0\n");
      assertThat(outcome(host.says("", detect))).isEqualTo("clear");
      host.file("proc/modules", MODULES);
      assertThat(finding(host.says("", detect)).subject()).isEqualTo("eve");
      host.host().delete("proc/modules");
    }
  }

  @Test
  void ofAUnionOfAbsentTablesNothingCanBeSaid() {
    those(EITHER);
    assertThat(missing(host.says("", THOSE)))
        .hasSize(1)
        .first()
        .asString()
        .contains("users: looked for")
        .contains("kernel_modules: looked for");
  }

  @Test
  void aViewThatCanOnlyFindMakesNothingClear() {
    host.view(
        "those",
        Notes.view(
                "",
                "those",
                "`name`, `origin`",
                "select name, origin from users where name = 'eve'")
            .replace("```sql", "(finds only: she may be called Eva)\n```sql"));
    host.file("etc/passwd", EVE);
    assertThat(outcome(host.says("", THOSE))).isEqualTo("found");
    host.file("etc/passwd", ROOT);
    assertThat(missing(host.says("", THOSE))).containsExactly("those: she may be called Eva");
  }

  @Test
  void aViewThatFailsIsAnErrorOfEachNoteThatNeedsItAndOfNoOther() {
    those("select nam as name, origin from users");
    host.file("etc/passwd", EVE);
    var other = Notes.text("", Notes.detect("", "select name from users"));
    var verdicts =
        host.of(
            Notes.text("", THOSE),
            Notes.text("", THOSE).replace("id: full-disk", "id: second"),
            other.replace("id: full-disk", "id: third"));
    assertThat(verdicts).extracting(Verdict::outcome).containsExactly("error", "error", "found");
    assertThat(((Verdict.Failed) verdicts.getFirst()).reason())
        .startsWith("the view those: ")
        .contains("\"nam\"");
  }

  @Test
  void aViewThatIsMadeOfItselfIsAnErrorOfItsNotes() {
    those("select name, origin from those");
    host.file("etc/passwd", EVE);
    assertThat(outcome(host.says("", THOSE))).isEqualTo("error");
  }

  /// Both are called `bad`.
  @Test
  void theSignalsOfAViewAndOfANoteAreApart() {
    host.view(
        "those",
        Notes.view(BAD, "those", "`name`, `origin`", "select name, origin from signal.bad"));
    host.file("var/log/auth.log", LOG + "2026-11-22T10:00:01+00:00 web1 sshd[7]: worse two\n");
    var header = "signals: {bad: {in: sshd, match: 'worse (?<name>[a-z]+)', example: worse end}}";
    var both = "select s.name || ' ' || t.name as name from signal.bad s, those t";
    assertThat(finding(host.says(header, Notes.detect("", both))).subject()).isEqualTo("two one");
    var again = "select t.name || ' ' || s.name as name from those t, signal.bad s";
    assertThat(finding(host.says(header, Notes.detect("", again))).subject()).isEqualTo("one two");
  }

  @Test
  void linesOfAViewThatWaitForWhatWouldExplainThemAreShown() {
    host.view(
        "those",
        Notes.view(BAD, "those", "`name`, `origin`", "select name, origin from signal.bad"));
    host.file("var/log/auth.log", LOG);
    var explained =
        Notes.detect("", "select t.name from those t anti join kernel_modules m on module = name");
    var verdict = (Verdict.NoEvidence) host.says("", explained).getFirst();
    assertThat(verdict.unjudged()).containsExactly(new Evidence("var/log/auth.log:1", LOG.strip()));
    assertThat(verdict.missing()).singleElement().asString().startsWith("kernel_modules: ");
  }

  @Test
  void whatIsGivenInANoteIsItsOwn() {
    host.file("etc/passwd", EVE + ROOT);
    var first =
        Notes.text(
            "parameters: {who: {default: eve}}",
            Notes.given("those", "from users where name = $who") + THOSE);
    var second = Notes.text("", Notes.given("those", "from users where name = 'root'") + THOSE);
    var third = Notes.text("", THOSE);
    var verdicts =
        host.of(
            first,
            second.replace("id: full-disk", "id: second"),
            third.replace("id: full-disk", "id: third"));
    assertThat(verdicts).extracting(Verdict::outcome).containsExactly("found", "found", "error");
    assertThat(((Verdict.Finding) verdicts.getFirst()).subject()).isEqualTo("eve");
    assertThat(((Verdict.Finding) verdicts.get(1)).subject()).isEqualTo("root");
  }

  @Test
  void whatIsGivenMayStandOnSignalsViewsAndOthersThatAreGiven() {
    host.file("etc/passwd", "one:x:7:7::/:/bin/sh\n").file("var/log/auth.log", LOG);
    view("people", "select name, origin from users");
    var given =
        Notes.given("those", "select b.name, p.origin from heard b join people p using (name)")
            + Notes.given("heard", "select name, origin from signal.bad");
    assertThat(finding(host.says(BAD, given + THOSE)).evidence())
        .extracting(Evidence::at)
        .containsExactly("etc/passwd:1");
  }

  @Test
  void aStepOverAViewTellsWhatTheViewSearched() {
    those("select name, origin from users where name = 'bob'");
    host.file("etc/passwd", EVE);
    var walk = "## Analysis\n" + Notes.step("Rival: bob", "from those");
    var detect = Notes.detect("", "select name from users");
    assertThat(finding(host.says("", walk + detect)).walk())
        .containsExactly(
            Step.ruledOut(
                Step.Kind.RIVAL, "bob", List.of(), List.of("no such row of users in etc/passwd")));
  }

  @Test
  void aNoteAppliesWhereAViewsSignalTellsOfItsSubject() {
    host.view(
        "those",
        Notes.view(BAD, "those", "`name`, `origin`", "select name, origin from signal.bad"));
    host.file("etc/passwd", ROOT).file("var/log/auth.log", LOG);
    ApplicabilityTest.littleIsInstalledOn(host);
    var needsMore = Notes.detect("", "select t.name from those t, kernel_modules");
    assertThat(outcome(host.says("applies: kubelet", needsMore))).isEqualTo("no_evidence");
    host.file("var/log/auth.log", LOG.replace("bad", "good"));
    assertThat(outcome(host.says("applies: kubelet", needsMore))).isEqualTo("not_applicable");
  }

  private static final String LOG_OF_TWO =
      LOG + "2026-11-22T10:00:01+00:00 web2 sshd[7]: bad two\n";

  /// The other host's lines are looked at over the same database.
  @Test
  void aViewIsMadeAnewForEachHostThatALogNames() throws UnusableFile {
    host.view(
        "those",
        Notes.view(BAD, "those", "`name`, `origin`", "select name, origin from signal.bad"));
    host.file("var/log/auth.log", LOG_OF_TWO);
    var notes = List.of(host.note(Notes.text("", THOSE)));
    try (var source = host.host().open();
        var scan = SignalScan.of(Examined.patterns(notes), Optional.empty())) {
      var snapshot = Bundle.only(source);
      var hits = scan.of(snapshot, Progress.NONE);
      try (var own = new Examiner(snapshot, Catalogue.spine(), hits.own(), Parameters.defaults());
          var other = own.of(snapshot, Objects.requireNonNull(hits.others().get("web2")))) {
        var said = new ArrayList<Verdict>();
        for (var examiner : List.of(own, other, own)) {
          said.addAll(examiner.examine(notes));
        }
        assertThat(said)
            .extracting(verdict -> ((Verdict.Finding) verdict).subject())
            .containsExactly("one", "two", "one");
      }
    }
  }

  /// It is known only once the view is made.
  @Test
  void aViewOverATableThatIsLargerThanItsCapIsNotWhole() {
    host.file(
        "etc/passwd", ("root:x:0:0:" + "x".repeat(3000) + ":/root:/bin/bash\n").repeat(19_000));
    those("select name, origin from users where name = 'eve'");
    assertThat(missing(host.says("", THOSE)))
        .containsExactly("those: users is larger than the cap");
    host.file("proc/modules", MODULES);
    those(
        "select module as name, m.origin from kernel_modules m anti join users u on name = module");
    assertThat(missing(host.says("", THOSE)))
        .containsExactly("those: users is larger than the cap");
  }
}
