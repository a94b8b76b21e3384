package dev.casebook.hosts;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;

/// A machine that can be asked to run a command. For several threads at once.
public interface Host {

  /// Runs a program without a shell and without input.
  ///
  /// @param argv the program and its arguments; nothing in it is interpreted
  /// @param deadline after this the program and its children are ended
  /// @param outputCap bytes of standard output after which it is ended
  /// @param output takes standard output, on the calling thread's behalf; not closed
  /// @throws IOException if the machine can't be reached, or the output can't be taken; a program's
  ///   failure is not an exception
  CommandOutput run(List<String> argv, Duration deadline, long outputCap, OutputStream output)
      throws IOException;

  /// Runs a script by the machine's own `/bin/sh`, which reads it from its standard input: nothing
  /// of it stands in a list of processes, and nothing is written on the machine.
  ///
  /// It begins only when all of it has come, so one cut on the way does nothing, and its commands
  /// have no input. Interrupting the calling thread ends it.
  ///
  /// @param script POSIX sh, syntactically whole; whatever comes from elsewhere stands in it as
  ///   [#quoted]
  /// @param deadline after this the shell and its children are ended
  /// @param outputCap bytes of standard output after which it is ended
  /// @param output takes standard output, on the calling thread's behalf; not closed
  /// @throws IOException if the machine can't be reached, or the output can't be taken; the
  ///   script's own failure is not an exception
  CommandOutput script(String script, Duration deadline, long outputCap, OutputStream output)
      throws IOException;

  /// A word of a script that stands for this text and nothing else.
  static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
