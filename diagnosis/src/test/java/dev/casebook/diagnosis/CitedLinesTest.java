package dev.casebook.diagnosis;

import static dev.casebook.diagnosis.Examined.BAD_WORDS;
import static dev.casebook.diagnosis.Examined.LOG;
import static dev.casebook.diagnosis.Examined.SIGNAL;
import static dev.casebook.diagnosis.Examined.finding;
import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.evidence.Progress;
import dev.casebook.signals.SignalScan;
import dev.casebook.tables.Catalogue;
import dev.casebook.verdicts.Evidence;
import dev.casebook.verdicts.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The lines that prove what a note says.
class CitedLinesTest {

  @TempDir private Path folder = Path.of("");

  private Examined host = Examined.ofHost(folder);

  @BeforeEach
  void aHost() {
    host = Examined.ofHost(folder);
  }

  @Test
  void linesAreCitedWithTheirNumbers() {
    host.file("var/log/auth.log", LOG);
    var verdicts = host.says(SIGNAL, BAD_WORDS);
    assertThat(verdicts)
        .extracting(v -> ((Verdict.Finding) v).evidence().getFirst())
        .containsExactly(
            new Evidence("var/log/auth.log:1", "2026-11-22T10:00:00+00:00 web1 sshd[7]: bad one"),
            new Evidence("var/log/auth.log:4", "2026-11-22T10:00:03+00:00 web1 sshd[7]: bad end"));
  }

  @Test
  void linesOfACompressedLogAreCitedAsThoseOfItsText() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(LOG.getBytes(StandardCharsets.UTF_8));
    }
    host.host().file("var/log/auth.log.1.gz", bytes.toByteArray());
    assertThat(
            ((Verdict.Finding) host.says(SIGNAL, BAD_WORDS).getLast()).evidence().getFirst().at())
        .isEqualTo("var/log/auth.log.1.gz:4");
  }

  @Test
  void aLongLineIsCitedByItsBeginning() {
    host.file("var/log/auth.log", LOG + " " + "x".repeat(1000) + "\n");
    var text =
        ((Verdict.Finding) host.says(SIGNAL, BAD_WORDS).getLast()).evidence().getFirst().text();
    assertThat(text).hasSize(401).endsWith("xx…");
  }

  @Test
  void whatCannotBeReadAgainIsCitedByItsPlace() {
    host.file("var/log/auth.log", LOG);
    var note = host.note(Notes.text(SIGNAL, BAD_WORDS));
    try (var source = host.host().open();
        var scan = SignalScan.of(Examined.patterns(List.of(note)), Optional.empty());
        var examiner =
            new Examiner(
                Bundle.only(source),
                Catalogue.spine(),
                scan.of(Bundle.only(source), Progress.NONE).own(),
                Parameters.defaults())) {
      Files.delete(host.host().folder().resolve("var/log/auth.log"));
      assertThat(examiner.examine(List.of(note)))
          .extracting(v -> ((Verdict.Finding) v).evidence().getFirst().at())
          .containsExactly("var/log/auth.log", "var/log/auth.log");
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aRowIsProvedByTheLinesOfAllItsOriginColumns() {
    host.file("var/log/auth.log", LOG).file("etc/passwd", "one:x:7:7::/:/bin/sh\n");
    var joined =
        "select s.name, s.origin, u.origin as user_origin"
            + " from signal.bad s join users u using (name)";
    assertThat(finding(host.says(SIGNAL, Notes.detect("", joined))).evidence())
        .extracting(Evidence::at)
        .containsExactlyInAnyOrder("var/log/auth.log:1", "etc/passwd:1");
  }

  @Test
  void ofManyRowsOriginsGivesTheFirstAndTheLast() {
    host.file("var/log/auth.log", LOG + "\n2026-11-22T10:00:04+00:00 web1 sshd[7]: bad last\n");
    for (var of :
        List.of("from signal.bad", "from (select origins(origin) as origin from signal.bad)")) {
      var all = "select 'x' as name, origins(origin) " + of;
      var finding = finding(host.says(SIGNAL, Notes.detect("", all)));
      assertThat(finding.evidence())
          .extracting(Evidence::at)
          .containsExactly("var/log/auth.log:1", "var/log/auth.log:5");
      assertThat(finding.evidenceCount()).isEqualTo(2);
    }
  }

  @Test
  void anOriginThatIsNoneIsAnErrorOfItsNote() {
    host.file("etc/passwd", "eve:x:7:7::/:/bin/sh\n");
    for (var origin : List.of("'x'", "5::bigint << 50", "-1::bigint", "1.5")) {
      var verdicts =
          host.says("", Notes.detect("", "select name, " + origin + " as origin from users"));
      assertThat(((Verdict.Failed) verdicts.getFirst()).reason())
          .contains("not the origin of a row");
    }
  }
}
