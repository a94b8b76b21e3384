package dev.casebook.wings.accounts.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.evidence.Reason;
import dev.casebook.hosts.ThisHost;
import dev.casebook.report.Amount;
import dev.casebook.report.Printable;
import dev.casebook.tables.NearestName;
import dev.casebook.wings.accounts.decide.Snapshot;
import dev.casebook.wings.accounts.history.GitFolder;
import dev.casebook.wings.accounts.load.FolderReader;
import dev.casebook.wings.accounts.load.Loaded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
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

  /// The folder as a commit has it.
  ///
  /// @param id what [GitFolder] made of the revision
  Loaded loadedAt(GitFolder git, String revision, String id) throws UserError {
    var files = git.files(id);
    if (files.isEmpty()) {
      throw new UserError(
          "%s holds no accounts at %s: no *.yaml in it".formatted(folder, revision));
    }
    var loaded = FolderReader.read(files);
    if (loaded.problemCount() > 0) {
      console.say(
          "%s at %s has %s".formatted(folder, revision, Amount.of(loaded.problemCount(), "fault")));
    }
    return loaded;
  }

  GitFolder git() throws UserError {
    if (!Files.isDirectory(folder)) {
      throw new UserError(folder + ": no such folder; name the accounts' by --accounts");
    }
    return new GitFolder(folder, new ThisHost());
  }

  /// The folder compiled; that it has faults is said.
  Snapshot snapshot() throws UserError {
    return snapshot(loaded());
  }

  /// The same as a revision has it, if one is given.
  Snapshot snapshotAt(@Nullable String revision) throws UserError {
    if (revision == null) {
      return snapshot();
    }
    var git = git();
    return Snapshot.of(loadedAt(git, revision, git.commit(revision)).company());
  }

  Snapshot snapshot(Loaded loaded) {
    sayFaults(loaded);
    return Snapshot.of(loaded.company());
  }

  void sayFaults(Loaded loaded) {
    if (loaded.problemCount() > 0) {
      console.say(
          "%s has %s: casebook accounts lint tells"
              .formatted(folder, Amount.of(loaded.problemCount(), "fault")));
    }
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
