package dev.casebook.wings.accounts.targets.mariadb;

import dev.casebook.wings.accounts.plan.Change;
import dev.casebook.wings.accounts.plan.Edit;
import dev.casebook.wings.accounts.plan.Item;
import dev.casebook.wings.accounts.targets.databases.Items;
import dev.casebook.wings.accounts.targets.databases.PasswordState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/// Changes as statements. The tables that keep accounts are never written: their columns are other
/// ones in each version, the statements are not.
final class Statements {

  private final boolean isMaria;
  private final Function<String, String> hashOf;

  /// @param hashOf what is kept of the password that an account is to have
  Statements(boolean isMaria, Function<String, String> hashOf) {
    this.isMaria = isMaria;
    this.hashOf = hashOf;
  }

  List<String> account(Change change, UserName user) {
    var name = user.quoted();
    return switch (change.phase()) {
      case CREATE ->
          List.of(
              "CREATE USER %s %s%s"
                  .formatted(
                      name, identified(user), change.after().isDisabled() ? " ACCOUNT LOCK" : ""));
      case DELETE -> List.of("DROP USER " + name);
      default -> altered(change, user);
    };
  }

  private List<String> altered(Change change, UserName user) {
    var all = new ArrayList<String>();
    var state = change.edits().get(Item.STATE);
    if (state != null) {
      all.add(
          "ALTER USER %s ACCOUNT %s"
              .formatted(user.quoted(), state.given().contains(Item.DISABLED) ? "LOCK" : "UNLOCK"));
    }
    if (change.edits().containsKey(PasswordState.PASSWORD)) {
      all.add("ALTER USER %s %s".formatted(user.quoted(), identified(user)));
    }
    return all;
  }

  /// MySQL has had no `BY PASSWORD` since 8.0, and MariaDB has no `WITH … AS`.
  private String identified(UserName user) {
    var hash = Quoting.text(hashOf.apply(user.user()));
    return isMaria
        ? "IDENTIFIED VIA mysql_native_password USING " + hash
        : "IDENTIFIED WITH mysql_native_password AS " + hash;
  }

  List<String> grant(Change change, Catalogue.Grantee grantee) {
    var edit = change.edits().getOrDefault(Items.PRIVILEGE, new Edit(none(), none()));
    var all = new ArrayList<String>();
    if (!edit.taken().isEmpty()) {
      all.add(
          "REVOKE %s ON %s FROM %s"
              .formatted(listed(edit.taken()), grantee.object().quoted(), grantee.user().quoted()));
    }
    if (!edit.given().isEmpty()) {
      all.add(
          "GRANT %s ON %s TO %s"
              .formatted(listed(edit.given()), grantee.object().quoted(), grantee.user().quoted()));
    }
    return all;
  }

  private static SortedSet<String> none() {
    return new TreeSet<>();
  }

  private static String listed(Collection<String> privileges) {
    for (var privilege : privileges) {
      if (!privilege.matches("[A-Z][A-Z ]{0,63}")) {
        throw new IllegalArgumentException("no privilege: " + privilege);
      }
    }
    return String.join(", ", privileges);
  }
}
