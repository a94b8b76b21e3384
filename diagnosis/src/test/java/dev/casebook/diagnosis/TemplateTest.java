package dev.casebook.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {

  private static String fill(String text, String value) {
    return new Template(text).fill(name -> Map.of("x", value).getOrDefault(name, "?"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "",
        "it's",
        "''",
        "'; rm -rf /; '",
        "a \"b\" c",
        "$(touch /tmp/x) `id` ${HOME} $HOME",
        "back\\slash\\",
        "-rf",
        "--version",
        "* ? [a] ~ # ! & | ; < > ( ) { }",
        "%s %n",
        "ü 漢 😀"
      })
  void aRealShellTakesAQuotedValueAsItIs(String value) throws Exception {
    var line = fill("```sh\nprintf %s {x}\n```", value).lines().toList().get(1);
    var builder = new ProcessBuilder("sh", "-c", line).redirectErrorStream(true);
    var shell = builder.start();
    var output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(output).isEqualTo(value);
  }

  @Test
  void whatCouldHideOnATerminalIsReplaced() {
    assertThat(ShellWord.quoted("a\nb\u001b[2Jc\u202ed\u2028e\u200bf\ud83dg"))
        .isEqualTo("'a\ufffdb\ufffd[2Jc\ufffdd\ufffde\ufffdf\ufffdg'");
  }

  @Test
  void proseHasValuesAsTheyAreAndOnOneLine() {
    assertThat(fill("It is {x}, ${x}, {y}.", "it's")).isEqualTo("It is it's, ${x}, ?.");
    assertThat(fill("{x} is bad", "```sh\nrm -rf /\r\n```"))
        .isEqualTo(" ```sh rm -rf / ``` is bad");
    assertThat(fill("{x}", "{y}")).isEqualTo("{y}");
  }

  @Test
  void theColumnsThatATextNamesAreKnown() {
    assertThat(new Template("{a} ${b} {c_1} {D} {a}").names()).containsExactly("a", "c_1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rm '{x}'",
        "rm \"{x}\"",
        "rm \"a'b\" 'c {x}'",
        "echo `stat {x}`",
        "sh -c '\n  rm {x}\n'",
        "rm \\{x}",
        "cat > f <<EOF\nroute {x}\nEOF",
        "cat <<'EOF'\n{x}\nEOF"
      })
  void aPlaceholderInsideQuotesIsMisplaced(String shell) {
    assertThat(new Template("```sh\n" + shell + "\n```").misplaced()).isEqualTo("{x}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rm {x}",
        "rm --name={x} 'a b' \"c\"",
        "# don't forget {x}\nrm {x}",
        "echo 'it'\\''s' {x}",
        "a << b",
        "grep \"a # b\" {x} # why"
      })
  void aPlaceholderOfItsOwnStandsWell(String shell) {
    assertThat(new Template("```sh\n" + shell + "\n```\n\"{x}\" in prose").misplaced()).isEmpty();
  }
}
