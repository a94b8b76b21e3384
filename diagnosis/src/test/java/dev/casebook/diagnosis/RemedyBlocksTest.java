package dev.casebook.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.diagnosis.RemedyStep.Commands;
import dev.casebook.diagnosis.RemedyStep.Edit;
import dev.casebook.diagnosis.RemedyStep.Line;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RemedyBlocksTest {

  private static Prescription filled(String text, Map<String, String> values) {
    return RemedyBlocks.of(text).filled("subject", "summary", values::get);
  }

  private static Prescription filled(String text) {
    return filled(text, Map.of());
  }

  @Test
  void aFixIsAStepWhereTheAuthorSaysHowItIsTakenBack() {
    var text =
        """
        ```sh before
        before=$(get {name})
        ```
        First.
        ```sh fix
        set {name} 1
        ```
        ```sh undo
        set {name} "$before"
        ```
        """;
    var filled = filled(text, Map.of("name", "it's"));
    assertThat(filled.steps())
        .containsExactly(
            new Commands(
                "set 'it'\\''s' 1",
                Optional.of("before=$(get 'it'\\''s')"),
                Optional.of("set 'it'\\''s' \"$before\""),
                ""));
    assertThat(filled.unknown()).isEmpty();
    assertThat(filled(text).unknown()).containsExactly("name");
  }

  @Test
  void aFixWithoutAWayBackIsAStepWhereTheAuthorSaysWhyThereIsNone() {
    assertThat(filled("```sh fix, no way back: what stands in it is lost\ntruncate\n```").steps())
        .containsExactly(
            new Commands(
                "truncate", Optional.empty(), Optional.empty(), "what stands in it is lost"));
  }

  @Test
  void otherCommandsAreForPeople() {
    var filled = filled("Do:\n```sh fix\nreboot\n```\n(by hand: only you know\nwhen)\n");
    assertThat(filled.steps()).isEmpty();
    assertThat(filled.byHand()).containsExactly("reboot");
    assertThat(filled.whyByHand()).isEqualTo("only you know when");
  }

  @Test
  void anEditIsAStep() {
    var text = "```edit {folder}/{file}\n- a {x}\n+ b\n= k = v\n? check {x} {file}\n```";
    var values = Map.of("folder", "/etc/a", "file", "name", "x", "1 + 2");
    assertThat(filled(text, values).steps())
        .containsExactly(
            new Edit(
                "/etc/a/name",
                List.of(new Line('-', "a 1 + 2"), new Line('+', "b"), new Line('=', "k = v")),
                "check '1 + 2' \"$file\""));
  }

  @Test
  void aFileOutsideOfTheFolderIsUnknown() {
    var text = "```edit /etc/openvpn/ccd/{name or NAME}\n+ a\n```";
    assertThat(filled(text, Map.of("name", "../../cron.d/x")).unknown()).containsExactly("name");
    assertThat(filled(text, Map.of("name", "/etc/passwd")).unknown()).containsExactly("name");
  }

  @Test
  void aValueThatACommandCouldTakeForAnOptionIsUnknown() {
    var text = "```sh fix\nrm {x}\n```\n```sh undo\n:\n```";
    assertThat(filled(text, Map.of("x", "-rf")).unknown()).containsExactly("x");
  }

  @Test
  void theNoteSettlesInTheTimeThatItsProofWaits() {
    assertThat(filled("```sh verify after 2m\na\n```").settling()).isEqualTo(Duration.ofMinutes(2));
    assertThat(filled("```sh verify\na\n```").checks()).containsExactly("a");
    assertThat(filled("```sh verify\na {x}\n```").checks()).isEmpty();
  }
}
