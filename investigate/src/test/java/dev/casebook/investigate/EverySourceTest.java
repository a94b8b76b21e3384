package dev.casebook.investigate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.diagnosis.Casebook;
import dev.casebook.diagnosis.Parameters;
import dev.casebook.evidence.Sources;
import dev.casebook.query.Question;
import dev.casebook.tables.Catalogue;
import dev.casebook.verdicts.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One little host in every kind of source, packed by the real programs, tells the same.
@Tag("integration")
class EverySourceTest {

  private static final String NOTE =
      """
      ---
      schema: 1
      id: %s
      title: A title
      severity: %s
      %s
      signals: {bad: {in: sshd, match: 'bad (?<word>\\w+)'}}
      ---
      ## Symptom
      ## Analysis
      ### A user came
      ```sql
      select origin from users where uid > 0
      ```
      ## Detect
      ```sql
      select word as subject, origin from signal.bad
      ```
      ## Finding
      It said {subject}.
      ## Cause
      ## Remedy
      """;

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void aHostAndTwoNotes() throws IOException {
    file("sos/etc/passwd", "root:x:0:0::/root:/bin/bash\neve:x:7:7::/:/bin/sh\n");
    file("sos/sos_commands/host/hostname", "web1\n");
    file("sos/sos_commands/kernel/lsmod", "Module Size Used by\nveth 40960 0\n");
    file(
        "sos/var/log/auth.log",
        "2026-11-22T10:00:00+00:00 web1 sshd[7]: fine\n".repeat(2000)
            + "2026-11-22T10:00:00+00:00 web1 sshd[7]: bad end\n");
    Files.createSymbolicLink(folder.resolve("sos/etc/passwd-"), Path.of("/etc/passwd"));
    file("notes/a/cause/note.md", NOTE.formatted("cause", "low", "explains: effect"));
    file("notes/a/effect/note.md", NOTE.formatted("effect", "high", ""));
  }

  private void file(String path, String content) throws IOException {
    var file = folder.resolve(path);
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, content);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sos | true",
        "sos.tar | tar -cf sos.tar sos",
        "sos.tar.gz | tar -czf sos.tar.gz sos",
        "sos.zip.tgz | tar -czf sos.zip.tgz sos",
        "sos.tar.xz | tar -cJf sos.tar.xz sos",
        "sos.tar.bz2 | tar -cjf sos.tar.bz2 sos",
        "sos.tar.zst | tar --zstd -cf sos.tar.zst sos",
        "sos.zip | zip -qry sos.zip sos",
        "sos.dat | tar --format=ustar -cf sos.dat sos",
        "sos.pax | tar --format=pax -cf sos.pax sos"
      })
  void everyKindOfSourceTellsTheSame(String name, String pack) throws Exception {
    var shell = new ProcessBuilder("sh", "-c", pack).directory(folder.toFile()).inheritIO().start();
    assertThat(shell.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(shell.exitValue()).isZero();
    var source = folder.resolve(name).toString();
    assertThat(rows(source))
        .containsExactly("web1|eve|7", "web1|root|0", "web1|veth|40960", "web1|logs|2001");
    assertThat(verdicts(source))
        .containsExactly(
            "effect web1 end It said end. sos/var/log/auth.log:2001 supported cause",
            "cause web1 end It said end. sos/var/log/auth.log:2001 supported ");
  }

  private static Sources sources() {
    return new Sources(
        Catalogue.spine().recogniser(),
        Catalogue.spine().wanted(),
        InputStream.nullInputStream(),
        Instant.EPOCH);
  }

  private List<String> rows(String name) throws Exception {
    var rows = new ArrayList<String>();
    try (var source = sources().open(name);
        var question = new Question(Catalogue.spine(), folder, null).over(source.snapshots())) {
      for (var sql :
          List.of(
              "select host, name, uid from users order by name",
              "select host, module, size_bytes from kernel_modules",
              "select host, 'logs', count(*) from logs group by all")) {
        question.ask(
            sql,
            _ -> {},
            row -> rows.add(String.join("|", Arrays.stream(row).map(String::valueOf).toList())));
      }
    }
    return rows;
  }

  private List<String> verdicts(String name) throws Exception {
    var casebook = Casebook.read(folder.resolve("notes"));
    var diagnosis =
        new Investigation(
                sources(), Catalogue.spine(), casebook, Parameters.defaults(), Optional.empty())
            .of(List.of(name));
    assertThat(diagnosis.sources().getFirst().layout()).isEqualTo("sosreport");
    return diagnosis.verdicts().stream().map(EverySourceTest::line).toList();
  }

  private static String line(Verdict verdict) {
    var finding = (Verdict.Finding) verdict;
    return String.join(
        " ",
        finding.note().id(),
        finding.host(),
        finding.subject(),
        finding.summary(),
        finding.evidence().getFirst().at().replaceFirst("^(?=var)", "sos/"),
        finding.walk().getFirst().outcome().word(),
        finding.explainedBy());
  }
}
