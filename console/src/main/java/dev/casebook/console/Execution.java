package dev.casebook.console;

import dev.casebook.report.Printable;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntSupplier;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/// A command line run to its exit status: a user's mistake is said in one line and a hint, a reader
/// that went away ends it quietly, and our own bug is loud.
public final class Execution {

  /// A user's mistake, or evidence that can't be looked at.
  public static final int FAILED = 2;

  /// What a shell reports of a program that writes to a closed pipe: 128 and SIGPIPE.
  private static final int READER_GONE = 141;

  private Execution() {}

  /// Runs one command line.
  ///
  /// @param command with all its subcommands
  /// @return the exit status
  public static int of(Console console, CommandLine command, String... arguments) {
    return of(console, () -> parsed(console, command, arguments));
  }

  /// Runs what prints to the console.
  ///
  /// @return the exit status
  public static int of(Console console, IntSupplier work) {
    try {
      int status = work.getAsInt();
      console.out().flush();
      return status;
    } catch (StandardOutput.Lost e) {
      return lost(console, e);
    } catch (Error e) {
      return bug(console, e);
    }
  }

  /// Help is printed here, since picocli takes what an output throws for its own failure.
  private static int parsed(Console console, CommandLine command, String... arguments) {
    var help = new StringWriter();
    int status = equipped(console, command).setOut(new PrintWriter(help)).execute(arguments);
    command.getOut().flush();
    console.out().print(help);
    return status;
  }

  private static CommandLine equipped(Console console, CommandLine command) {
    var colours = console.style().coloured() ? Ansi.ON : Ansi.OFF;
    command
        .registerConverter(Path.class, Execution::path)
        .setErr(writer(console.err()))
        .setUsageHelpWidth(Math.clamp(console.style().width(), 60, 120))
        .setUsageHelpLongOptionsMaxWidth(24)
        .setParameterExceptionHandler((mistake, _) -> mistaken(console, mistake))
        .setExecutionExceptionHandler((failure, _, _) -> failed(console, failure));
    return command.setColorScheme(CommandLine.Help.defaultColorScheme(colours));
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
      return "unexpected argument \"" + unmatched.getUnmatched().getFirst() + '"';
    }
    return String.valueOf(mistake.getMessage())
        .lines()
        .findFirst()
        .orElse("")
        .replace("option option", "option")
        .replaceFirst("is not an? (long|int)$", "is not a whole number");
  }

  /// An empty one would mean the working folder, and nobody writes it like that.
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

  /// Loud: the whole stack trace, for whoever fixes it.
  private static int bug(Console console, Throwable failure) {
    failure.printStackTrace(console.err());
    console.err().println("casebook: this is a bug in casebook, not in your evidence; see above.");
    return FAILED;
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }
}
