package dev.casebook.cli;

import dev.casebook.console.Console;
import dev.casebook.redaction.Redaction;
import java.nio.file.Path;
import java.util.List;

/// What a redaction came to, for the one who asked for it.
record RedactReport(Console console) {

  private static final int SHOWN_MAX = 20;

  /// @param to where the copy is
  /// @return the exit status
  int of(Redaction.Outcome outcome, Path to) {
    shown("left out: ", outcome.leftOut());
    shown("", outcome.lost());
    shown("kept as it is: ", outcome.kept());
    shown("", outcome.problems());
    if (!outcome.found().isEmpty()) {
      shown("left in the copy: ", outcome.found());
      console.say("nothing was written, since originals were left in it; see above");
      return 1;
    }
    console.print(
        "wrote %s: %d files, folders and links%n".formatted(to, outcome.members())
            + (outcome.replaced().isEmpty()
                ? "nothing had to be replaced\n"
                : "replaced by kind: " + String.join(", ", outcome.replaced()) + "\n"));
    return 0;
  }

  private void shown(String what, List<String> lines) {
    lines.stream().limit(SHOWN_MAX).forEach(line -> console.say(what + line));
    if (lines.size() > SHOWN_MAX) {
      console.say(what + (lines.size() - SHOWN_MAX) + " more");
    }
  }
}
