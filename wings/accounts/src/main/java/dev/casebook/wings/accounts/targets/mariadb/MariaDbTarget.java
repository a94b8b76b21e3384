package dev.casebook.wings.accounts.targets.mariadb;

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
import dev.casebook.wings.accounts.targets.databases.Items;
import dev.casebook.wings.accounts.targets.databases.PasswordState;
import dev.casebook.wings.accounts.targets.databases.Wishes;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/// A MariaDB or MySQL server that we keep accounts and grants on.
public final class MariaDbTarget implements Target {

  /// SQLSTATE classes of a connection that is gone, where it is not known what was done.
  private static final List<String> CONNECTION = List.of("08", "HY");

  private final Destination destination;
  private final Connection connection;
  private final Catalogue catalogue;
  private final Passwords passwords;
  private final UserName self;

  private MariaDbTarget(Destination destination, Connection connection) throws SQLException {
    this.destination = destination;
    this.connection = connection;
    catalogue = new Catalogue(connection);
    passwords = new Passwords(AccountPasswords.of(destination));
    self = catalogue.self();
  }

  public static MariaDbTarget open(Destination destination) throws IOException, Refusal {
    var settings = destination.settings();
    if (settings.database().isEmpty()) {
      throw new Refusal(
          settings.place() + ": no database: the row of `databases` that this server is");
    }
    try {
      var connection = Connecting.to(destination);
      try {
        return new MariaDbTarget(destination, connection);
      } catch (SQLException e) {
        connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  @Override
  public List<Sort> sorts() {
    return Items.SORTS;
  }

  @Override
  public Observed read() throws IOException, Refusal {
    return read(Optional.empty());
  }

  /// @param only this account and its grants
  private Observed read(Optional<UserName> only) throws IOException, Refusal {
    try {
      var items = new ArrayList<Item>();
      var patterns = new TreeSet<String>();
      catalogue.accounts(only).forEach((user, account) -> items.add(item(user, account)));
      catalogue
          .grants(only, patterns::add)
          .forEach((grantee, privileges) ->
              items.add(
                  Items.grant(grantee.user().toString(), grantee.object().toString(), privileges)));
      return Observed.of(
          items,
          patterns.stream()
              .map(grant ->
                  "%s is a pattern that may stand for several databases: it is left alone"
                      .formatted(grant))
              .toList());
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private Item item(UserName user, Catalogue.Account account) {
    var kept = passwords.hash(user.user()).filter(account.hash()::equalsIgnoreCase);
    return new Item(
        Items.account(user.toString()),
        Map.of(
            Item.STATE,
            account.lock().stream().map(lock -> lock ? Item.DISABLED : Item.ENABLED).toList(),
            PasswordState.PASSWORD,
            PasswordState.of(kept.isPresent())));
  }

  @Override
  public Wanted wanted(Snapshot snapshot, Observed observed, LocalDate today)
      throws IOException, Refusal {
    try {
      var at = today.atStartOfDay(ZoneOffset.UTC).toInstant();
      var privileges = catalogue.privileges(passwords);
      return new Wishes(snapshot, destination.settings(), privileges, observed, at).all();
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  @Override
  public void make(Change change) throws IOException, Refusal {
    var user = UserName.of(Items.accountWithClients(change.key()));
    var now = read(Optional.of(user)).find(change.key());
    if (change.in(now) != Change.Progress.UNDONE) {
      throw new Refusal(change.key() + " was changed since the plan was made: make it anew");
    }
    var statements =
        new Statements(
            catalogue.isMaria(), name -> passwords.hash(name).orElse(NativePassword.NONE));
    var all =
        change.key().kind().equals(Items.ACCOUNT)
            ? statements.account(change, user)
            : statements.grant(change, new Catalogue.Grantee(user, object(change.key())));
    try (var statement = connection.createStatement()) {
      for (var one : all) {
        statement.execute(one);
      }
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  private static GrantObject object(Key grant) throws Refusal {
    return GrantObject.of(Items.object(grant))
        .orElseThrow(() -> new Refusal(grant + " is none that can be written"));
  }

  /// @return what broke the connection
  /// @throws Refusal where the server said no
  private static IOException failure(SQLException e) throws Refusal {
    var state = Objects.requireNonNullElse(e.getSQLState(), "08000");
    if (CONNECTION.stream().noneMatch(state::startsWith)) {
      throw new Refusal(said(e));
    }
    return new IOException(said(e), e);
  }

  private static String said(SQLException e) {
    return Objects.requireNonNullElse(e.getMessage(), "the server said nothing");
  }

  @Override
  public Optional<Key> self() {
    return Optional.of(Items.account(self.toString()));
  }

  @Override
  public Optional<String> accountOf(Key key) {
    return Items.accountOf(key);
  }

  @Override
  public Adopted adopt(Snapshot snapshot, Observed observed) {
    return new Adoption(snapshot, destination.settings(), observed).all();
  }

  @Override
  public void close() throws IOException {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }
}
