package dev.casebook.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.provider.MethodSource;

/// Any value as a word of a command: a real shell sees it back, but for what could hide on a
/// terminal. The shell finds no program, should a value ever break out.
class ShellWordFuzz {

  private static Process shell;
  private static BufferedReader answers;

  static Stream<byte[]> seeds() {
    return Stream.of(
            "it's", "''", "'; rm -rf /; '", "$(id) `id` $HOME", "\\", "-n\\c", "%s\r\n\u202e\u2028")
        .map(value -> value.getBytes(StandardCharsets.UTF_8));
  }

  @BeforeAll
  static void startShell() throws IOException {
    var builder = new ProcessBuilder("/bin/sh");
    builder.environment().clear();
    builder.environment().put("PATH", "/nonexistent");
    builder.environment().put("LC_ALL", "C.UTF-8");
    shell = builder.redirectErrorStream(true).start();
    answers = shell.inputReader(StandardCharsets.UTF_8);
  }

  @AfterAll
  static void stopShell() {
    shell.destroyForcibly();
  }

  @MethodSource("seeds")
  @FuzzTest
  void aShellSeesTheValueBack(byte[] bytes) throws IOException {
    var value = new String(bytes, StandardCharsets.UTF_8);
    var line = "printf '%s\\n' " + ShellWord.quoted(value) + "\n";
    var input = shell.getOutputStream();
    input.write(line.getBytes(StandardCharsets.UTF_8));
    input.flush();
    var shown = value.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]", "\ufffd");
    assertThat(Objects.requireNonNull(answers.readLine())).isEqualTo(shown);
  }
}
