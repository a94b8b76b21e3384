package dev.casebook.wings.accounts;

import dev.casebook.console.Wing;
import dev.casebook.tables.Table;
import dev.casebook.wings.accounts.commands.AccountsCommand;
import dev.casebook.wings.accounts.tables.DeclaredAccess;
import dev.casebook.wings.accounts.tables.DeclaredAccount;
import dev.casebook.wings.accounts.tables.DeclaredGrant;
import dev.casebook.wings.accounts.tables.DeclaredMember;
import dev.casebook.wings.accounts.tables.DeclaredSudo;
import java.nio.file.Path;
import java.util.List;

/// The wing of accounts.
public final class AccountsWing implements Wing {

  @Override
  public List<Table<?>> tables() {
    return List.of(
        DeclaredAccount.TABLE,
        DeclaredMember.TABLE,
        DeclaredAccess.TABLE,
        DeclaredSudo.TABLE,
        DeclaredGrant.TABLE);
  }

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
