package dev.casebook.wings.accounts.targets.postgresql;

import dev.casebook.changes.Refusal;
import dev.casebook.wings.accounts.decide.Snapshot;
import dev.casebook.wings.accounts.plan.Adopted;
import dev.casebook.wings.accounts.plan.Change;
import dev.casebook.wings.accounts.plan.Item;
import dev.casebook.wings.accounts.plan.Key;
import dev.casebook.wings.accounts.plan.Observed;
import dev.casebook.wings.accounts.plan.Sort;
import dev.casebook.wings.accounts.plan.Target;
import dev.casebook.wings.accounts.plan.Wanted;
import dev.casebook.wings.accounts.targets.Destination;
import dev.casebook.wings.accounts.targets.databases.AccountPasswords;
import dev.casebook.wings.accounts.targets.databases.Adoption;
import dev.casebook.wings.accounts.targets.databases.Items;
import dev.casebook.wings.accounts.targets.databases.Wishes;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// A PostgreSQL server that we keep roles and their rights in its databases on.
public final class PostgresTarget implements Target {

  private final Destination destination;
  private final Connecting connecting;
  private final Session session;
  private final Cluster cluster;
  private final Optional<Passwords> passwords;
  private final Writing writing;
  private final String self;
  private SortedMap<String, Role> roles = new TreeMap<>();
  private SortedMap<String, DatabaseRights> databases = new TreeMap<>();

  private PostgresTarget(Destination destination, Connecting connecting, Session session)
      throws SQLException {
    this.destination = destination;
    this.connecting = connecting;
    this.session = session;
    cluster = new Cluster(session);
    self = cluster.self();
    var kept = new Passwords(AccountPasswords.of(destination));
    passwords = cluster.showsPasswords() ? Optional.of(kept) : Optional.empty();
    writing = new Writing(connecting, session, cluster, kept);
    session.end();
  }

  public static PostgresTarget open(Destination destination) throws IOException, Refusal {
    var settings = destination.settings();
    if (settings.database().isEmpty()) {
      throw new Refusal(
          settings.place() + ": no database: the row of `databases` that this server is");
    }
    var connecting = new Connecting(destination);
    try {
      var session = connecting.first();
      try {
        return new PostgresTarget(destination, connecting, session);
      } catch (SQLException e) {
        session.close();
        throw e;
      }
    } catch (SQLException e) {
      throw Failure.of(e);
    }
  }

  @Override
  public List<Sort> sorts() {
    return Items.SORTS;
  }

  @Override
  public Observed read() throws IOException, Refusal {
    var remarks = new ArrayList<String>();
    databases = new TreeMap<>();
    try {
      roles = cluster.roles(Optional.empty());
      var names = cluster.databases();
      session.end();
      for (var name : names) {
        read(name, remarks);
      }
    } catch (SQLException e) {
      throw Failure.of(e);
    }
    remarks.addAll(Remarks.of(roles.values(), self));
    var items = new ArrayList<Item>();
    for (var role : roles.values()) {
      items.add(role.item(passwords));
      databases
          .values()
          .forEach(rights ->
              rights
                  .of(role.name())
                  .forEach((object, some) -> items.add(Items.grant(role.name(), object, some))));
    }
    return Observed.of(items, remarks);
  }

  /// One at a time: a server has few sessions to give.
  private void read(String database, List<String> remarks) throws SQLException {
    try (var in = connecting.to(database)) {
      databases.put(database, Catalogue.of(in, database, Optional.empty()));
    } catch (SQLException e) {
      remarks.add(
          "database %s can't be read and is left as it is: %s"
              .formatted(database, Failure.said(e)));
    }
  }

  @Override
  public Wanted wanted(Snapshot snapshot, Observed observed, LocalDate today)
      throws IOException, Refusal {
    return wanted(snapshot, observed, today.atStartOfDay(ZoneOffset.UTC).toInstant());
  }

  private Wanted wanted(Snapshot snapshot, Observed observed, Instant at) {
    return new Wishes(snapshot, destination.settings(), privileges(), observed, at).all();
  }

  private Privileges privileges() {
    return new Privileges(databases, cluster.version(), passwords);
  }

  @Override
  public void make(Change change) throws IOException, Refusal {
    try {
      writing.make(change);
    } catch (SQLException e) {
      throw Failure.of(e);
    }
  }

  @Override
  public Optional<Key> self() {
    return Optional.of(Items.account(self));
  }

  @Override
  public Optional<String> accountOf(Key key) {
    return Items.accountOf(key);
  }

  @Override
  public Adopted adopt(Snapshot snapshot, Observed observed) {
    var database = snapshot.company().databases().get(destination.settings().database());
    if (database == null) {
      return Adoption.none(destination.settings());
    }
    var adoptable = Adoptable.of(observed, roles, privileges(), self);
    var adopted =
        new Adoption(
                snapshot,
                database.name(),
                adoptable.observed(),
                wanted(snapshot, observed, Instant.EPOCH),
                privileges(),
                privileges().clients(database),
                adoptable.left())
            .all();
    var remarks = new ArrayList<>(adoptable.observed().remarks());
    remarks.addAll(adopted.remarks());
    return new Adopted(adopted.rows(), adopted.keys(), remarks);
  }

  @Override
  public void close() throws IOException {
    try (session) {
      writing.close();
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }
}
