package dev.casebook.wings.accounts.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.evidence.Reason;
import dev.casebook.report.Amount;
import dev.casebook.report.Printable;
import dev.casebook.tables.NearestName;
import dev.casebook.wings.accounts.decide.Snapshot;
import dev.casebook.wings.accounts.load.FolderReader;
import dev.casebook.wings.accounts.load.Loaded;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/// What all subcommands have in common: the folder.
abstract class FolderCommand implements Callable<Integer> {

  private final Console console;

  @Option(
      names = "--accounts",
      paramLabel = "FOLDER",
      description = "The folder of accounts; this one if not given.")
  private Path folder = Path.of(".");

  FolderCommand(Console console) {
    this.console = console;
  }

  Console console() {
    return console;
  }

  Path folder() {
    return folder;
  }

  Loaded loaded() throws UserError {
    try {
      var loaded = FolderReader.read(folder);
      if (loaded.files() == 0) {
        throw new UserError(
            folder + " holds no accounts: no *.yaml in it; name their folder by --accounts");
      }
      return loaded;
    } catch (IOException e) {
      throw new UserError(folder + ": " + Reason.of(e));
    }
  }

  /// The folder compiled; that it has faults is said.
  Snapshot snapshot() throws UserError {
    return snapshot(loaded());
  }

  Snapshot snapshot(Loaded loaded) {
    if (loaded.problemCount() > 0) {
      console.say(
          "%s has %s: casebook accounts lint tells"
              .formatted(folder, Amount.of(loaded.problemCount(), "fault")));
    }
    return Snapshot.of(loaded.company());
  }

  /// That a name is none of these, with the one that was probably meant.
  static UserError unknown(String what, String name, Collection<String> names) {
    return new UserError(
        "no %s %s%s"
            .formatted(
                what,
                name,
                NearestName.of(name, names).map(near -> "; is " + near + " meant?").orElse("")));
  }

  void print(String line) {
    console.out().print(Printable.line(line) + "\n");
  }
}
