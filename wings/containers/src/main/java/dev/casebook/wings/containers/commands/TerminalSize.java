package dev.casebook.wings.containers.commands;

import dev.casebook.hosts.CommandOutput;
import dev.casebook.hosts.ThisHost;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/// How many lines the terminal has, which may change at any time.
final class TerminalSize {

  private static final int USUAL = 24;

  private static final Duration DEADLINE = Duration.ofSeconds(1);

  private static final int OUTPUT_MAX = 100;

  private TerminalSize() {}

  /// stty(1) says `24 80`.
  static int lines() {
    var output = new ByteArrayOutputStream();
    try {
      var end =
          new ThisHost()
              .run(List.of("stty", "-F", "/dev/tty", "size"), DEADLINE, OUTPUT_MAX, output);
      var words = output.toString(StandardCharsets.US_ASCII).strip().split(" ");
      return end.end() == CommandOutput.End.EXITED && words[0].matches("[1-9]\\d{0,3}")
          ? Integer.parseInt(words[0])
          : USUAL;
    } catch (IOException e) {
      return USUAL;
    }
  }
}
