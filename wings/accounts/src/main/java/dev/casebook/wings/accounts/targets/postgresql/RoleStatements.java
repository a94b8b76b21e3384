package dev.casebook.wings.accounts.targets.postgresql;

import dev.casebook.wings.accounts.plan.Change;
import dev.casebook.wings.accounts.plan.Item;
import dev.casebook.wings.accounts.targets.databases.PasswordState;
import java.util.Optional;

/// A change of an account as a statement.
final class RoleStatements {

  private RoleStatements() {}

  /// @param verifier of the password that it is to have; empty for none
  /// @param blindly whether nobody sees what password is there: it is set whenever the account is
  ///   enabled
  static String of(Change change, Optional<ScramVerifier> verifier, boolean blindly) {
    var role = Quoting.role(change.key().name());
    var password = " PASSWORD " + verifier.map(one -> Quoting.text(one.toString())).orElse("NULL");
    return switch (change.phase()) {
      case CREATE ->
          "CREATE ROLE %s %s%s"
              .formatted(role, change.after().isDisabled() ? "NOLOGIN" : "LOGIN", password);
      case DELETE -> "DROP ROLE " + role;
      case GIVE, TAKE, DISABLE ->
          "ALTER ROLE " + role + options(change, password, verifier, blindly);
    };
  }

  private static String options(
      Change change, String password, Optional<ScramVerifier> verifier, boolean blindly) {
    var options = new StringBuilder();
    var state = change.edits().get(Item.STATE);
    boolean enables = state != null && state.given().contains(Item.ENABLED);
    if (state != null) {
      options.append(enables ? " LOGIN" : " NOLOGIN");
    }
    if (change.edits().containsKey(PasswordState.PASSWORD)
        || (enables && blindly && verifier.isPresent())) {
      options.append(password);
    }
    var powers = change.edits().get(Role.POWER);
    if (powers != null) {
      powers.taken().forEach(power -> options.append(" NO").append(Quoting.keyword(power)));
    }
    return options.toString();
  }
}
