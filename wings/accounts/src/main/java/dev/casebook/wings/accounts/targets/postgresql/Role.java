package dev.casebook.wings.accounts.targets.postgresql;

import dev.casebook.wings.accounts.plan.Item;
import dev.casebook.wings.accounts.targets.databases.Items;
import dev.casebook.wings.accounts.targets.databases.PasswordState;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// A role as the catalogue shows it.
///
/// @param login whether anybody signs in as it
/// @param powers what it may do whatever is granted, such as SUPERUSER
/// @param verifier what is kept of its password; empty for nothing
/// @param memberOf roles whose rights it has too
/// @param isFirst whether the server was made with it: there is always one that may do all
record Role(
    String name,
    boolean login,
    SortedSet<String> powers,
    String verifier,
    SortedSet<String> memberOf,
    boolean hasMembers,
    boolean isFirst) {

  /// The attribute of an account for its powers, of which the folder has none.
  static final String POWER = "power";

  /// By the column that shows it; the words are those of ALTER ROLE.
  static final SortedMap<String, String> POWER_BY_COLUMN =
      new TreeMap<>(
          Map.of(
              "rolsuper", "SUPERUSER",
              "rolcreaterole", "CREATEROLE",
              "rolreplication", "REPLICATION",
              "rolbypassrls", "BYPASSRLS"));

  Role {
    powers = new TreeSet<>(powers);
    memberOf = new TreeSet<>(memberOf);
  }

  /// Whether it is a group of others alone.
  boolean isGroup() {
    return !login && hasMembers;
  }

  /// Its powers in few words: a superuser has all of them.
  String mightiest() {
    return powers.contains("SUPERUSER") ? "SUPERUSER" : String.join(", ", powers);
  }

  /// @param passwords none where the server does not show what it keeps of them
  Item item(Optional<Passwords> passwords) {
    var values = new TreeMap<String, Collection<String>>();
    values.put(Item.STATE, List.of(login ? Item.ENABLED : Item.DISABLED));
    values.put(POWER, powers);
    passwords.ifPresent(known ->
        values.put(PasswordState.PASSWORD, PasswordState.of(known.isAsKept(name, verifier))));
    return new Item(Items.account(name), values);
  }
}
