package dev.casebook.cli;

import dev.casebook.console.Console;
import dev.casebook.console.StandardOutput;
import dev.casebook.console.TextStream;
import dev.casebook.evidence.Progress;
import dev.casebook.report.Style;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The process's entry: gathers streams, clock and environment, and hands them to the command.
///
/// The launcher script tells by system properties what only it knows cheaply: `casebook.home`, and
/// `casebook.columns` if standard output is a terminal, and `casebook.progress` if standard error
/// is; and `casebook.status`, which is added to the exit status where the launcher has to tell it
/// from the JVM's own.
public final class Main {

  private Main() {}

  /// Numbers are written in one way, whatever the user's language: reports are read by programs.
  public static void main(String[] arguments) {
    Locale.setDefault(Locale.Category.FORMAT, Locale.US);
    var out = stream(new StandardOutput(new FileOutputStream(FileDescriptor.out)));
    var err = stream(new FileOutputStream(FileDescriptor.err));
    int status = CasebookCommand.run(console(out, err, System.getenv()), arguments);
    err.flush();
    end(Integer.getInteger("casebook.status", 0) + status);
  }

  /// Ends the process. To do so by `exit` makes the JDK look in every jar for a logger of exits;
  /// but where a signal came, what was set up for that is under way, and only `exit` waits for it.
  /// Nothing else is left to shutdown hooks, as a command that ends by itself tidies up by itself;
  /// but where no launcher laid DuckDB's library out, its driver unpacked one (70 MB), and deletes
  /// it in such a hook.
  private static void end(int status) {
    var runtime = Runtime.getRuntime();
    try {
      if (System.getProperty("casebook.index") == null) {
        runtime.exit(status);
      }
      runtime.addShutdownHook(new Thread(() -> {}));
    } catch (IllegalStateException underWay) {
      runtime.exit(status);
    }
    runtime.halt(status);
  }

  private static PrintStream stream(OutputStream out) {
    return new TextStream(new BufferedOutputStream(out, 1 << 16));
  }

  private static Console console(
      PrintStream out, PrintStream err, Map<String, String> environment) {
    return new Console(
        System.in,
        out,
        err,
        Path.of(Optional.ofNullable(System.getProperty("casebook.home")).orElse(".")),
        cache(environment),
        style(environment),
        Clock.systemUTC().instant(),
        locale(environment),
        Boolean.getBoolean("casebook.progress") ? new ProgressLine(err) : Progress.NONE,
        ssh(environment),
        new TerminalSecrets(environment),
        Clock.systemUTC());
  }

  /// `CASEBOOK_SSH`, in words that blanks part, as rsync and git have it.
  private static List<String> ssh(Map<String, String> environment) {
    var words = environment.getOrDefault("CASEBOOK_SSH", "").strip();
    return List.of((words.isEmpty() ? "ssh" : words).split("\\s+"));
  }

  /// The user's own cache folder (XDG Base Directory Specification).
  private static Path cache(Map<String, String> environment) {
    var home = environment.getOrDefault("HOME", System.getProperty("java.io.tmpdir"));
    var cache = environment.getOrDefault("XDG_CACHE_HOME", "");
    return (cache.isEmpty() ? Path.of(home, ".cache") : Path.of(cache)).resolve("casebook");
  }

  /// Of messages, as POSIX has it: the first of these that is set.
  private static String locale(Map<String, String> environment) {
    return Stream.of("LC_ALL", "LC_MESSAGES", "LANG")
        .map(name -> environment.getOrDefault(name, ""))
        .filter(locale -> !locale.isEmpty())
        .findFirst()
        .orElse("");
  }

  /// Colour only on a terminal, and not if NO_COLOR is set (no-color.org) or the terminal is dumb.
  private static Style style(Map<String, String> environment) {
    var columns = System.getProperty("casebook.columns", "");
    if (!columns.matches("[1-9]\\d{0,3}")) {
      return Style.plain();
    }
    boolean refused = !environment.getOrDefault("NO_COLOR", "").isEmpty();
    return Style.terminal(
        Integer.parseInt(columns), !refused && !"dumb".equals(environment.get("TERM")));
  }
}
