package dev.casebook.wings.pki;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// The real programs, run by a shell in a folder.
record Shell(Path folder) {

  private static final long DEADLINE_SECONDS = 120;

  /// What a script said and its status.
  record Said(int status, String text) {}

  Said run(String script) throws IOException, InterruptedException {
    var process =
        new ProcessBuilder("sh", "-ec", script)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .start();
    var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).as(script).isTrue();
    return new Said(process.exitValue(), text);
  }

  /// One that has to succeed.
  String sh(String script) throws IOException, InterruptedException {
    var said = run(script);
    assertThat(said.status()).as(script + "\n" + said.text()).isZero();
    return said.text();
  }

  /// Every file outside the journal, with its mode, owner and content.
  String state(String name) throws IOException, InterruptedException {
    return sh(
        "find "
            + name
            + " -type f -not -path '*/.casebook/*' | sort | while read -r f; do"
            + " stat -c '%a %u %g %n' \"$f\"; sha256sum \"$f\"; done");
  }
}
