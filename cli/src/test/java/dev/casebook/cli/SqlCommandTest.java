package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlCommandTest {

  private static final String HOSTNAMES = "select host, name from hosts order by name";

  @TempDir private Path folder;
  private String one = "";
  private String two = "";

  @BeforeEach
  void twoHosts() throws IOException {
    one = host("one");
    two = host("two");
  }

  private String host(String name) throws IOException {
    var root = folder.resolve(name);
    Files.createDirectories(root.resolve("etc"));
    Files.writeString(root.resolve("etc/hostname"), name + "\n");
    return root.toString();
  }

  @Test
  void anAnswerIsATableOverAllHosts() {
    var launch = Launch.of("sql", HOSTNAMES, one, two);
    assertThat(launch).isEqualTo(new Launch(0, "host  name\none   one\ntwo   two\n2 rows\n", ""));
  }

  @Test
  void anAnswerCanBeJson() {
    var launch = Launch.of("sql", "--format", "json", HOSTNAMES, one);
    assertThat(launch).isEqualTo(new Launch(0, "[\n{\"host\":\"one\",\"name\":\"one\"}\n]\n", ""));
  }

  @Test
  void anAnswerCanBeCsv() {
    var launch = Launch.of("sql", HOSTNAMES, one, "--format=csv");
    assertThat(launch).isEqualTo(new Launch(0, "host,name\none,one\n", ""));
  }

  @Test
  void anAnswerCanBeAParquetFile() throws IOException {
    var file = folder.resolve("it's here.parquet");
    var launch =
        Launch.of("sql", "--format", "parquet", "--output", file.toString(), HOSTNAMES, one, two);
    assertThat(launch).isEqualTo(new Launch(0, "", "2 rows written to " + file + "\n"));
    assertThat(Files.readAllBytes(file))
        .startsWith('P', 'A', 'R', '1')
        .endsWith('P', 'A', 'R', '1');
    assertThat(Launch.of("sql", "--format", "parquet", "--output", file.toString(), HOSTNAMES, one))
        .isEqualTo(
            new Launch(
                2, "", "casebook: " + file + ": already exists; remove it or name another file\n"));
  }

  @Test
  void oneRowIsWritten() {
    var file = folder.resolve("one.parquet").toString();
    assertThat(Launch.of("sql", "--format", "parquet", "--output", file, HOSTNAMES, one).errors())
        .isEqualTo("1 row written to " + file + "\n");
  }

  @Test
  void parquetNeedsAFileAndAFileNeedsParquet() {
    assertThat(Launch.of("sql", "--format", "parquet", HOSTNAMES, one).status()).isEqualTo(2);
    assertThat(Launch.of("sql", "--output", "x", HOSTNAMES, one).complaints())
        .containsExactly("casebook: --format parquet and --output FILE go together");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          select * from rutes          | did you mean routes?
          select nam from hosts        | name
          selekt 1                     | selekt
          drop table hosts             | SELECT
          select 1; select 2           | one SELECT
          copy hosts to '/tmp/x'       | SELECT
          select * from '/etc/passwd'  | /etc/passwd
          select read_text('/etc/x')   | read_text
          """)
  void anErrorIsInPlainWords(String sql, String word) {
    var launch = Launch.of("sql", sql, one);
    assertThat(launch.status()).isEqualTo(2);
    assertThat(launch.output()).isEmpty();
    assertThat(launch.complaints()).hasSize(1);
    assertThat(launch.errors())
        .startsWith("casebook: ")
        .containsIgnoringCase(word)
        .doesNotContain("Error:", "\tat ", "LINE 1");
  }

  @Test
  void aMissingSourceIsOneLine() {
    assertThat(Launch.of("sql", HOSTNAMES, one, "/no/such"))
        .isEqualTo(new Launch(2, "", "casebook: /no/such: no such file or folder\n"));
  }

  @Test
  void pastedLinesCanBeAsked() {
    var launch =
        Launch.withInput(
            "Mar  1 10:00:00 web1 sshd[7]: Failed password\n",
            "sql",
            "--format=csv",
            "select program, pid, message from logs",
            "-");
    assertThat(launch)
        .isEqualTo(new Launch(0, "program,pid,message\nsshd,7,Failed password\n", ""));
  }

  @Test
  void aSourceThatIsCutOrDamagedIsToldAndGivesStatusTwo() throws IOException {
    var log = "Nov 22 12:00:00 web1 sshd[1]: it broke\n".repeat(3000);
    var gzip = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(gzip)) {
      out.write(log.getBytes(StandardCharsets.UTF_8));
    }
    var half = Arrays.copyOf(gzip.toByteArray(), gzip.size() / 2);
    var cut = Files.write(folder.resolve("cut.log.gz"), half);
    assertTold(Launch.of("sql", "select count(*) from logs", cut.toString()), "truncated after");
    // In a bundle's folder.
    Files.createDirectories(folder.resolve("one/var/log"));
    Files.write(folder.resolve("one/var/log/messages.gz"), half);
    assertTold(Launch.of("sql", "select count(*) from logs", one), "var/log/messages.gz");
    // A tar whose last member is cut, and one whose members are lost: a table of none of them.
    var tar = folder.resolve("whole.tar");
    Files.write(folder.resolve("one/var/log/syslog"), log.getBytes(StandardCharsets.UTF_8));
    tar(tar, one);
    var bytes = Files.readAllBytes(tar);
    Files.write(tar, Arrays.copyOf(bytes, bytes.length / 2));
    assertTold(Launch.of("sql", "select count(*) from logs", tar.toString()), "ends inside");
    assertTold(Launch.of("sql", "select name from hosts", tar.toString()), "ends inside");
  }

  private static void assertTold(Launch launch, String what) {
    assertThat(launch.status()).isEqualTo(2);
    assertThat(launch.output()).contains("1 row");
    assertThat(launch.errors()).contains(what);
  }

  private static void tar(Path archive, String folder) throws IOException {
    try {
      var process =
          new ProcessBuilder("tar", "--sort=name", "-cf", archive.toString(), "-C", folder, ".")
              .inheritIO()
              .start();
      assertThat(process.waitFor()).isZero();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aFailureBeforeTheFirstRowPrintsNoHalfOfAnAnswer() {
    for (var form : List.of("json", "csv", "table")) {
      var launch =
          Launch.of("sql", "--format", form, "select ['24:00:00'::time] as t from hosts", one);
      assertThat(launch.status()).isEqualTo(2);
      assertThat(launch.output()).isEmpty();
      assertThat(launch.errors()).contains("cast it to VARCHAR").doesNotContain("\tat ");
    }
  }
}
