package dev.casebook.wings.accounts.targets.mariadb;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// What a server says of its accounts and grants: a handful of queries, however many there are.
///
/// Rights are read from information_schema, whose columns are the same in MySQL 5.6 to 8 and
/// MariaDB; ALL stands there as what it gives on that server.
final class Catalogue {

  static final String GRANT_OPTION = "GRANT OPTION";

  private static final String NOTHING = "USAGE";

  /// Privileges of a database that SHOW PRIVILEGES has among those of the server.
  private static final Set<String> OF_DATABASES_TOO = Set.of("EVENT");

  /// And the other way round.
  private static final Set<String> OF_SERVERS_ALONE = Set.of("FILE", "CREATE TABLESPACE");

  /// One account and one object.
  record Grantee(UserName user, GrantObject object) {}

  /// @param lock whether it is locked; empty where the server knows no locks
  /// @param hash what it keeps of the password, of mysql_native_password alone; else empty
  record Account(Optional<Boolean> lock, String hash) {}

  private final Connection connection;
  private final boolean isMaria;
  private final boolean locks;

  Catalogue(Connection connection) throws SQLException {
    this.connection = connection;
    var metadata = connection.getMetaData();
    isMaria = metadata.getDatabaseProductName().toLowerCase(Locale.ROOT).contains("maria");
    int version = metadata.getDatabaseMajorVersion() * 100 + metadata.getDatabaseMinorVersion();
    locks = version >= (isMaria ? 1004 : 507);
  }

  boolean isMaria() {
    return isMaria;
  }

  private interface Row {
    void take(ResultSet row) throws SQLException;
  }

  private void query(String sql, List<String> parameters, Row each) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.size(); i++) {
        statement.setString(i + 1, parameters.get(i));
      }
      statement.setFetchSize(1000);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          each.take(rows);
        }
      }
    }
  }

  private static String text(ResultSet row, int column) throws SQLException {
    var text = row.getString(column);
    return text == null ? "" : text;
  }

  /// All accounts but roles.
  ///
  /// @param only this one, if it is there
  Map<UserName, Account> accounts(Optional<UserName> only) throws SQLException {
    var all = new HashMap<UserName, Account>();
    var sql =
        isMaria && locks
            ? """
            SELECT User, Host, COALESCE(JSON_VALUE(Priv, '$.account_locked'), 0),
              IF(JSON_VALUE(Priv, '$.plugin') = 'mysql_native_password',
                JSON_VALUE(Priv, '$.authentication_string'), '')
            FROM mysql.global_priv
            WHERE COALESCE(JSON_VALUE(Priv, '$.is_role'), 0) = 0\
            """
            : locks
                ? """
                SELECT User, Host, account_locked = 'Y',
                  IF(plugin = 'mysql_native_password', authentication_string, '')
                FROM mysql.user WHERE TRUE\
                """
                : "SELECT User, Host, 0, Password FROM mysql.user WHERE TRUE";
    query(
        sql + (only.isPresent() ? " AND User = ? AND Host = ?" : ""),
        only.stream().flatMap(user -> Stream.of(user.user(), user.host())).toList(),
        row -> {
          boolean locked = text(row, 3).matches("1|true");
          all.put(
              new UserName(text(row, 1), text(row, 2)),
              new Account(locks ? Optional.of(locked) : Optional.empty(), text(row, 4)));
        });
    return all;
  }

  /// What each account has on each object.
  ///
  /// @param only this account's
  /// @param patterns told of grants on a pattern of several databases, which are left out
  Map<Grantee, SortedSet<String>> grants(Optional<UserName> only, Consumer<String> patterns)
      throws SQLException {
    var all = new HashMap<Grantee, SortedSet<String>>();
    var where = only.isPresent() ? " WHERE GRANTEE = ?" : "";
    var whose = only.stream().map(UserName::grantee).toList();
    query(
        "SELECT GRANTEE, PRIVILEGE_TYPE, IS_GRANTABLE FROM information_schema.USER_PRIVILEGES"
            + where,
        whose,
        row -> take(row, Optional.of(GrantObject.EVERYTHING), 2, all));
    query(
        "SELECT GRANTEE, TABLE_SCHEMA, PRIVILEGE_TYPE, IS_GRANTABLE FROM information_schema.SCHEMA_PRIVILEGES"
            + where,
        whose,
        row -> {
          var object = GrantObject.ofPattern(text(row, 2));
          if (object.isEmpty()) {
            patterns.accept(text(row, 1) + " on " + text(row, 2) + ".*");
          }
          take(row, object, 3, all);
        });
    query(
        "SELECT GRANTEE, TABLE_SCHEMA, TABLE_NAME, PRIVILEGE_TYPE, IS_GRANTABLE FROM information_schema.TABLE_PRIVILEGES"
            + where,
        whose,
        row -> take(row, Optional.of(new GrantObject(text(row, 2), text(row, 3))), 4, all));
    return all;
  }

  private static void take(
      ResultSet row, Optional<GrantObject> object, int column, Map<Grantee, SortedSet<String>> all)
      throws SQLException {
    var user = UserName.ofGrantee(text(row, 1));
    if (user.isEmpty() || object.isEmpty()) {
      return;
    }
    var privileges = new TreeSet<String>();
    if (!text(row, column).equals(NOTHING)) {
      privileges.add(text(row, column));
    }
    if (text(row, column + 1).equals("YES")) {
      privileges.add(GRANT_OPTION);
    }
    if (!privileges.isEmpty()) {
      all.computeIfAbsent(new Grantee(user.get(), object.get()), _ -> new TreeSet<>())
          .addAll(privileges);
    }
  }

  Privileges privileges(Passwords passwords) throws SQLException {
    var server = new HashSet<String>();
    var database = new HashSet<String>();
    var table = new HashSet<String>();
    query(
        "SHOW PRIVILEGES",
        List.of(),
        row -> {
          var name = text(row, 1).toUpperCase(Locale.ROOT);
          var context = text(row, 2);
          if (name.equals(NOTHING) || name.equals("PROXY") || name.equals(GRANT_OPTION)) {
            return;
          }
          server.add(name);
          if (context.matches(".*(?:Databases|Tables|Functions|Procedures).*")
              || OF_DATABASES_TOO.contains(name)) {
            database.add(name);
          }
          if (context.contains("Tables")) {
            table.add(name);
          }
        });
    OF_SERVERS_ALONE.forEach(database::remove);
    OF_SERVERS_ALONE.forEach(table::remove);
    return new Privileges(server, database, table, locks, passwords);
  }

  /// As whom we are signed in.
  UserName self() throws SQLException {
    var found = new UserName[1];
    query("SELECT CURRENT_USER()", List.of(), row -> found[0] = UserName.of(text(row, 1)));
    return found[0];
  }
}
