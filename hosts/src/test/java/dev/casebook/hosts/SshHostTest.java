package dev.casebook.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.casebook.hosts.CommandOutput.End;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// A host whose ssh is this machine's shell.
class SshHostTest {

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();

  private static SshHost host(String login) {
    var ssh = Ssh.ofSystem().withCommand(List.of("/bin/sh", "-c", login, "ssh"));
    return new SshHost(SshTarget.of("ssh://web1").orElseThrow(), ssh);
  }

  private CommandOutput run(String script) throws IOException {
    return host("echo Welcome; exec /bin/sh").script(script, Duration.ofSeconds(20), 1000, output);
  }

  private String said() {
    return output.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aScriptSaysWhatItSaysAndHowItEnded() throws IOException {
    assertThat(run("printf 'one\\n\\ntwo'\necho oops >&2\nexit 3"))
        .isEqualTo(new CommandOutput(End.EXITED, 3, 8, "oops\n"));
    assertThat(said()).isEqualTo("one\n\ntwo");
  }

  @Test
  void aCommandIsRunWithoutAShellsMeaning() throws IOException {
    var end =
        host("exec /bin/sh")
            .run(List.of("printf", "%s", "$HOME `id`"), Duration.ofSeconds(20), 1000, output);
    assertThat(end.status()).isZero();
    assertThat(said()).isEqualTo("$HOME `id`");
    assertThat(run("no-such-program").status()).isEqualTo(CommandOutput.NOT_FOUND_STATUS);
  }

  @Test
  void whatIsTooLongIsCutAndWhatHangsIsEnded() throws IOException {
    assertThat(run("while :; do echo more; done").end()).isEqualTo(End.TRUNCATED);
    assertThat(said()).hasSize(1000);
    var hung = host("exec /bin/sh").script("echo a; sleep 61", Duration.ofSeconds(1), 9, output);
    assertThat(hung.end()).isEqualTo(End.TIMED_OUT);
  }

  @Test
  void interruptingEndsIt() throws Exception {
    var ended = new CountDownLatch(1);
    var caller =
        Thread.ofVirtual()
            .start(() -> {
              try {
                run("sleep 61");
              } catch (IOException e) {
                ended.countDown();
              }
            });
    Thread.sleep(300);
    caller.interrupt();
    assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aConnectionThatIsLostIsAnError() {
    assertThatThrownBy(() ->
            host("/bin/sh | head -n 3").script("seq 100", Duration.ofSeconds(20), 1000, output))
        .hasMessageContaining("the connection was lost");
    assertThatThrownBy(() ->
            host("echo 'Permission denied (publickey).' >&2; exit 255")
                .script("true", Duration.ofSeconds(20), 1000, output))
        .hasMessage("ssh://web1: could not be reached: Permission denied (publickey).");
  }
}
