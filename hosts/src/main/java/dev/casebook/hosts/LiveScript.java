package dev.casebook.hosts;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A script that runs on a machine for as long as somebody listens, and reads what is written to
/// it. It has to end when its input does, however this process or the connection ends.
///
/// Its standard error is heard line by line. Closing it ends what carries it here at once; the
/// gentle way is to close [#input] and read [#output] to its end.
public interface LiveScript extends AutoCloseable {

  /// What it says; over ssh after whatever a login says.
  InputStream output();

  /// What it reads after itself. It is written to only after it has answered: a shell may read
  /// ahead of what it runs.
  OutputStream input();

  /// It has answered.
  void isIn();

  /// The lines of standard error that nobody took, so far.
  String complaint();

  /// Why it never began, in one line with the machine's name.
  String whyNoAnswer();

  /// What was complained of last, after a colon; empty if nothing was.
  String because();

  /// The processes of this machine that it goes through.
  Stream<ProcessHandle> carriers();

  @Override
  void close();

  /// A command line that Ctrl-C does not end, so that whoever runs it can end it in order.
  static List<String> sparedFromInterrupts(List<String> line) {
    var spared = new ArrayList<>(List.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"", "sh"));
    spared.addAll(line);
    return spared;
  }
}
