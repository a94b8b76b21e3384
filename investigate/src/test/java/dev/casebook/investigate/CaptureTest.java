package dev.casebook.investigate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.diagnosis.Casebook;
import dev.casebook.diagnosis.UnusableFile;
import dev.casebook.evidence.Sources;
import dev.casebook.evidence.UnreadableSource;
import dev.casebook.query.SelectParser;
import dev.casebook.tables.Catalogue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The evidence of a finding, taken out of a source.
class CaptureTest {

  private static final String NOTE =
      """
      ---
      schema: 2
      id: bad-words
      title: Bad words
      severity: low
      subject: '{word}'
      signals:
        bad: {in: sshd, match: 'bad (?<word>[a-z]+)', example: bad end}
      ---
      ## Symptom
      None.
      ## Detect: sshd says so
      > {word} was said {n|time}.
      ```sql
      select word, count(*) as n, origins(origin) from signal.bad group by word
      ```
      ## Cause
      None.
      ## Remedy
      None.
      """;

  @TempDir private Path folder = Path.of("");

  private Path host = Path.of("");

  @BeforeEach
  void aNoteAndAHost() throws IOException {
    host = folder.resolve("web1");
    write("notes/area/bad-words/note.md", NOTE);
    write("web1/etc/hostname", "web1\n");
    write("web1/etc/passwd", "root:x:0:0:root:/root:/bin/bash\n");
  }

  private void write(String path, String text) throws IOException {
    var file = folder.resolve(path);
    Files.createDirectories(file.resolveSibling("."));
    Files.writeString(file, text);
  }

  private Optional<Capture.Taken> taken() throws UnusableFile, UnreadableSource, IOException {
    var sources =
        new Sources(
            Catalogue.spine().recogniser(),
            Catalogue.spine().wanted(),
            InputStream.nullInputStream(),
            Instant.parse("2026-11-27T00:00:00Z"));
    try (var parser = new SelectParser()) {
      var casebook = Casebook.read(folder.resolve("notes"), List.of()).parsed(parser::parse);
      return new Capture(
              sources, Catalogue.spine(), casebook, casebook.notes().getFirst(), Optional.empty())
          .of(host.toString(), folder.resolve("taken"));
    }
  }

  @Test
  void onlyTheLinesThatMatterAreKept() throws Exception {
    write(
        "web1/var/log/auth.log",
        """
        2026-11-22T10:00:00+00:00 web1 sshd[7]: fine
        2026-11-22T10:00:01+00:00 web1 sshd[7]: bad end
        2026-11-22T10:00:02+00:00 web1 cron[7]: fine
        2026-11-22T10:00:03+00:00 web1 sshd[7]: bad end
        2026-11-22T10:00:04+00:00 web1 sshd[7]: fine
        """);
    write("web1/var/log/cron.log", "2026-11-22T10:00:00+00:00 web1 cron[7]: fine\n");
    var taken = taken().orElseThrow();
    assertThat(taken.said()).containsExactly("end was said 2 times.");
    assertThat(taken.files()).containsExactly(Path.of("var/log/auth.log"));
    assertThat(taken.whole()).isTrue();
    assertThat(folder.resolve("taken/var/log/auth.log"))
        .hasContent(
            """
            2026-11-22T10:00:01+00:00 web1 sshd[7]: bad end
            2026-11-22T10:00:03+00:00 web1 sshd[7]: bad end
            """);
  }

  @Test
  void whereNothingIsFoundNothingIsWritten() throws Exception {
    write("web1/var/log/auth.log", "2026-11-22T10:00:00+00:00 web1 sshd[7]: fine\n");
    assertThat(taken()).isEmpty();
    assertThat(folder.resolve("taken")).doesNotExist();
  }

  /// A log in which each line matters can't be gone through line by line for ever.
  @Test
  void howOftenTheNoteIsRunIsBounded() throws Exception {
    write(
        "web1/var/log/auth.log", "2026-11-22T10:00:01+00:00 web1 sshd[7]: bad end\n".repeat(3_000));
    var taken = taken().orElseThrow();
    assertThat(taken.whole()).isFalse();
    assertThat(taken.said()).containsExactly("end was said 3000 times.");
    assertThat(folder.resolve("taken/var/log/auth.log")).isNotEmptyFile();
  }
}
