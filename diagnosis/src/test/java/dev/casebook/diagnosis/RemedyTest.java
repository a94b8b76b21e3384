package dev.casebook.diagnosis;

import static dev.casebook.diagnosis.Examined.finding;
import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.verdicts.Verdict;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a finding says and advises, from the rows of its Detects and of the remedy's block.
class RemedyTest {

  private static final String USERS =
      """
      eve:x:7:7::/home/eve:/bin/sh
      bob:x:8:8::/home/bob:/bin/zsh
      """;

  private static final String EVERYBODY = Notes.detect("", "select name, origin from users");

  @TempDir private Path folder = Path.of("");

  private Examined host = Examined.ofHost(folder);

  @BeforeEach
  void aHost() {
    host = Examined.ofHost(folder);
    host.file("etc/passwd", USERS);
  }

  private Verdict.Finding first(String text) {
    return (Verdict.Finding) host.of(text).getFirst();
  }

  @Test
  void theRemedysBlockAddsToEachSubjectWhatItsRowsSay() {
    var remedy =
        """
        ```sql
        select f.name, u.shell, count(*) over () as n
        from found f left join users u using (name)
        ```
        {n|user}:
        ```sh fix
        chsh -s {shell} -- {name}
        ```\
        """;
    assertThat(host.of(Notes.text("", EVERYBODY, remedy)))
        .extracting(verdict -> ((Verdict.Finding) verdict).remedy())
        .containsExactly(
            "{n|user}:\n```sh fix\nchsh -s '/bin/sh' -- 'eve'\n```",
            "{n|user}:\n```sh fix\nchsh -s '/bin/zsh' -- 'bob'\n```");
  }

  @Test
  void whatADetectSaysOfAColumnIsNotReplaced() {
    var remedy = "```sql\nselect name, 'other' as shell, 1 as n from found\n```\n{shell} {n}";
    var detect = Notes.detect("", "select name, shell from users");
    assertThat(first(Notes.text("", detect, remedy)).remedy()).isEqualTo("/bin/sh 1");
  }

  @Test
  void theRowsOfAllDetectsAreFoundByName() {
    var detects =
        Notes.detect("", "select name, origin from users where name = 'eve'")
            + Notes.detect("", "select module as name, use_count as size from kernel_modules")
            + Notes.detect("", "select uid, name from users where name = 'bob'");
    var remedy =
        "```sql\nselect name, (select string_agg(name, ' ' order by name) from found) as all_names,"
            + " uid, size from found\n```\n{all_names} {uid or none} {size or none}";
    assertThat(host.of(Notes.text("", detects, remedy)))
        .extracting(verdict -> ((Verdict.Finding) verdict).remedy())
        .containsExactly("bob eve none none", "bob eve 8 none");
  }

  /// Of a Detect that could not be run there are no rows, whatever its SQL would return.
  @Test
  void aDetectThatWasNotRunIsNotFoundInTheRemedyEither() {
    var detects =
        Notes.detect("", "select name from users where name = 'eve'")
            + Notes.detect("", "select name from users anti join kernel_modules on module = name");
    var remedy = "```sql\nselect 'eve' as name, count(*) as n from found\n```\n{n}";
    assertThat(finding(host.of(Notes.text("", detects, remedy))).remedy()).isEqualTo("1");
  }

  @Test
  void everythingInTheRemedysBlockIsOptional() {
    var remedy =
        "```sql\nselect f.name, m.use_count as size from found f left join kernel_modules m on true\n```\n"
            + "{size or nothing}";
    assertThat(first(Notes.text("", EVERYBODY, remedy)).remedy()).isEqualTo("nothing");
    var needing = remedy.replace("left join", "join");
    assertThat(first(Notes.text("", EVERYBODY, needing)).remedy()).isEqualTo("nothing");
  }

  @Test
  void theSQLOfTheRemedyMayEndInASemicolonAndAComment() {
    var detect = Notes.detect("", "select name from users where name = 'eve'; ");
    var remedy = "```sql\nselect name, 1 as n from found -- all\n```\n{n}";
    assertThat(finding(host.of(Notes.text("", detect, remedy))).remedy()).isEqualTo("1");
  }

  @Test
  void theFirstDetectThatNamesASubjectSaysItsSentence() {
    var detects =
        Notes.detect("{name} is first.", "", "select name, origin from users where name = 'eve'")
            + Notes.detect("{name} has {shell}.", "", "select name, shell, origin from users");
    var text = Notes.text("", detects, "{shell}");
    assertThat(host.of(text))
        .extracting(verdict -> ((Verdict.Finding) verdict).summary())
        .containsExactly("eve is first.", "bob has /bin/zsh.");
    // The later one adds what it knows.
    assertThat(first(text).remedy()).isEqualTo("/bin/sh");
  }

  @Test
  void aSubjectIsASentenceAndMayBeEmpty() {
    var text = Notes.text("", Notes.detect("", "select name, shell, null as x from users"));
    assertThat(host.of(text.replace("'{name}'", "'[{x}|{shell}] of {name}'")))
        .extracting(verdict -> ((Verdict.Finding) verdict).subject())
        .containsExactly("/bin/sh of eve", "/bin/zsh of bob");
    var one = finding(host.of(text.replace("subject: '{name}'\n", "")));
    assertThat(one.subject()).isEmpty();
    assertThat(one.subjectCount()).isEqualTo(1);
  }

  @Test
  void theCauseIsFilledToo() {
    var text = Notes.text("", Notes.detect("", "select name, null as x from users where uid = 7"));
    var cause = "{name} grew {x or a little}; {x}.";
    assertThat(finding(host.of(text.replace("It grew.", cause))).cause())
        .isEqualTo("eve grew a little; (not known).");
  }

  @Test
  void anExaminerOfOneSnapshotLeavesOutNotesThatSeeSeveralTogether() {
    assertThat(host.says("scope: together", EVERYBODY)).isEmpty();
  }
}
