package dev.casebook.cli;

import dev.casebook.console.Console;
import dev.casebook.console.Execution;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
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

  /// Only the command that is called is made, if there is one of that name: picocli reads all about
  /// a command by reflection, and to read about all would be a tenth of a start.
  private static CommandLine command(Console console, String... arguments) {
    var called = arguments.length == 0 ? "" : arguments[0];
    var commands = commands(console, called);
    var command = new CommandLine(new CasebookCommand());
    var whole = commands.get(called);
    if (whole == null) {
      commands.forEach((name, one) -> command.addSubcommand(name, one.get()));
    } else {
      command.addSubcommand(called, whole.get());
    }
    return command;
  }

  /// All commands by name, in the order in which they are listed.
  private static Map<String, Supplier<CommandLine>> commands(Console console, String called) {
    var commands = new LinkedHashMap<String, Supplier<CommandLine>>();
    commands.put("diagnose", () -> new CommandLine(new DiagnoseCommand(console)));
    commands.put("compare", () -> new CommandLine(new CompareCommand(console)));
    commands.put("redact", () -> new CommandLine(new RedactCommand(console)));
    commands.put("search", () -> new CommandLine(new SearchCommand(console)));
    commands.put("collect", () -> new CommandLine(new CollectCommand(console)));
    commands.put("sql", () -> new CommandLine(new SqlCommand(console)));
    commands.put("tables", () -> new CommandLine(new TablesCommand(console)));
    commands.put("notes", () -> NotesCommand.line(console));
    commands.put("fix", () -> FixCommand.line(console));
    Wings.putCommands(commands, console, called);
    commands.put("examine", () -> new CommandLine(new ExamineCommand(console)));
    commands.put("rehearse", () -> new CommandLine(new RehearseCommand(console)));
    return commands;
  }

  @Override
  public void run() {
    var command = Objects.requireNonNull(spec).commandLine();
    command.usage(command.getOut());
  }
}
