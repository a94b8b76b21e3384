package dev.casebook.wings.etcd.commands;

import dev.casebook.console.Console;
import dev.casebook.console.Execution;
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
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// What one command line came to, run in this process with streams and clock of its own, by a
/// `casebook` that has no command but `etcd`.
record Launch(int status, String output, String errors) {

  static final Path ROOT = Path.of(System.getProperty("casebook.root"));

  /// Every host over ssh is this machine.
  private static final List<String> SHELL_FOR_SSH = List.of("/bin/sh", "-c", "exec /bin/sh", "ssh");

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  @Command(name = "casebook")
  private static final class Casebook {
    @Option(names = "--help", usageHelp = true, scope = ScopeType.INHERIT)
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;
  }

  static Launch of(String... arguments) {
    return with(Style.plain(), "", arguments);
  }

  static Launch withInput(String input, String... arguments) {
    return with(Style.plain(), input, arguments);
  }

  static Launch with(Style style, String input, String... arguments) {
    var output = new ByteArrayOutputStream();
    var errors = new ByteArrayOutputStream();
    var in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
    int status = run(in, stream(output), stream(errors), style, arguments);
    return new Launch(
        status, output.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
  }

  static int run(
      InputStream in, PrintStream out, PrintStream err, Style style, String... arguments) {
    var cache = ROOT.resolve("wings/etcd/target/cache");
    var console =
        new Console(in, out, err, ROOT, cache, style, NOW, "", Progress.NONE)
            .reachingBy(SHELL_FOR_SSH);
    var command = new CommandLine(new Casebook()).addSubcommand(EtcdCommand.with(console));
    return Execution.of(console, command, arguments);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  /// The lines on standard error.
  List<String> complaints() {
    return errors.lines().toList();
  }
}
