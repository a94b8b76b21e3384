package dev.casebook.cli;

import dev.casebook.cli.etcd.EtcdCommand;
import dev.casebook.report.Printable;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

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

  /// A user's mistake, or evidence that can't be looked at.
  private static final int FAILED = 2;

  /// What a shell reports of a program that writes to a closed pipe: 128 and SIGPIPE.
  private static final int READER_GONE = 141;

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
    try {
      int status = status(console, arguments);
      console.out().flush();
      return status;
    } catch (StandardOutput.Lost e) {
      return lost(console, e);
    } catch (Error e) {
      return bug(console, e);
    }
  }

  /// Help is printed here, since picocli takes what an output throws for a fault of its own.
  private static int status(Console console, String... arguments) {
    if (arguments.length == 1 && arguments[0].equals("--version")) {
      console.out().println(Version.text());
      return 0;
    }
    var help = new StringWriter();
    var command = command(console, arguments).setOut(new PrintWriter(help));
    int status = command.execute(arguments);
    command.getOut().flush();
    console.out().print(help);
    return status;
  }

  private static CommandLine command(Console console, String... arguments) {
    boolean etcd = arguments.length > 0 && arguments[0].equals("etcd");
    var colours = console.style().coloured() ? Ansi.ON : Ansi.OFF;
    var command =
        new CommandLine(new CasebookCommand())
            .addSubcommand(new DiagnoseCommand(console))
            .addSubcommand(new SqlCommand(console))
            .addSubcommand(new TablesCommand(console))
            .addSubcommand(new NotesCommand(console))
            .addSubcommand(etcd ? EtcdCommand.with(console) : EtcdCommand.alone())
            .addSubcommand(new ExamineCommand(console))
            .addSubcommand(new RehearseCommand(console))
            .registerConverter(Path.class, CasebookCommand::path)
            .setErr(writer(console.err()))
            .setUsageHelpWidth(Math.clamp(console.style().width(), 60, 120))
            .setUsageHelpLongOptionsMaxWidth(24)
            .setParameterExceptionHandler((mistake, _) -> mistaken(console, mistake))
            .setExecutionExceptionHandler((failure, _, _) -> failed(console, failure));
    command.setColorScheme(CommandLine.Help.defaultColorScheme(colours));
    return command;
  }

  /// One line says what is wrong, another what to do next.
  private static int mistaken(Console console, ParameterException mistake) {
    var command = mistake.getCommandLine();
    console.err().println("casebook: " + Printable.line(wrong(mistake)));
    var meant =
        mistake instanceof UnmatchedArgumentException unmatched
            ? unmatched.getSuggestions()
            : List.<String>of();
    var name = command.getCommandSpec().qualifiedName();
    console
        .err()
        .println(
            meant.isEmpty()
                ? "See " + name + " --help."
                : "Did you mean " + meant.getFirst() + "? See " + name + " --help.");
    return FAILED;
  }

  private static String wrong(ParameterException mistake) {
    if (mistake instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
      return "there is no use for \"" + unmatched.getUnmatched().getFirst() + '"';
    }
    return String.valueOf(mistake.getMessage())
        .lines()
        .findFirst()
        .orElse("")
        .replaceFirst("is not an? (long|int)$", "is no whole number");
  }

  /// An empty one would mean the working folder, which nobody says so.
  private static Path path(String text) {
    if (text.isEmpty()) {
      throw new TypeConversionException("an empty path names no file");
    }
    return Path.of(text);
  }

  private static int failed(Console console, Exception failure) {
    console.progress().end();
    return switch (failure) {
      case UserError mistake -> {
        console.err().println("casebook: " + Printable.lines(mistake.getMessage()));
        yield FAILED;
      }
      case StandardOutput.Lost lost -> lost(console, lost);
      default -> bug(console, failure);
    };
  }

  private static int lost(Console console, StandardOutput.Lost lost) {
    if (lost.isReaderGone()) {
      return READER_GONE;
    }
    console.err().println("casebook: standard output can't be written: " + lost.getMessage());
    return FAILED;
  }

  /// Loud: the whole stack trace, for whoever mends it.
  private static int bug(Console console, Throwable failure) {
    failure.printStackTrace(console.err());
    console.err().println("casebook: this is a bug in casebook, not in your evidence; see above.");
    return FAILED;
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
