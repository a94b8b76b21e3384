package dev.casebook.wings.accounts.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.evidence.Reason;
import dev.casebook.wings.accounts.credentials.Credentials;
import dev.casebook.wings.accounts.decide.Snapshot;
import dev.casebook.wings.accounts.load.Loaded;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/// What commands over credentials have in common: the folder that keeps them, which is never the
/// folder of accounts.
abstract class StateCommand extends FolderCommand {

  @Option(
      names = "--state",
      paramLabel = "FOLDER",
      description =
          "The folder with passwords, tokens and journal; /var/lib/casebook/accounts if not given.")
  private Path state = Path.of("/var/lib/casebook/accounts");

  StateCommand(Console console) {
    super(console);
  }

  Path state() {
    return state;
  }

  /// What is done with the credentials of a company.
  interface Work {
    int status(Snapshot snapshot, Credentials credentials) throws IOException, UserError;
  }

  int with(Work work) throws UserError {
    return with((_, snapshot, credentials) -> work.status(snapshot, credentials));
  }

  /// The same with the folder as it was read.
  interface LoadedWork {
    int status(Loaded loaded, Snapshot snapshot, Credentials credentials)
        throws IOException, UserError;
  }

  int with(LoadedWork work) throws UserError {
    var loaded = loaded();
    var snapshot = snapshot(loaded);
    try (var credentials = Credentials.in(state)) {
      return work.status(loaded, snapshot, credentials);
    } catch (IOException e) {
      throw new UserError(state + ": " + Reason.of(e));
    }
  }

  static void checkAccount(Snapshot snapshot, String account) throws UserError {
    var accounts = snapshot.company().accounts();
    if (!accounts.containsKey(account)) {
      throw unknown("account", account, accounts.keySet());
    }
  }

  /// Who does it, for the journal.
  static String actor() {
    return "command line";
  }
}
