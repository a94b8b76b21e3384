package dev.casebook.wings.pki.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.wings.pki.issuing.KeyFile;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where the passphrase of the authority's key comes from.
final class CaPassphrase {

  @Option(
      names = "--ca-pass-file",
      paramLabel = "FILE",
      description = "The passphrase of the authority's key is the first line of this file.")
  private @Nullable Path file;

  @Option(
      names = "--ca-pass-env",
      paramLabel = "NAME",
      description =
          "The passphrase of the authority's key is in this variable of the environment; asked for"
              + " if not given.")
  private @Nullable String variable;

  KeyFile.Passphrase of(Console console) {
    return key -> {
      var source = new PassphraseSource(console, file, variable);
      return source.known("Passphrase of " + key + ": ");
    };
  }

  char[] fresh(Console console, Path key) throws UserError, IOException {
    return new PassphraseSource(console, file, variable).fresh("New passphrase of " + key + ": ");
  }
}
