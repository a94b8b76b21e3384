package dev.casebook.cli;

import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `casebook`: the command and its subcommands.
@Command(
    name = "casebook",
    description = "Troubleshooting notes that run.",
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = Version.class,
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Examples:",
      "  casebook diagnose                         this host",
      "  casebook diagnose sosreport-web1.tar.xz   a support bundle",
      "  dmesg | casebook diagnose -               pasted lines or a log",
      "",
      "Exit status: 0 nothing found, 1 findings, 2 could not look properly."
    })
public final class CasebookCommand implements Runnable {

  @Spec @Nullable private CommandSpec spec;

  /// Runs one command line.
  ///
  /// @return the exit status
  public static int run(Console console, String... arguments) {
    if (arguments.length == 1 && arguments[0].equals("--version")) {
      console.out().println(Version.text());
      return 0;
    }
    var command =
        new CommandLine(new CasebookCommand())
            .addSubcommand(new DiagnoseCommand(console))
            .addSubcommand(new SqlCommand(console))
            .addSubcommand(new TablesCommand(console))
            .addSubcommand(new NotesCommand(console))
            .addSubcommand(new ExamineCommand(console))
            .setOut(writer(console.out()))
            .setErr(writer(console.err()))
            .setUsageHelpWidth(Math.clamp(console.style().width(), 60, 120))
            .setExecutionExceptionHandler((exception, _, _) -> {
              if (exception instanceof UserError) {
                console.err().println("casebook: " + exception.getMessage());
                return 2;
              }
              throw exception;
            });
    command.setColorScheme(
        CommandLine.Help.defaultColorScheme(
            console.style().coloured() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
    return command.execute(arguments);
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }

  @Override
  public void run() {
    var command = Objects.requireNonNull(spec).commandLine();
    command.usage(command.getOut());
  }
}
