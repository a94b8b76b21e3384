package dev.casebook.wings.accounts.targets.postgresql;

import dev.casebook.wings.accounts.targets.databases.Items;
import java.util.Set;

/// Which names roles of ours may have.
final class RoleNames {

  /// `"public"` is PUBLIC even between quotes: everybody.
  private static final Set<String> RESERVED = Set.of("public", "none");

  private static final String OF_THE_SERVER = "pg_";

  private RoleNames() {}

  static boolean isReserved(String name) {
    return RESERVED.contains(name) || name.startsWith(OF_THE_SERVER);
  }

  static boolean isOurs(String name) {
    return Items.isName(name) && !isReserved(name);
  }
}
