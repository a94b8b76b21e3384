package dev.casebook.wings.accounts.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `casebook accounts unlock`: after too many wrong passwords.
@Command(
    name = "unlock",
    description = "Let an account that wrong passwords locked sign in again.",
    footer = {
      "",
      "Examples:",
      "  casebook accounts unlock lihua",
      "",
      "Exit status: 0 it may sign in again, 1 it was not locked."
    })
final class UnlockCommand extends StateCommand {

  @Parameters(paramLabel = "ACCOUNT", description = "A person or a service account.")
  private String account = "";

  UnlockCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws UserError {
    return with((snapshot, credentials) -> {
      checkAccount(snapshot, account);
      boolean locked =
          credentials
              .lockedUntil(account, snapshot.company().passwords(), console().now())
              .isPresent();
      if (locked) {
        credentials.unlock(console().now(), actor(), account);
      }
      print(locked ? account + " may sign in again." : account + " is not locked.");
      return locked ? 0 : 1;
    });
  }
}
