package dev.casebook.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.query.Schema;
import dev.casebook.tables.Catalogue;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoteLintTest {

  private static final Schema SCHEMA = Schema.of(Catalogue.spine());

  private static final String DETECT = Notes.detect("", "select name, origin from users");

  @TempDir private Path folder = Path.of("");

  @AfterAll
  static void close() {
    SCHEMA.close();
  }

  /// Without the file's name: `:15: …`.
  private List<String> complaints(String text) {
    try {
      var note = Notes.read(folder, text);
      return NoteLint.complaints(note, SCHEMA).stream()
          .map(told -> told.replaceFirst("^" + note.file(), ""))
          .toList();
    } catch (UnusableFile e) {
      throw new AssertionError(e);
    }
  }

  private List<String> complaints(String header, String body) {
    return complaints(Notes.text(header, body));
  }

  @Test
  void aSoundNoteHasNothingToComplainOf() {
    var sql = "select name, origin from users where uid > $least";
    assertThat(complaints("parameters: {least: {default: 5}}", Notes.detect("", sql))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "drop table users | only one SELECT is allowed here",
        "from users; from users | one SELECT is allowed here, and there are 2",
        "select now() as name from users | a note may not call the function now",
        "select random() as name from users | a note may not call the function random",
        "select repeat(name, 9) as name from users | a note may not call the function repeat",
        "select adress_inside(name, '::/0') as name from users | the function adress_inside; did you mean address_inside?",
        "select content as name from read_text('/etc/passwd') | a note may not call the function read_text",
        "select first(name) as name from users | first without ORDER BY gives different results each time",
        "select name, origin from users limit 1 | LIMIT without ORDER BY gives different rows each time",
        "select message as name from logs | notes reach logs through signals only",
        "select place as name from evidence | evidence reads all tables and is for people's questions only",
        "select 1 as name from nothing | there is no table, view or signal nothing",
        "select name, origin from user | there is no table, view or signal user; did you mean users?",
        "select 1 as name from signal.none | there is no table, view or signal signal.none",
        "select 1 as name | it needs no table, view or signal, and so would call any host clear; is everything optional?",
        "select 1 as name from (select 1) x left join users on true | it needs no table, view or signal",
        "select nam as name from users | did you mean"
      })
  void whatANoteMustNotDoIsToldWithItsLine(String sql, String complaint) {
    assertThat(complaints("", Notes.detect("", sql)))
        .anySatisfy(told -> assertThat(told).startsWith(":15: ").contains(complaint));
  }

  @Test
  void aViewThatNeedsNothingIsNotEnoughToCallAHostClear() {
    var given =
        """
        ## Given: everyone
        One row is a user.

        (optional: users)
        ```sql
        select name, origin from users
        ```

        """;
    assertThat(complaints("", given + Notes.detect("", "select name, origin from everyone")))
        .anySatisfy(told ->
            assertThat(told)
                .contains(
                    "everyone can do without any table, and so this would call any host clear; let it"
                        + " say (clear only with: everyone)"));
  }

  @Test
  void whatIsAtFaultIsToldWhereItStands() {
    assertThat(complaints("", Notes.detect("", "select uid as name, nam\n, origin from users")))
        .singleElement()
        .asString()
        .startsWith(":15: ");
    assertThat(complaints("", Notes.detect("", "select name, origin\nfrom users\nwhere nam = 1")))
        .singleElement()
        .asString()
        .startsWith(":17: ");
    assertThat(complaints("", Notes.detect("", "select uid, origin from users")))
        .contains(
            ":6: subject: \"one way\" returns none of the columns that tell findings apart: name");
    assertThat(complaints("", Notes.detect("", "select name from users")))
        .singleElement()
        .asString()
        .startsWith(":15: its rows come from nowhere that could be shown; ");
    var signal =
        """
        signals:
          bad:
            in: sshd
            match: 'bad (?<word>luck'
            example: bad luck
          worse:
            in: sshd
            match: 'worse (?<word>.*)'
            example:
              - worse luck
              - no such line\
        """;
    assertThat(complaints(signal, Notes.detect("", "select name, origin from users")))
        .anySatisfy(told -> assertThat(told).startsWith(":10: signal bad: "))
        .contains(":17: signal worse: it is not found in its example: no such line")
        .contains(":12: signal worse: no block asks for it");
  }

  @Test
  void aMistakeInTheSqlIsToldAloneAndNotItsConsequences() {
    assertThat(complaints("", Notes.detect("", "drop table users"))).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(optional: mounts) | from users | mounts is marked and not used here",
        "(optional: user) | from users | user is marked and not used here; did you mean users?",
        "(known: hosts.os_id) | from users | hosts.os_id is marked as known and not used here",
        "(known: users.nam) | from users | users.nam:",
        "(negates: signal.bad) | from users | signal.bad is marked and not used here",
        "(optional: mounts) | from users left join mounts on true | mounts is optional without being marked so; leave it out",
        "(negates: mounts) | from users where not exists (from mounts) | mounts is negated without being marked so; leave it out",
        "'' | select name, users.origin from users left join mounts m on m.target = home where m.target is null | \"mounts.target is null\" concludes from what mounts lacks; write ANTI JOIN, or mark it: (negates: mounts)",
        "'' | select name, users.origin from users left join mounts m on m.target = home where uid = 0 and (m.target is null or m.type = 'nfs') | concludes from what mounts lacks",
        "'' | select name, users.origin from mounts m right join users on m.target = home where m.target is null | concludes from what mounts lacks",
        "'' | select name, current_timestamp as now from users | current_timestamp is when the note is run",
        "'' | select name, origin from users where uid < extract(year from current_date) | current_date is when the note is run",
        "'' | select name, origin from users using sample 3 | USING SAMPLE and TABLESAMPLE give different rows each time",
        "'' | select name, origin from users tablesample 10% | USING SAMPLE and TABLESAMPLE give different rows each time",
        "(optional: users) | select name, origin from users | it needs no table, view or signal"
      })
  void aMarkThatIsWrongOrNeedlessIsTold(String mark, String sql, String complaint) {
    assertThat(complaints("", Notes.detect(mark, sql)))
        .anySatisfy(told -> assertThat(told).startsWith(":15: ").contains(complaint));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "(optional: mounts) | from users, mounts",
        "(negates: mounts) | select name, users.origin from users left join mounts m on m.target = home where m.target is null",
        "'' | select name, users.origin from users left join mounts m on m.target = home where m.target is not null",
        "'' | select name, u.origin from users u left join mounts on target = home where u.shell is null",
        "(negates: mounts) | from users, mounts",
        "(finds only: it may be late) | select name, users.origin from (select 1) x left join users on true",
        "(optional: mounts) | from users where not exists (from mounts)"
      })
  void aMarkThatSaysMoreThanTheSqlIsWelcome(String mark, String sql) {
    assertThat(complaints("", Notes.detect(mark, sql))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{nme} is there. | :12: the sentence names {nme}, which its block does not return; did you mean name?",
        "{name}[ of {shel}]. | :12: the sentence names {shel}, which its block does not return; did you mean shell?",
        "[{name} is there. | :12: the [ before \"{name} is there.\" has no ] of its own",
        "{name}[ of {shell}] is there. | ''",
        "[{shell} ]{name} is there. | ''",
        "'A user [{name}|without a name] is there.' | ''",
        "A user [{name}] is there. | :12: the sentence has a gap where nothing in \"A user […] is there.\" is known; end it with an alternative of words alone, or take a blank inside",
        "'There is {name}: [{shell}|{uid}].' | :12: the sentence has a gap where nothing in \": […].\" is known; end it with an alternative of words alone, or take a blank inside",
        "{name is there. | :12: \"{name is there.\" has a brace or bracket that opens or closes nothing"
      })
  void aSentenceNamesColumnsOfItsBlock(String sentence, String complaint) {
    assertThat(complaints("", Notes.detect(sentence, "", "from users")))
        .containsExactlyElementsOf(complaint.isEmpty() ? List.of() : List.of(complaint));
  }

  @Test
  void aSubjectThatIsMalformedIsTold() {
    var text = Notes.text("", DETECT).replace("subject: '{name}'", "subject: '[{name}'");
    assertThat(complaints(text))
        .containsExactly(":6: subject: the [ before \"{name}\" has no ] of its own");
  }

  @Test
  void whatTheTextNamesIsAColumnOfSomeDetectOrOfTheRemedysBlock() {
    var remedy = "```sql\nselect name, shell as old from found\n```\n```sh fix\nchsh -s {old}\n```";
    assertThat(complaints(Notes.text("", Notes.detect("", "from users"), remedy))).isEmpty();
    assertThat(complaints(Notes.text("", DETECT, remedy)))
        .singleElement()
        .asString()
        .startsWith(":23: ")
        .contains("\"shell\"");
    var unknown = "```sh fix\nchsh -s {shel} -- {name}\n```";
    assertThat(complaints(Notes.text("", Notes.detect("", "from users"), unknown)))
        .containsExactly(":23: the text names {shel}, which no block returns; did you mean shell?");
  }

  @Test
  void aSignalThatOnlyTheRemedyAsksForIsUsed() {
    var header = "signals: {bad: {in: sshd, match: 'bad (?<word>.*)', example: bad luck}}";
    var remedy =
        "```sql\nselect f.name, s.word from found f left join signal.bad s on true\n```\n"
            + Notes.REMEDY;
    assertThat(complaints(Notes.text(header, DETECT, remedy))).isEmpty();
  }

  @Test
  void aTableIsNothingThatIsInstalled() {
    assertThat(complaints("applies: [kubelet, kernel_modules]", DETECT))
        .containsExactly(
            ":7: applies names what can be installed; kernel_modules is a table or signal");
  }

  @Test
  void theFolderOfANoteIsCalledAsItIs() throws UnusableFile {
    var note = NoteReader.read(folder.resolve("other/note.md"), Notes.text("", DETECT), true);
    assertThat(NoteLint.complaints(note, SCHEMA))
        .anySatisfy(
            told -> assertThat(told).endsWith(":1: the note's folder is not called full-disk"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "match: 'bad', example: bad | true | ''",
        "match: 'bad', example: [bad, bad luck] | true | ''",
        "match: 'luck', anywhere: it comes late, example: bad luck | true | ''",
        "match: '.* luck', anywhere: it comes late, example: bad luck | true | ''",
        "match: '(?<=x)y', example: xy | true | :8: signal bad: character 1: lookbehind; match the text itself",
        "match: 'bad (luck', example: bad luck | true | :8: signal bad: character 5: a group that is not closed",
        "match: 'bad (?<word/x', example: bad luck | s.word is null | :8: signal bad: character 5: a group name that is not a letter",
        "match: 'bad' | true | :8: signal bad: it has no example: a message in which it is found",
        "match: 'luck', example: bad luck | true | :8: signal bad: it does not begin where its example does: bad luck; begin it with what the message begins with, or say why that can't be: anywhere: '…'",
        "match: 'bad', example: [bad, good] | true | :8: signal bad: it is not found in its example: good",
        "match: '.*luck', example: bad luck | true | :8: signal bad: it begins with .* and so anywhere; begin with what the message begins with, or say why that can't be: anywhere: '…'",
        "match: '[a-z]+(?: luck)?', example: bad | true | :8: signal bad: no text is required, so that every line of every log has to be looked at closely; let each alternative hold words that the message always has",
        "match: 'bad', example: bad | false | :8: signal bad: no block asks for it",
        "match: 'bad (?<word>.+)', example: bad luck | s.message | :8: signal bad: no block asks for its group word; make it (?:…)",
        "match: 'bad', example: bad, silent: below 3, speaks: from users where uid = 3 | true | ''",
        "match: 'bad', example: bad, silent: below 3, speaks: from user where uid = 3 | true | :8: there is no table, view or signal user; did you mean users?",
        "match: 'bad', example: bad, silent: below 3, speaks: from signal.bad | true | :8: there is no table, view or signal signal.bad",
        "match: 'bad (?<word>.+)', example: bad luck | s.word is null | ''"
      })
  void aSignalIsAnchoredProvedAndUsed(String signal, String use, String complaint) {
    var sql =
        switch (use) {
          case "true" -> "select name, users.origin from users, (from signal.bad)";
          case "false" -> "select name, origin from users";
          default -> "select name, users.origin, " + use + " as x from users, signal.bad s";
        };
    var told = complaints("signals:\n  bad: {in: sshd, " + signal + "}", Notes.detect("", sql));
    if (complaint.isEmpty()) {
      assertThat(told).isEmpty();
    } else {
      assertThat(told).singleElement().asString().startsWith(complaint);
    }
  }

  @Test
  void whatAStepHoldsIsTrueOrNot() {
    var step = "## Analysis\n### Cause: she is there\n`select %s as holds, origin from users`\n\n";
    var detect = Notes.detect("", "select name, origin from users");
    assertThat(complaints("", step.formatted("name = 'eve'") + detect)).isEmpty();
    assertThat(complaints("", step.formatted("name") + detect))
        .singleElement()
        .asString()
        .contains("holds is VARCHAR and has to be BOOLEAN");
  }

  @Test
  void aGivenViewIsCheckedAndKnown() {
    var use = Notes.detect("", "select who as name, origin from those");
    assertThat(complaints("", Notes.given("those", "select name as who, origin from users") + use))
        .isEmpty();
    assertThat(complaints("", Notes.given("those", "select nam as who from users") + use))
        .first()
        .asString()
        .startsWith(":14: ")
        .contains("\"nam\"");
    // It is forgotten: another note has none of that name.
    assertThat(complaints("", use)).contains(":15: there is no table, view or signal those");
  }

  @Test
  void aGivenViewMayNotBeCalledLikeATableAndLeavesTheTableAlone() {
    var given = Notes.given("mounts", "select name, origin from users");
    assertThat(complaints("", given + DETECT))
        .contains(":14: a table or view is called mounts already");
    assertThat(complaints("", Notes.detect("", "select source as name, origin from mounts")))
        .isEmpty();
  }

  @Test
  void aGivenViewMayNotBeCalledLikeTheRowsOfAllDetects() {
    assertThat(complaints("", Notes.given("found", "select name, origin from users") + DETECT))
        .contains(":14: a table or view is called found already");
  }
}
