package dev.casebook.cli;

import dev.casebook.console.Console;
import dev.casebook.evidence.Progress;
import dev.casebook.report.Style;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// What one command line came to, run in this process with streams, clock and home of its own.
record Launch(int status, String output, String errors) {

  static final Path ROOT = Path.of(System.getProperty("casebook.root"));

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  /// In place of ssh: every other host is this one.
  static final List<String> NO_SSH = List.of("/bin/sh", "-c", "exec /bin/sh", "ssh");

  static Launch of(String... arguments) {
    return with(Style.plain(), "", arguments);
  }

  /// With a client that reaches other machines.
  static Launch overSsh(List<String> ssh, String... arguments) {
    var output = new ByteArrayOutputStream();
    var errors = new ByteArrayOutputStream();
    var console =
        new Console(
                InputStream.nullInputStream(),
                stream(output),
                stream(errors),
                ROOT,
                ROOT.resolve("cli/target/cache"),
                Style.plain(),
                NOW,
                "",
                Progress.NONE)
            .reachingBy(ssh);
    int status = CasebookCommand.run(console, arguments);
    return new Launch(
        status, output.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
  }

  static Launch withInput(String input, String... arguments) {
    return with(Style.plain(), input, arguments);
  }

  static Launch with(Style style, String input, String... arguments) {
    var output = new ByteArrayOutputStream();
    var errors = new ByteArrayOutputStream();
    var in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
    int status = run(in, stream(output), stream(errors), ROOT, style, arguments);
    return new Launch(
        status, output.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
  }

  static int run(
      InputStream in,
      PrintStream out,
      PrintStream err,
      Path home,
      Style style,
      String... arguments) {
    var console =
        new Console(
                in, out, err, home, ROOT.resolve("cli/target/cache"), style, NOW, "", Progress.NONE)
            .reachingBy(NO_SSH);
    return CasebookCommand.run(console, arguments);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  /// The lines on standard error.
  List<String> complaints() {
    return errors.lines().toList();
  }
}
