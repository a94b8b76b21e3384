package dev.casebook.console;

import dev.casebook.evidence.Progress;
import dev.casebook.report.Printable;
import dev.casebook.report.Style;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/// What a command may touch of the process that it runs in; tests bring their own.
///
/// @param home the folder with `notes/`
/// @param cache folder for what is expensive to make again
/// @param style of standard output
/// @param now when the command was called
/// @param locale of messages, such as `zh_CN.UTF-8`
/// @param progress shown where standard error is a terminal
/// @param ssh the client that reaches other machines, with options of the user's own
/// @param secrets where a command gets a passphrase
/// @param clock for what goes on for longer
public record Console(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Path home,
    Path cache,
    Style style,
    Instant now,
    String locale,
    Progress progress,
    List<String> ssh,
    Secrets secrets,
    InstantSource clock) {

  public Console {
    ssh = List.copyOf(ssh);
  }

  /// For what takes no time.
  public Console(
      InputStream in,
      PrintStream out,
      PrintStream err,
      Path home,
      Path cache,
      Style style,
      Instant now,
      String locale,
      Progress progress,
      List<String> ssh,
      Secrets secrets) {
    this(
        in,
        out,
        err,
        home,
        cache,
        style,
        now,
        locale,
        progress,
        ssh,
        secrets,
        InstantSource.fixed(now));
  }

  /// With the system's ssh, and nobody who could be asked for a secret.
  public Console(
      InputStream in,
      PrintStream out,
      PrintStream err,
      Path home,
      Path cache,
      Style style,
      Instant now,
      String locale,
      Progress progress) {
    this(in, out, err, home, cache, style, now, locale, progress, List.of("ssh"), Secrets.NONE);
  }

  /// The same with another ssh.
  public Console reachingBy(List<String> client) {
    return new Console(
        in, out, err, home, cache, style, now, locale, progress, client, secrets, clock);
  }

  /// The same with another standard input.
  public Console reading(InputStream other) {
    return new Console(
        other, out, err, home, cache, style, now, locale, progress, ssh, secrets, clock);
  }

  /// Prints text with what evidence says in it: a terminal would obey its control characters.
  public void print(String text) {
    out.print(style.terminal() ? Printable.lines(text) : text);
  }

  /// Whether whoever sits before the command says yes; no answer is a no.
  public boolean agreesTo(String question) {
    out.print(question + " [yes/no] ");
    out.flush();
    var answer = new StringBuilder();
    try {
      for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
        answer.append((char) c);
      }
    } catch (IOException e) {
      return false;
    }
    if (!style.terminal()) {
      out.println();
    }
    return answer.toString().strip().matches("(?i)y|yes");
  }

  /// Says a line on standard error, after all that was printed, and at once: a server's lines would
  /// else wait for its end.
  public void say(String text) {
    out.flush();
    err.println("casebook: " + Printable.line(text));
    err.flush();
  }
}
