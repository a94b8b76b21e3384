package dev.casebook.cli;

import dev.casebook.report.Style;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;

/// What a command may touch of the process that it runs in; tests hand in their own.
///
/// @param home the folder with `notes/`
/// @param cache folder for what is dear to make anew
/// @param style of standard output
/// @param watched whether standard error is a terminal, where progress may be shown
/// @param now the clock
public record Console(
    InputStream in,
    PrintStream out,
    PrintStream err,
    Path home,
    Path cache,
    Style style,
    boolean watched,
    Instant now) {

  Console withInput(InputStream input) {
    return new Console(input, out, err, home, cache, style, watched, now);
  }
}
