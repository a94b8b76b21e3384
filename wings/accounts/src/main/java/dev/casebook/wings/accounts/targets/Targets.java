package dev.casebook.wings.accounts.targets;

import dev.casebook.changes.Refusal;
import dev.casebook.wings.accounts.decide.Snapshot;
import dev.casebook.wings.accounts.plan.Target;
import dev.casebook.wings.accounts.targets.hosts.HostsTarget;
import dev.casebook.wings.accounts.targets.ldap.LdapTarget;
import dev.casebook.wings.accounts.targets.mariadb.MariaDbTarget;
import dev.casebook.wings.accounts.targets.postgresql.PostgresTarget;
import dev.casebook.wings.accounts.targets.redis.RedisTarget;
import java.io.IOException;

/// Opens what a row of the folder names.
public final class Targets {

  private Targets() {}

  /// @param snapshot of the folder that the row is in
  /// @throws Refusal where the row does not say enough, or the server lets us not in
  public static Target open(Destination destination, Snapshot snapshot)
      throws IOException, Refusal {
    var settings = destination.settings();
    return switch (settings.kind()) {
      case OPENLDAP, DIRECTORY_389 -> LdapTarget.open(destination);
      case MARIADB, MYSQL -> MariaDbTarget.open(destination);
      case POSTGRESQL -> PostgresTarget.open(destination);
      case REDIS -> RedisTarget.open(destination);
      case HOSTS -> HostsTarget.open(destination, snapshot);
    };
  }
}
