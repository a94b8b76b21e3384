package dev.casebook.wings.accounts;

import dev.casebook.console.Wing;
import dev.casebook.wings.accounts.commands.AccountsCommand;
import java.nio.file.Path;
import java.util.List;

/// The wing of accounts.
public final class AccountsWing implements Wing {

  @Override
  public List<Subcommand> commands() {
    return List.of(new Subcommand("accounts", AccountsCommand::alone, AccountsCommand::with));
  }

  @Override
  public List<List<String>> rehearsals(Path examples) {
    var folder = examples.resolve("accounts").toString();
    return List.of(
        List.of("accounts", "lint", "--accounts", folder),
        List.of("accounts", "explain", "lihua", "--host", "web01", "--accounts", folder));
  }
}
