package dev.casebook.wings.pki;

import dev.casebook.console.Console;
import dev.casebook.console.Execution;
import dev.casebook.console.Secrets;
import dev.casebook.evidence.Progress;
import dev.casebook.report.Style;
import dev.casebook.wings.pki.commands.PkiCommand;
import dev.casebook.wings.pki.journal.Border;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// What one command line came to, run in this process by a `casebook` that has no command but
/// `pki`. Programs it is compared with go by the machine's clock, and so does it.
record Launch(int status, String output, String errors) {

  @Command(name = "casebook")
  private static final class Casebook {
    @Option(names = "--help", usageHelp = true, scope = ScopeType.INHERIT)
    @SuppressWarnings("UnusedVariable") // picocli acts on it
    private boolean help;
  }

  /// Nobody at a terminal, and one variable.
  private static final Secrets SECRETS =
      new Secrets() {
        @Override
        public Optional<char[]> asked(String prompt) {
          return Optional.empty();
        }

        @Override
        public Optional<char[]> variable(String name) {
          return name.equals("CA_PASS")
              ? Optional.of("correct horse".toCharArray())
              : Optional.empty();
        }
      };

  static Launch of(Path folder, String... arguments) {
    return at(Clock.systemUTC().instant(), folder, arguments);
  }

  static Launch at(Instant now, Path folder, String... arguments) {
    return at(now, Border.NONE, folder, arguments);
  }

  static Launch at(Instant now, Border border, Path folder, String... arguments) {
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
            now,
            "",
            Progress.NONE,
            List.of("ssh"),
            SECRETS);
    var command = new CommandLine(new Casebook()).addSubcommand(PkiCommand.with(console, border));
    var line =
        Stream.of(Stream.of("pki"), Stream.of(arguments), Stream.of("--pki", folder.toString()))
            .flatMap(words -> words)
            .toArray(String[]::new);
    int status = Execution.of(console, command, line);
    return new Launch(
        status, output.toString(StandardCharsets.UTF_8), errors.toString(StandardCharsets.UTF_8));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  /// The id of the change that it made.
  String change() {
    return output.replaceFirst("(?s).*casebook pki undo (\\S+) .*", "$1");
  }
}
