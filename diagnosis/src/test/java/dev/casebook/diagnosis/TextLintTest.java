package dev.casebook.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextLintTest {

  private static List<String> complaints(String text) {
    var complaints = new ArrayList<String>();
    new TextLint(Path.of("note.md"), complaints).check(text, 10, Set.of("name", "shell"));
    return complaints;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sh look",
        "sh fix",
        "sh fix, no way back: it is lost",
        "sh verify",
        "sh verify after 30s",
        "sh verify after 5m",
        "text"
      })
  void aBlockSaysWhatItIsFor(String kind) {
    assertThat(complaints("Do:\n```" + kind + "\ndf\n```\n````" + kind + "\ndf\n````")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sh",
        "bash",
        "sh repair",
        "sh  fix",
        "sh fix now",
        "sh verify after",
        "sh verify after 30",
        "sh verify after 0s",
        "sh verify after 99999s",
        "edit",
        "sql",
        "texts"
      })
  void aBlockOfAnotherKindIsTold(String kind) {
    assertThat(complaints("Do:\n```" + kind + "\ndf\n```"))
        .containsExactly(
            "note.md:11: a block is ```sh look, ```sh before, ```sh fix, ```sh undo, ```sh reload,"
                + " ```sh restart, ```sh verify, ```edit FILE or ```text, not ```"
                + kind);
  }

  @Test
  void whatTakesBackBelongsToAFix() {
    var fix = "```sh fix\na\n```\n";
    var undo = "```sh undo\nb\n```\n";
    var before = "```sh before\nbefore=$(c)\n```\n";
    assertThat(complaints(before + fix + undo)).isEmpty();
    assertThat(complaints(undo))
        .containsExactly("note.md:10: ```sh undo stands behind the ```sh fix that it takes back");
    assertThat(complaints(before + "```sh look\na\n```\n"))
        .containsExactly("note.md:13: behind ```sh before stands the ```sh fix that it is for");
    assertThat(complaints("```sh before\nsysctl -n a\n```\n" + fix + undo))
        .containsExactly(
            "note.md:10: the block keeps nothing; write before=$(…), which sh undo reads as"
                + " $before");
  }

  @Test
  void anEmptyBlockIsTold() {
    assertThat(complaints("```sh fix\n\n```")).containsExactly("note.md:10: the block is empty");
    assertThat(complaints("```text\n```")).containsExactly("note.md:10: the block is empty");
  }

  @Test
  void aBlockWithoutAnEndIsTold() {
    assertThat(complaints("```sh fix\ndf\n"))
        .containsExactly("note.md:10: the block has no end; close it with ```");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+ iroute 172.20.0.0 255.255.255.0",
        "+ {name}",
        "+ \tindented",
        "- old",
        "= key value",
        "= key = value",
        "? sshd -t -f {file}",
        "+",
        "-"
      })
  void aLineOfAnEditSaysWhatIsDone(String line) {
    assertThat(complaints("```edit /etc/x\n" + line + "\n```")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"iroute", "' + x'", "+x", "=", "= key", "?", "'# x'"})
  void aLineOfAnEditThatSaysNothingOfThatIsTold(String line) {
    assertThat(complaints("```edit /etc/x\n+ y\n" + line + "\n```"))
        .containsExactly(
            "note.md:12: a line of an edit begins with + (append), - (remove), = KEY VALUE (set)"
                + " or ? (check)");
  }

  @Test
  void whatTheTextNamesIsAColumn() {
    assertThat(complaints("{name} or {shel or nothing}, ${home}"))
        .containsExactly(
            "note.md:10: the text names {shel}, which no block returns; did you mean shell?");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rm {name}", "df | grep -- a {name}; rm {name}", "rm a {name or B}"})
  void optionsEndBeforeAValue(String line) {
    assertThat(complaints("Do:\n```sh fix\ndf\n" + line + "\n```"))
        .containsExactly(
            "note.md:13: write -- before "
                + (line.endsWith("B}") ? "{name or B}" : "{name}")
                + ": a value that begins with - would be taken for an option");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rm -- {name}",
        "rm -f -- a {name}",
        "rm ./{name}",
        "rm /srv/{name}",
        "journalctl -u {name} -n 50",
        "ip link set dev {name} up",
        "X={name} rm -- {shell}",
        "cd / && rm -- {name}"
      })
  void whatCanBeNoOptionNeedsNoEndOfOptions(String line) {
    assertThat(complaints("```sh fix\n" + line + "\n```")).isEmpty();
  }

  @Test
  void aPlaceholderIsBareInAShellBlockAndNowhereElseHasToBe() {
    assertThat(complaints("```sh fix\nrm '{name}'\n```"))
        .containsExactly(
            "note.md:11: {name} is inside quotes in a shell block; write it bare, it is quoted for"
                + " you");
    assertThat(complaints("'{name}'\n```text\n'{name}'\n```\n```edit /etc/{name}\n+ '{name}'\n```"))
        .isEmpty();
  }
}
