package dev.casebook.wings.pki.commands;

import dev.casebook.console.Console;
import dev.casebook.console.SecretFile;
import dev.casebook.console.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Who is asked for a passphrase: a file, a variable, or somebody at the terminal.
record PassphraseSource(Console console, @Nullable Path file, @Nullable String variable) {

  /// As OpenSSL has it for keys that it encrypts.
  private static final int CHARACTERS_MIN = 4;

  /// One that is there.
  char[] known(String prompt) throws UserError, IOException {
    if (file != null) {
      return SecretFile.firstLine(file)
          .orElseThrow(() -> new UserError("no passphrase can be read from " + file));
    }
    if (variable != null) {
      return console
          .secrets()
          .variable(variable)
          .orElseThrow(() -> new UserError("the environment has no " + variable));
    }
    return asked(prompt);
  }

  private char[] asked(String prompt) throws UserError {
    return console
        .secrets()
        .asked(prompt)
        .orElseThrow(() ->
            new UserError(
                "a passphrase is needed and there is no terminal to ask for it; name a file or a"
                    + " variable of the environment"));
  }

  /// One that is chosen now; whoever types it does so twice.
  char[] fresh(String prompt) throws UserError, IOException {
    var chosen = known(prompt);
    if (file == null && variable == null && !Arrays.equals(chosen, asked("The same again: "))) {
      throw new UserError("the two are not the same; nothing was changed");
    }
    if (chosen.length < CHARACTERS_MIN) {
      throw new UserError("a passphrase has at least 4 characters");
    }
    return chosen;
  }
}
