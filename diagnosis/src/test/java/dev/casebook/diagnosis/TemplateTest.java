package dev.casebook.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {

  /// `{x}` is this value, and every other column is unknown.
  private static String fill(String text, String value) {
    return new Template(text).fill(Map.of("x", value)::get);
  }

  private static String inShell(String line, String value) {
    return fill("```sh fix\n" + line + "\n```", value).lines().toList().get(1);
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
    assertThat(run("sh", inShell("printf -- %s {x}", value))).isEqualTo(value);
  }

  private static String run(String shell, String line) throws IOException {
    var builder = new ProcessBuilder(shell, "-c", line).redirectErrorStream(true);
    builder.environment().put("DIR", "/dir");
    builder.environment().put("HOME", "/home");
    return new String(builder.start().getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /// Whatever a value holds, what touches it keeps its meaning, and they are one word.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/etc/{x}.conf | /etc/VALUE.conf",
        "--name={x} | --name=VALUE",
        "{x}/{x} | VALUE/VALUE",
        "{x}{x} | VALUEVALUE",
        "/a/{y or b}/{x} | /a/b/VALUE",
        "$DIR/{x} | /dir/VALUE",
        "$DIR{x} | /dirVALUE",
        "${DIR}/{x} | /dir/VALUE",
        "\"$DIR\"/{x} | /dir/VALUE",
        "~/{x} | /home/VALUE",
        "\\-{x} | -VALUE",
        "\\\\\\-{x} | \\-VALUE",
        "\"a b\"'c d'{x} | a bc dVALUE"
      })
  void whatTouchesAValueIsOneWordWithIt(String word, String meaning) throws IOException {
    for (var value : List.of("v", "\\", "it's", "a b", "$(id)", "'; id; '")) {
      for (var shell : List.of("sh", "bash")) {
        assertThat(run(shell, inShell("printf '<%s>' " + word, value)))
            .as("%s in %s", value, shell)
            .isEqualTo("<" + meaning.replace("VALUE", value) + ">");
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "cp {x} /tmp; cp '(not known)' /tmp",
        "cp {x or FILE} /tmp; cp 'FILE' /tmp",
        "cp -- a | sort {x}; cp -- a | sort '(not known)'",
        "sort -k {x}; sort -k '(not known)'",
        "{x}; '(not known)'",
        "cp -- {x} /tmp; cp -- '-x' /tmp",
        "cp -a -- /a {x}; cp -a -- /a '-x'",
        "cp ./{x} /tmp; cp './-x' /tmp",
        "ps --pid={x}; ps '--pid=-x'",
        "X={x}; X='-x'"
      },
      quoteCharacter = '"')
  void aValueIsNeverAnOption(String line, String filled) {
    assertThat(inShell(line, "-x")).isEqualTo(filled);
  }

  @ParameterizedTest
  @CsvSource({
    "bond0, '/proc/net/bonding/bond0'",
    "a/b, '/proc/net/bonding/a/b'",
    "a..b, '/proc/net/bonding/a..b'",
    "../../../etc/shadow, '/proc/net/bonding/BOND'",
    "a/../b, '/proc/net/bonding/BOND'",
    "a/.., '/proc/net/bonding/BOND'",
    "/etc/shadow, '/proc/net/bonding/BOND'"
  })
  void aValueLeadsOutOfNoFolder(String value, String path) {
    assertThat(inShell("cat /proc/net/bonding/{x or BOND}", value)).isEqualTo("cat '" + path + "'");
    assertThat(fill("```edit /proc/net/bonding/{x or BOND}\n+ a\n```", value))
        .startsWith("```edit " + path + "\n");
  }

  @Test
  void aVariableCanBeSetToAValue() throws IOException {
    assertThat(run("sh", inShell("X=/a/{x} sh -c 'printf %s \"$X\"'", "b c"))).isEqualTo("/a/b c");
    assertThat(run("sh", inShell("X={x}; printf %s \"$X\"", "b c"))).isEqualTo("b c");
  }

  @Test
  void aPlainWordIsQuotedOnlyWithAValue() {
    assertThat(inShell("cp -a /etc/{x}.conf /etc/{x or none}.old", "a"))
        .isEqualTo("cp -a '/etc/a.conf' '/etc/a.old'");
    assertThat(inShell("rm {y or NAME}", "")).isEqualTo("rm 'NAME'");
    assertThat(inShell("rm {y}", "")).isEqualTo("rm '(not known)'");
  }

  @Test
  void wordsStandInPlaceOfAnUnknownValue() {
    assertThat(fill("{x or none}, {y or the file}, {y or {x}}, {y}.", "a"))
        .isEqualTo("a, the file, {y or a}, (not known).");
  }

  /// They are not meant for a shell.
  @ParameterizedTest
  @ValueSource(strings = {"text", "edit /etc/x"})
  void valuesInAnEditAndInTextAreNotQuotedButStayOnOneLine(String kind) {
    assertThat(fill("```" + kind + "\n+ {x}\n```\n", "it's\n- root"))
        .isEqualTo("```" + kind + "\n+ it's - root\n```");
    assertThat(fill("```" + kind + "\n{x}\n```", "```")).contains("\n ```\n");
  }

  @Test
  void theFileOfAnEditIsFilled() {
    assertThat(fill("```edit {y or /etc/ccd}/{x}\n+ a\n```", "bob\n```sh fix\nid"))
        .isEqualTo("```edit /etc/ccd/bob ```sh fix id\n+ a\n```");
  }

  @Test
  void aCheckerOfAnEditNamesTheEditedFile() {
    var text = "```edit {x}\n+ {file}\n? sshd -t -f {file} {x}\n```";
    assertThat(fill(text, "/etc/x")).contains("+ (not known)\n? sshd -t -f {file} /etc/x\n");
    assertThat(new Template("```edit /etc/x\n? sshd -t -f {file} {x}\n```").names())
        .containsExactly("x");
  }

  @Test
  void aBlockEndsWithAsManyBackticksAsItBegan() {
    assertThat(fill("````sh fix\n```\nrm {x}\n````\n{x}", "a b"))
        .isEqualTo("````sh fix\n```\nrm 'a b'\n````\na b");
    assertThat(fill("````text\n```sh fix\nrm {x}\n```\n````", "a b"))
        .isEqualTo("````text\n```sh fix\nrm a b\n```\n````");
  }

  @Test
  void whatCouldHideOnATerminalIsReplaced() {
    assertThat(ShellWord.quoted("a\nb\u001b[2Jc\u202ed\u2028e\u200bf\ud83dg"))
        .isEqualTo("'a\ufffdb\ufffd[2Jc\ufffdd\ufffde\ufffdf\ufffdg'");
  }

  @Test
  void proseHasValuesAsTheyAreAndOnOneLine() {
    assertThat(fill("It is {x}, ${x}, {y}.", "it's")).isEqualTo("It is it's, ${x}, (not known).");
    assertThat(fill("{x} is bad", "```sh\nrm -rf /\r\n```"))
        .isEqualTo(" ```sh rm -rf / ``` is bad");
    assertThat(fill("{x}", "{y}")).isEqualTo("{y}");
  }

  @Test
  void theColumnsThatATextNamesAreKnown() {
    assertThat(new Template("{a} ${b} {c_1} {D} {a} {e or f}").names())
        .containsExactly("a", "c_1", "e");
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
    assertThat(new Template("```sh\n" + shell + "\n```").misplaced().values())
        .containsOnly("{x}")
        .isNotEmpty();
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
