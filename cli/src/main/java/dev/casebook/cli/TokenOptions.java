package dev.casebook.cli;

import dev.casebook.console.UserError;
import dev.casebook.evidence.Reason;
import dev.casebook.redaction.WordsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What becomes tokens besides what the tables and formats say, and who learns what became of what.
final class TokenOptions {

  @Option(
      names = "--mapping",
      paramLabel = "FILE",
      description =
          "Write what became of what, for its owner alone. Where there is one of an earlier run,"
              + " names get the same tokens as in that.")
  private @Nullable Path mapping;

  @Option(
      names = "--words",
      paramLabel = "FILE",
      description = "More words to replace, one a line, or /patterns/ of Java.")
  private @Nullable Path words;

  boolean areGiven() {
    return mapping != null || words != null;
  }

  Optional<Path> mapping() {
    return Optional.ofNullable(mapping);
  }

  WordsFile words() throws UserError {
    try {
      return words == null ? WordsFile.NONE : WordsFile.read(words);
    } catch (IOException e) {
      throw new UserError(words + ": " + Reason.of(e));
    }
  }
}
