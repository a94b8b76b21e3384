package dev.casebook.wings.etcd.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// The one database that a command is asked about.
final class DatabaseFile {

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      description =
          "ssh://HOST[/PATH], a member's db, its data folder or a snapshot; this host's member if not"
              + " given.")
  private @Nullable Path file;

  @Mixin private final DatabaseOptions options = new DatabaseOptions();

  /// As [DatabaseOptions#read].
  int read(Console console, DatabaseOptions.Reading reading) throws UserError {
    return options.read(console, file, reading);
  }

  /// As [DatabaseOptions#examine].
  int examine(Console console, DatabaseOptions.Reading reading) throws UserError {
    return options.examine(console, file, reading);
  }
}
