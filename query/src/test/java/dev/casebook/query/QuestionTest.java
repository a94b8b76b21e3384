package dev.casebook.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.casebook.tables.Catalogue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionTest {

  private static final String PASSWD = "root:x:0:0:root:/root:/bin/bash\n";

  @TempDir private Path folder = Path.of("");

  /// The answer's rows, cells joined by `|`.
  private List<String> ask(String sql, Bundle... bundles) throws QueryFailure {
    var sources = Stream.of(bundles).map(Bundle::open).toList();
    var snapshots = sources.stream().flatMap(source -> source.snapshots().stream()).toList();
    var answer = new ArrayList<String>();
    try (var question =
        new Question(Catalogue.spine(), Derived.Views.NONE, folder, null).over(snapshots)) {
      question.ask(
          sql,
          _ -> {},
          row -> answer.add(String.join("|", Arrays.stream(row).map(String::valueOf).toList())));
    } finally {
      sources.forEach(source -> source.close());
    }
    return answer;
  }

  private Bundle host(String name) {
    return Bundle.ofHost(folder, name);
  }

  @Test
  void everyTableTellsHostAndSnapshot() throws QueryFailure {
    var one = host("web1").file("etc/passwd", PASSWD);
    var two = host("web2").file("etc/passwd", PASSWD + "eve:x:7:7::/:/bin/sh\n");
    assertThat(ask("select host, snapshot, name from users order by all", one, two))
        .containsExactly(
            "web1|" + one.folder() + "|root",
            "web2|" + two.folder() + "|eve",
            "web2|" + two.folder() + "|root");
  }

  @Test
  void aTableIsReadOnceHoweverOftenItIsAsked() throws QueryFailure {
    try (var source = host("web1").file("etc/passwd", PASSWD).open();
        var question =
            new Question(Catalogue.spine(), Derived.Views.NONE, folder, null)
                .over(source.snapshots())) {
      for (int i = 0; i < 3; i++) {
        question.ask(
            "select count(*) as users from users",
            columns -> assertThat(columns).containsExactly("users"),
            row -> assertThat(row).containsExactly(1L));
      }
    }
  }

  @Test
  void anUnknownTableNamesTheNearest() {
    assertThatThrownBy(() -> ask("select * from user", host("web1")))
        .hasMessage(
            "there is no table or view user; did you mean users? (casebook tables lists them)");
    assertThatThrownBy(() -> ask("select * from information_schema.tables", host("web1")))
        .hasMessageStartingWith("there is no table or view information_schema.tables");
  }

  @Test
  void anUnknownColumnNamesTheNearest() {
    assertThatThrownBy(() -> ask("select uidd from users", host("web1")))
        .hasMessageContaining("\"uidd\"")
        .hasMessageContaining("did you mean")
        .hasMessageContaining("\"uid\"");
  }

  @Test
  void anUnknownColumnIsFoundBeforeAnythingIsRead() {
    try (var source = host("web1").file("etc/passwd", PASSWD).open();
        var question =
            new Question(Catalogue.spine(), Derived.Views.NONE, folder, null)
                .over(source.snapshots())) {
      assertThatThrownBy(() -> question.ask("select uidd from users", _ -> {}, _ -> {}))
          .hasMessageContaining("\"uidd\"");
      assertThat(source.snapshots().getFirst().ledger().accounts())
          .noneMatch(account -> account.tables().contains("users"));
    }
  }

  @Test
  void aTableWithoutEvidenceSaysWhatWasLookedFor() throws Exception {
    try (var source =
            host("web1").file("commands/lsmod", "bash: lsmod: command not found\n").open();
        var question =
            new Question(Catalogue.spine(), Derived.Views.NONE, folder, null)
                .over(source.snapshots())) {
      question.ask("select module from kernel_modules", _ -> {}, _ -> {});
      assertThat(question.shortcomings())
          .singleElement()
          .asString()
          .startsWith("no evidence: kernel_modules of ")
          .contains(": looked for ")
          .contains("commands/lsmod holds only an error message");
    }
  }

  @Test
  void evidenceTellsWhatBecameOfEachFile() throws QueryFailure {
    var host = host("web1").file("etc/passwd", PASSWD + "broken line\n").file("etc/motd", "hi");
    assertThat(
            ask(
                "select place, state, rows, rejected from evidence where place like 'etc/%' order by place",
                host))
        .contains("etc/motd|unknown|0|0", "etc/passwd|parsed|1|1");
  }

  @Test
  void nestedCellsAreListsAndMapsAndBytesAreHexadecimal() throws QueryFailure {
    assertThat(
            ask(
                "select [1, null], {'b': 1, 'a': [date '2026-01-02']}, map {7: {'x': 'y'}}"
                    + ", '\\x00\\xFF'::blob, [{'c': true}]"))
        .containsExactly("[1, null]|{b=1, a=[2026-01-02]}|{7={x=y}}|00ff|[{c=true}]");
  }

  @Test
  void anAnswerIsExportedAsParquet() throws Exception {
    var output = folder.resolve("it's.parquet");
    try (var source = host("web1").file("etc/passwd", PASSWD).open();
        var question =
            new Question(Catalogue.spine(), Derived.Views.NONE, folder, output)
                .over(source.snapshots())) {
      assertThat(question.export("select host, name, uid from users -- all;\n;", output))
          .isEqualTo(1);
    }
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement();
        var result = statement.executeQuery("from " + Engine.literal(output.toString()))) {
      assertThat(result.next()).isTrue();
      assertThat(result.getString("host") + result.getString("name")).isEqualTo("web1root");
      assertThat(result.getLong("uid")).isZero();
    }
  }

  @Test
  void onlyTheOutputCanBeWritten() throws Exception {
    var output = folder.resolve("out.parquet");
    var secret = Files.writeString(folder.resolve("secret.csv"), "a\n1\n");
    try (var source = host("web1").open();
        var question =
            new Question(
                    Catalogue.spine(),
                    Derived.Views.NONE,
                    Files.createDirectory(folder.resolve("spill")),
                    output)
                .over(source.snapshots())) {
      assertThatThrownBy(() -> question.export("select 1", folder.resolve("other.parquet")))
          .isInstanceOf(QueryFailure.class);
      assertThatThrownBy(
              () -> question.ask("select * from read_csv('" + secret + "')", _ -> {}, _ -> {}))
          .isInstanceOf(QueryFailure.class);
      assertThatThrownBy(() -> question.export("select 1) to 'x'; select (2", output))
          .isInstanceOf(QueryFailure.class);
    }
    assertThat(folder.resolve("other.parquet")).doesNotExist();
  }

  private static final String SYSLOG =
      "2026-11-22T10:00:00+00:00 web1 sshd[7]: one\n\n2026-11-22T10:00:01+00:00 web1 cron: two\r\n"
          + "2026-11-22T10:00:02+00:00 web1 kernel: three";

  private static final Catalogue WITH_TICKS = Catalogue.spine().with(List.of(Tick.TABLE));

  @Test
  void anyPageCanStreamItsRows() throws Exception {
    try (var one = host("web1").file("srv/ticks", "x".repeat(5000)).open();
        var two = host("web2").file("srv/ticks", "xx").open();
        var question =
            new Question(WITH_TICKS, Derived.Views.NONE, folder, null)
                .over(
                    Stream.of(one, two).flatMap(source -> source.snapshots().stream()).toList())) {
      assertThat(
              rows(question, "select host, count(*), count(word) from ticks group by 1 order by 1"))
          .containsExactly("web1|5000|2500", "web2|2|1");
      assertThat(rows(question, "select number, word, time from ticks where number > 4997"))
          .containsExactly("4998|even|1970-01-01T01:23:18", "4999|null|1970-01-01T01:23:19");
      assertThat(rows(question, "select count(distinct (snapshot, origin)) from ticks"))
          .containsExactly("5002");
      assertThat(question.shortcomings())
          .containsExactly(
              "incomplete: ticks of " + folder.resolve("web1") + ": a tick was missed",
              "incomplete: ticks of " + folder.resolve("web2") + ": a tick was missed");
    }
  }

  private static List<String> rows(Question question, String sql) throws QueryFailure {
    var rows = new ArrayList<String>();
    question.ask(
        sql,
        _ -> {},
        row -> rows.add(String.join("|", Arrays.stream(row).map(String::valueOf).toList())));
    return rows;
  }

  @Test
  void aTableOfWhichNoSnapshotHasEvidenceSaysWhatWasLookedFor() throws Exception {
    try (var one = host("web1").open();
        var two = host("web2").file("etc/passwd", PASSWD).open();
        var question =
            new Question(WITH_TICKS, Derived.Views.NONE, folder, null)
                .over(
                    Stream.of(one, two).flatMap(source -> source.snapshots().stream()).toList())) {
      rows(question, "select * from users, ticks, logs, file_locks");
      assertThat(question.shortcomings())
          .hasSize(3)
          .anyMatch(line -> line.startsWith("no evidence: logs of " + one.name() + ", "))
          .anyMatch(line -> line.contains(two.name() + ": looked for /srv/ticks"))
          .anyMatch(line -> line.startsWith("no evidence: file_locks of "));
    }
  }

  @Test
  void hostsAndCapturesOfOneSourceAreToldApart() throws Exception {
    var all = new Bundle(folder.resolve("all"));
    for (var capture : List.of("a", "b")) {
      all.file(capture + "/etc/hostname", "web1\n").file(capture + "/etc/passwd", PASSWD);
    }
    assertThat(ask("select host, snapshot from users order by all", all))
        .containsExactly("web1|" + all.folder() + ":a", "web1|" + all.folder() + ":b");
    assertThat(ask("select host, snapshot from users", host("web1").file("etc/passwd", PASSWD)))
        .containsExactly("web1|" + folder.resolve("web1"));
  }

  @Test
  void logsAreAllLinesOfAllSnapshots() throws QueryFailure {
    var one = host("web1").file("var/log/messages", SYSLOG).file("var/log/deep/er.log", "x y\n");
    var two = host("web2").file("var/log/messages", SYSLOG);
    assertThat(ask("select count(*) from logs", one, two)).containsExactly("7");
    assertThat(ask("select host, file, count(*) from logs group by all order by all", one, two))
        .containsExactly(
            "web1|var/log/deep/er.log|1", "web1|var/log/messages|3", "web2|var/log/messages|3");
    assertThat(ask("select time, hostname, program, pid, message from logs where pid = 7", one))
        .containsExactly("2026-11-22T10:00|web1|sshd|7|one");
    assertThat(ask("select message from logs order by origin", two))
        .containsExactly("one", "two", "three");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "host",
        "snapshot",
        "time",
        "hostname",
        "program",
        "unit",
        "pid",
        "level",
        "message",
        "file",
        "origin"
      })
  void eachColumnOfLogsCanBeAskedAlone(String column) throws QueryFailure {
    var host = host("web1").file("var/log/messages", SYSLOG.repeat(2_000));
    assertThat(ask("select " + column + " from logs", host)).hasSize(4_001);
    assertThat(ask("select count(distinct " + column + ") >= 0, count(*) from logs", host))
        .containsExactly("true|4001");
  }

  @Test
  void bytesThatAreNoTextBecomeReplacementCharacters() throws QueryFailure {
    var bytes =
        "2026-11-22T10:00:00+00:00 web1 app: a?b\nplain ?\n".getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = bytes[i] == '?' ? (byte) 0xff : bytes[i];
    }
    var host = host("web1").file("var/log/app.log", bytes);
    assertThat(ask("select message from logs order by origin", host))
        .containsExactly("a\ufffdb", "plain \ufffd");
  }

  @Test
  void aQuarrelOfTwoScansEndsWell() throws QueryFailure {
    var host = host("web1").file("var/log/messages", (SYSLOG + "\n").repeat(5_000));
    assertThat(
            ask(
                "select count(*), count(distinct origin) from (select origin from logs union all"
                    + " select origin from logs union all select origin from logs)",
                host))
        .containsExactly("45000|15000");
  }

  /// Lines around the border of the buffer of 1 MiB: shorter, exact, longer.
  @ParameterizedTest
  @ValueSource(ints = {-3, -2, -1, 0, 1, 2, 3, 500_000, 1_048_576, 1_048_577, 3_000_000})
  void aLineOfAnyLengthIsOneRow(int beyond) throws QueryFailure {
    int length = (1 << 20) + beyond;
    for (var end : List.of("\n", "\r\n", "")) {
      var text = "first\n" + "x".repeat(length) + end + (end.isEmpty() ? "" : "last\n");
      var host = host("web1").file("var/log/app.log", text);
      var expected = new ArrayList<>(List.of("first", "x".repeat(16 * 1024)));
      if (!end.isEmpty()) {
        expected.add("last");
      }
      assertThat(ask("select message from logs order by origin", host)).isEqualTo(expected);
      assertThat(ask("select count(*) from logs", host)).containsExactly("" + expected.size());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-2, -1, 0, 1, 2})
  void linesThatEndAtTheBuffersBorderStayWhole(int beyond) throws QueryFailure {
    var line = "y".repeat((1 << 19) - 1) + "\n";
    var second = "z".repeat((1 << 19) - 1 + beyond) + "\n";
    var host = host("web1").file("var/log/app.log", line + second + line + "last");
    assertThat(ask("select left(message, 4) from logs order by origin", host))
        .containsExactly("yyyy", "zzzz", "yyyy", "last");
  }

  @Test
  void aLimitLeavesNoFileOpen() throws Exception {
    var host = host("web1").file("var/log/app.log", "line\n".repeat(3_000_000));
    assertThat(ask("select message from logs limit 1", host)).containsExactly("line");
    try (var descriptors = Files.list(Path.of("/proc/self/fd"))) {
      assertThat(descriptors.map(QuestionTest::target).filter(t -> t.endsWith("app.log")))
          .isEmpty();
    }
  }

  private static String target(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      return "";
    }
  }

  @Test
  void whatJavaHasNoValueForIsShownOrRefusedBeforeAnythingIsPrinted() throws Exception {
    assertThat(
            ask(
                "select '24:00:00'::time, 'infinity'::timestamp, '-infinity'::timestamp,"
                    + " 'infinity'::date, '-infinity'::date, 'infinity'::timestamptz",
                host("web1")))
        .containsExactly("24:00:00|infinity|-infinity|infinity|-infinity|infinity");
    for (var select :
        List.of(
            "select ['24:00:00'::time] as late",
            "select {'a': '24:00:00'::time} as late",
            "select '24:00:00+00'::timetz as late")) {
      try (var source = host("web1").open();
          var question =
              new Question(Catalogue.spine(), Derived.Views.NONE, folder, null)
                  .over(source.snapshots())) {
        var printed = new ArrayList<String>();
        assertThatThrownBy(() -> question.ask(select, printed::addAll, _ -> {}))
            .as(select)
            .isInstanceOf(QueryFailure.class)
            .hasMessageContaining("a time that can't be shown; cast it to VARCHAR");
        assertThat(printed).isEmpty();
      }
    }
  }
}
