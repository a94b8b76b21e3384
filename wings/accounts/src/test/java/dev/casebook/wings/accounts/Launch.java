package dev.casebook.wings.accounts;

import dev.casebook.console.Console;
import dev.casebook.console.Execution;
import dev.casebook.console.Secrets;
import dev.casebook.evidence.Progress;
import dev.casebook.report.Style;
import dev.casebook.wings.accounts.commands.AccountsCommand;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// What one command line came to, run in this process by a `casebook` that has no command but
/// `accounts`.
public record Launch(int status, String output, String errors) {

  @Command(name = "casebook")
  private static final class Casebook {}

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  public static Launch of(Path folder, String... arguments) {
    return run(List.of("ssh"), InstantSource.fixed(NOW), folder, arguments);
  }

  /// With an ssh of the test's own.
  public static Launch overSsh(List<String> ssh, Path folder, String... arguments) {
    return run(ssh, InstantSource.fixed(NOW), folder, arguments);
  }

  public static Launch at(InstantSource clock, Path folder, String... arguments) {
    return run(List.of("ssh"), clock, folder, arguments);
  }

  private static Launch run(
      List<String> ssh, InstantSource clock, Path folder, String... arguments) {
    var output = new ByteArrayOutputStream();
    var errors = new ByteArrayOutputStream();
    var console = console(stream(output), stream(errors), folder, folder, clock).reachingBy(ssh);
    var command = new CommandLine(new Casebook()).addSubcommand(AccountsCommand.with(console));
    var line =
        Stream.of(
                Stream.of("accounts"),
                Stream.of(arguments),
                Stream.of("--accounts", folder.toString()))
            .flatMap(words -> words)
            .toArray(String[]::new);
    int status = Execution.of(console, command, line);
    return new Launch(
        status, output.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
  }

  private static Console console(
      PrintStream out, PrintStream err, Path home, Path cache, InstantSource clock) {
    return new Console(
        new ByteArrayInputStream(new byte[0]),
        out,
        err,
        home,
        cache,
        Style.plain(),
        clock.instant(),
        "",
        Progress.NONE,
        List.of("ssh"),
        Secrets.NONE,
        clock);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  /// A process of its own: the home, the cache, and the words after `accounts`. Where the cache has
  /// a file `clock`, it is the time that the file says.
  public static void main(String... words) {
    var cache = Path.of(words[1]);
    var file = cache.resolve("clock");
    var clock = Files.exists(file) ? new ClockFile(file) : InstantSource.fixed(NOW);
    var console = console(System.out, System.err, Path.of(words[0]), cache, clock);
    var command = new CommandLine(new Casebook()).addSubcommand(AccountsCommand.with(console));
    var line = Stream.concat(Stream.of("accounts"), Stream.of(words).skip(2));
    System.exit(Execution.of(console, command, line.toArray(String[]::new)));
  }
}
