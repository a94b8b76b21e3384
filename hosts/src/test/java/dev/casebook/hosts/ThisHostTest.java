package dev.casebook.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.hosts.CommandOutput.End;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ThisHostTest {

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();

  private CommandOutput run(String script) throws IOException {
    return new ThisHost().script(script, Duration.ofSeconds(5), 1000, output);
  }

  private String said() {
    return output.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aScriptSaysWhatItSaysAndHowItEnded() throws IOException {
    assertThat(run("echo one\necho two >&2\nexit 3"))
        .isEqualTo(new CommandOutput(End.EXITED, 3, 4, "two\n"));
    assertThat(said()).isEqualTo("one\n");
  }

  @Test
  void aCommandOfAScriptDoesNotReadTheScript() throws IOException {
    run("cat\necho after");
    assertThat(said()).isEqualTo("after\n");
  }

  @Test
  void aQuotedWordIsOneWordWhateverStandsInIt() throws IOException {
    var word = "it's $HOME `id` \\ \"x\"\n*";
    run("printf %s " + Host.quoted(word));
    assertThat(said()).isEqualTo(word);
  }

  @Test
  void aScriptThatHangsIsEnded() throws IOException {
    var end = new ThisHost().script("echo a; sleep 60", Duration.ofMillis(300), 1000, output);
    assertThat(end.end()).isEqualTo(End.TIMED_OUT);
    assertThat(said()).isEqualTo("a\n");
  }
}
