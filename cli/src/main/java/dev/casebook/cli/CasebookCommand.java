package dev.casebook.cli;

import dev.casebook.console.Console;
import dev.casebook.console.Execution;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/// `casebook`: the command and its subcommands.
@Command(
    name = "casebook",
    description = "Troubleshooting notes that run.",
    synopsisSubcommandLabel = "COMMAND",
    versionProvider = Version.class,
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

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help.")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  @SuppressWarnings("UnusedVariable") // picocli acts on it
  private boolean version;

  /// Runs one command line.
  ///
  /// @return the exit status
  public static int run(Console console, String... arguments) {
    if (arguments.length == 1 && arguments[0].equals("--version")) {
      return Execution.of(console, () -> printVersion(console));
    }
    return Execution.of(console, command(console, arguments), arguments);
  }

  private static int printVersion(Console console) {
    console.out().println(Version.text());
    return 0;
  }

  private static CommandLine command(Console console, String... arguments) {
    var command =
        new CommandLine(new CasebookCommand())
            .addSubcommand(new DiagnoseCommand(console))
            .addSubcommand(new CompareCommand(console))
            .addSubcommand(new RedactCommand(console))
            .addSubcommand(new SearchCommand(console))
            .addSubcommand(new CollectCommand(console))
            .addSubcommand(new SqlCommand(console))
            .addSubcommand(new TablesCommand(console))
            .addSubcommand(NotesCommand.line(console))
            .addSubcommand(FixCommand.line(console));
    Wings.addCommands(command, console, arguments);
    return command
        .addSubcommand(new ExamineCommand(console))
        .addSubcommand(new RehearseCommand(console));
  }

  @Override
  public void run() {
    var command = Objects.requireNonNull(spec).commandLine();
    command.usage(command.getOut());
  }
}
