package dev.casebook.wings.accounts;

import dev.casebook.console.Console;
import dev.casebook.console.Execution;
import dev.casebook.evidence.Progress;
import dev.casebook.report.Style;
import dev.casebook.wings.accounts.commands.AccountsCommand;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
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
    var output = new ByteArrayOutputStream();
    var errors = new ByteArrayOutputStream();
    var console =
        new Console(
            new ByteArrayInputStream(new byte[0]),
            stream(output),
            stream(errors),
            folder,
            folder,
            Style.plain(),
            NOW,
            "",
            Progress.NONE);
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

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  /// A process of its own: the home, the cache, and the words after `accounts`.
  public static void main(String... words) {
    var console =
        new Console(
            new ByteArrayInputStream(new byte[0]),
            System.out,
            System.err,
            Path.of(words[0]),
            Path.of(words[1]),
            Style.plain(),
            NOW,
            "",
            Progress.NONE);
    var command = new CommandLine(new Casebook()).addSubcommand(AccountsCommand.with(console));
    var line = Stream.concat(Stream.of("accounts"), Stream.of(words).skip(2));
    System.exit(Execution.of(console, command, line.toArray(String[]::new)));
  }
}
