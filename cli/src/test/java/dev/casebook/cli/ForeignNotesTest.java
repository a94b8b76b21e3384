package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.console.Console;
import dev.casebook.evidence.Progress;
import dev.casebook.report.Style;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Notes from a stranger, each of which tries to harm in its own way, between two good ones.
@Tag("integration")
class ForeignNotesTest {

  @TempDir private Path folder = Path.of("");

  private void note(String id, String sql) throws IOException {
    var note = Files.createDirectories(folder.resolve("theirs/area/" + id)).resolve("note.md");
    Files.writeString(
        note,
        """
        ---
        schema: 2
        id: %s
        title: A title
        severity: low
        subject: '{who}'
        ---
        ## Symptom
        ## Detect: one way
        > It is so.
        ```sql
        %s
        ```
        ## Cause
        ## Remedy
        """
            .formatted(id, sql));
  }

  private String diagnose() throws IOException {
    return run(
        2,
        "diagnose",
        "--json",
        "--notes",
        folder.resolve("theirs").toString(),
        folder.resolve("host").toString());
  }

  private String run(int expected, String... arguments) throws IOException {
    var err = new ByteArrayOutputStream();
    var out = run(expected, err, arguments);
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    return out;
  }

  /// What is said where nothing is done.
  private String refused(String... arguments) throws IOException {
    var err = new ByteArrayOutputStream();
    run(2, err, arguments);
    return err.toString(StandardCharsets.UTF_8);
  }

  private String run(int expected, ByteArrayOutputStream err, String... arguments)
      throws IOException {
    Files.createDirectories(folder.resolve("home/notes"));
    var out = new ByteArrayOutputStream();
    var console =
        new Console(
            InputStream.nullInputStream(),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            folder.resolve("home"),
            folder.resolve("cache"),
            Style.plain(),
            Instant.EPOCH,
            "",
            Progress.NONE);
    int status = CasebookCommand.run(console, arguments);
    assertThat(status).isEqualTo(expected);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aNoteFromOutsideIsTriedOnItsOwnEvidenceInAProcessOfItsOwn() throws IOException {
    note("a-good", "select name as who, origin from users");
    note("b-drop", "drop table users");
    note(
        "c-endless",
        "with recursive t(n) as (select uid from users union all select (n + 1) % 1000 from t)\n"
            + "select count(*) as who from t");
    for (var id : new String[] {"a-good", "c-endless"}) {
      var fires = folder.resolve("theirs/area/" + id + "/fires");
      Files.createDirectories(fires.resolve("one/etc"));
      Files.writeString(fires.resolve("one/etc/passwd"), "eve:x:7:7::/:/bin/sh\n");
      Files.writeString(fires.resolve("one.expected"), "It is so.\n");
    }
    assertThat(run(1, "notes", "test", "--notes", folder.resolve("theirs").toString()))
        .contains("ok    a-good (1)\n", "FAIL  b-drop (0)\n", "FAIL  c-endless (0)\n")
        .endsWith("1 passed, 2 failed\n");
  }

  @Test
  void evidenceThatIsALinkIsNotFollowed() throws IOException {
    var secret = Files.writeString(folder.resolve("secret"), "the secret\n");
    Files.createDirectories(folder.resolve("secrets/etc"));
    Files.writeString(folder.resolve("secrets/etc/passwd"), "eve:x:7:7::/:/bin/sh\n");
    note("a-good", "select name as who, origin from users");
    var fires = Files.createDirectories(folder.resolve("theirs/area/a-good/fires"));
    Files.createSymbolicLink(fires.resolve("root"), folder.resolve("secrets"));
    Files.createSymbolicLink(fires.resolve("root.expected"), secret);
    var theirs = folder.resolve("theirs").toString();
    assertThat(run(1, "notes", "test", "--notes", theirs))
        .contains(
            "fires/root is a symbolic link, which is not followed",
            "fires/root.expected is a symbolic link, which is not followed")
        .doesNotContain("the secret");
    run(1, "notes", "test", "--update", "--notes", theirs);
    assertThat(secret).hasContent("the secret\n");
    Files.delete(fires.resolve("root"));
    Files.delete(fires.resolve("root.expected"));
    Files.delete(fires);
    Files.createSymbolicLink(fires, folder.resolve("secrets"));
    assertThat(run(1, "notes", "test", "--notes", theirs))
        .contains("a-good/fires is a symbolic link, which is not followed");
  }

  /// A shipped note stands in the home's folder `notes`.
  @Test
  void aNoteFromOutsideTakesNoNameAndExplainsNothingOfTheCasebook() throws IOException {
    Files.createDirectories(folder.resolve("host/etc"));
    Files.writeString(folder.resolve("host/etc/passwd"), "eve:x:7:7::/:/bin/sh\n");
    note("a-shipped", "select name as who, origin from users");
    Files.createDirectories(folder.resolve("home/notes"));
    Files.move(folder.resolve("theirs/area"), folder.resolve("home/notes/area"));
    note("b-theirs", "select name as who, origin from users");
    var theirs = folder.resolve("theirs/area/b-theirs/note.md");
    Files.writeString(
        theirs, Files.readString(theirs).replace("title:", "explains: [a-shipped]\ntitle:"));
    var host = folder.resolve("host").toString();
    var told = run(1, "diagnose", "--notes", folder.resolve("theirs").toString(), host);
    assertThat(told)
        .contains("eve · a-shipped · experimental", "eve · b-theirs · from outside · experimental")
        .doesNotContain("explained by");
    Files.writeString(
        theirs, Files.readString(theirs).replace("title:", "aliases: [a-shipped]\ntitle:"));
    assertThat(refused("diagnose", "--notes", folder.resolve("theirs").toString(), host))
        .contains("a note of Casebook's own is called a-shipped; give yours another id");
  }

  @Test
  void thousandsOfNotesAreExamined() throws IOException {
    Files.createDirectories(folder.resolve("host/etc"));
    Files.writeString(folder.resolve("host/etc/passwd"), "eve:x:7:7::/:/bin/sh\n");
    for (int i = 0; i < 3000; i++) {
      note(
          "a-note-with-a-long-name-from-a-stranger-number-" + i,
          "select name as who, origin from users where false");
    }
    var out =
        run(
            0,
            "diagnose",
            "--json",
            "--notes",
            folder.resolve("theirs").toString(),
            folder.resolve("host").toString());
    assertThat(out.lines().filter(line -> line.contains("\"outcome\""))).isNotEmpty();
    assertThat(out.split("\"outcome\": ?\"clear\"", -1)).hasSize(3001);
  }

  @Test
  void aNoteThatHarmsIsAnErrorAndTheOthersAreWhole() throws IOException {
    Files.createDirectories(folder.resolve("host/etc"));
    Files.writeString(folder.resolve("host/etc/passwd"), "eve:x:7:7::/:/bin/sh\n");
    note("a-good", "select name as who, origin from users");
    note("b-drop", "drop table users");
    note("c-two", "select 1 as who from users; drop table users");
    note("d-attach", "attach '" + folder + "/x.db' as x");
    note("e-copy", "copy users to '" + folder + "/x.csv'");
    note("f-read", "select * from read_text('/etc/passwd'), users");
    note(
        "g-endless",
        "with recursive t(n) as (select uid from users union all select (n + 1) % 1000 from t)\n"
            + "select count(*) as who from t");
    note("h-list", "select list(r order by r)::varchar as who from users, range(400000000) t(r)");
    note(
        "i-double",
        "with recursive t(s) as (select 'x' || name from users union all select s || s from t)\n"
            + "select max(length(s)) as who from t");
    note(
        "j-folded",
        "with recursive t(s) as (select 'x' union all select s || s from t)\n"
            + "select max(length(s)) as who from t, users");
    note("z-good", "select name as who, origin from users");
    var json = diagnose();
    for (var id : new String[] {"a-good", "z-good"}) {
      assertThat(json)
          .containsPattern(
              "\"note\":\""
                  + id
                  + "\",\"foreign\":true,\"source\":\"[^\"]+\",\"host\":\"host\",\"root\":\"\","
                  + "\"captured\":null,\"outcome\":\"found\"");
    }
    for (var id :
        new String[] {
          "b-drop",
          "c-two",
          "d-attach",
          "e-copy",
          "f-read",
          "g-endless",
          "h-list",
          "i-double",
          "j-folded"
        }) {
      assertThat(json)
          .containsPattern(
              "\"note\":\""
                  + id
                  + "\",\"foreign\":true,\"source\":\"[^\"]*\",\"host\":\"\\w*\",\"root\":\"\","
                  + "\"captured\":null,\"outcome\":\"error\"");
    }
    assertThat(folder.resolve("x.db")).doesNotExist();
    assertThat(folder.resolve("x.csv")).doesNotExist();
  }
}
