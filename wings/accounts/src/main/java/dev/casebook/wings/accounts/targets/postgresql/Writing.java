package dev.casebook.wings.accounts.targets.postgresql;

import dev.casebook.changes.Refusal;
import dev.casebook.wings.accounts.model.PostgresObject;
import dev.casebook.wings.accounts.model.PostgresObject.Level;
import dev.casebook.wings.accounts.plan.Change;
import dev.casebook.wings.accounts.plan.Edit;
import dev.casebook.wings.accounts.plan.Item;
import dev.casebook.wings.accounts.plan.Key;
import dev.casebook.wings.accounts.targets.databases.Items;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Makes changes, each in a transaction of its own that sees before that what it changes is as the
/// plan saw it, and after that it is as it should be: a GRANT by somebody who may not give it all
/// is no error on a PostgreSQL server.
final class Writing implements AutoCloseable {

  private final Connecting connecting;
  private final Session first;
  private final Cluster cluster;
  private final Passwords passwords;

  /// What was given by name on tables since it was opened. Where all tables give it too, nobody can
  /// tell it from there.
  private final Map<String, Map<PostgresObject, Set<String>>> given = new HashMap<>();

  private Optional<InDatabase> current = Optional.empty();

  private record InDatabase(String name, Session session) {}

  Writing(Connecting connecting, Session first, Cluster cluster, Passwords passwords) {
    this.connecting = connecting;
    this.first = first;
    this.cluster = cluster;
    this.passwords = passwords;
  }

  void make(Change change) throws SQLException, Refusal {
    if (change.key().kind().equals(Items.ACCOUNT)) {
      account(change);
    } else {
      var object =
          PostgresObject.of(Items.object(change.key()))
              .orElseThrow(() -> new Refusal(change.key() + " is none that can be written"));
      grant(change, object);
    }
  }

  private void account(Change change) throws SQLException, Refusal {
    try {
      if (isDone(change, account(change.key()))) {
        return;
      }
      var name = change.key().name();
      if (change.phase() == Change.Phase.DELETE) {
        refuseTied(name);
      }
      first.run(
          List.of(RoleStatements.of(change, passwords.verifier(name), !cluster.showsPasswords())));
      prove(change, account(change.key()));
      first.commit();
    } finally {
      first.end();
    }
  }

  private Optional<Item> account(Key key) throws SQLException {
    var shown = cluster.showsPasswords() ? Optional.of(passwords) : Optional.<Passwords>empty();
    return Optional.ofNullable(cluster.roles(Optional.of(key.name())).get(key.name()))
        .map(role -> role.item(shown));
  }

  /// What it owns would go with it, or has to become somebody else's: nobody but a person decides.
  private void refuseTied(String role) throws SQLException, Refusal {
    var ties = cluster.ties(role);
    if (!ties.isEmpty()) {
      throw new Refusal(
          "account %1$s can't be dropped: it %2$s. In each of these databases, REASSIGN OWNED BY %3$s TO another role and then DROP OWNED BY %3$s; then plan anew"
              .formatted(role, String.join(", ", ties), Quoting.role(role)));
    }
  }

  private void grant(Change change, PostgresObject object) throws SQLException, Refusal {
    var role = Items.accountName(change.key());
    var session = in(object.database());
    var kept = given.computeIfAbsent(role, _ -> new HashMap<>());
    try {
      var rights = Catalogue.of(session, object.database(), Optional.of(role));
      if (isDone(change, grant(change.key(), rights))) {
        return;
      }
      var edit =
          change.edits().getOrDefault(Items.PRIVILEGE, new Edit(new TreeSet<>(), new TreeSet<>()));
      session.run(new GrantStatements(role, object, rights, kept).of(edit));
      var after = Catalogue.of(session, object.database(), Optional.of(role));
      boolean byName = object.level() == Level.TABLE && edit.taken().isEmpty();
      prove(
          change,
          byName
              ? Optional.of(Items.grant(role, object.toString(), after.direct(role, object)))
              : grant(change.key(), after));
      session.commit();
      if (byName) {
        kept.computeIfAbsent(object, _ -> new HashSet<>()).addAll(edit.given());
      }
    } finally {
      session.end();
    }
  }

  private static Optional<Item> grant(Key key, DatabaseRights rights) {
    var role = Items.accountName(key);
    var object = Items.object(key);
    return Optional.ofNullable(rights.of(role).get(object))
        .map(some -> Items.grant(role, object, some));
  }

  private static boolean isDone(Change change, Optional<Item> now) throws Refusal {
    return switch (change.in(now)) {
      case DONE -> true;
      case UNDONE -> false;
      case MOVED ->
          throw new Refusal(change.key() + " was changed since the plan was made: make it anew");
    };
  }

  private static void prove(Change change, Optional<Item> now) throws Refusal {
    if (change.in(now) != Change.Progress.DONE) {
      throw new Refusal(
          "%s: the server took it and did not do it: only whoever owns it, or gave it, can"
              .formatted(change.words()));
    }
  }

  private Session in(String database) throws SQLException {
    if (current.filter(one -> one.name().equals(database)).isEmpty()) {
      close();
      current = Optional.of(new InDatabase(database, connecting.to(database)));
    }
    return current.orElseThrow().session();
  }

  @Override
  public void close() throws SQLException {
    var open = current;
    current = Optional.empty();
    if (open.isPresent()) {
      open.get().session().close();
    }
  }
}
