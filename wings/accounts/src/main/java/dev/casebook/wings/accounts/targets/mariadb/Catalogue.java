package dev.casebook.wings.accounts.targets.mariadb;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a server says of its accounts and grants: a handful of queries, however many there are.
///
/// Rights are read from information_schema, whose columns are the same in MySQL 5.6 to 8 and
/// MariaDB; ALL stands there as what it gives on that server.
final class Catalogue {

  static final String GRANT_OPTION = "GRANT OPTION";

  private static final String NOTHING = "USAGE";

  /// Privileges of a database that SHOW PRIVILEGES has among those of the server.
  private static final Set<String> OF_DATABASES_TOO = Set.of("EVENT");

  /// One account and one object.
  record Grantee(UserName user, GrantObject object) {

    @Override
    public String toString() {
      return user + " on " + object;
    }
  }

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

  boolean locks() {
    return locks;
  }

  private interface Row {
    void take(ResultSet row) throws SQLException;
  }

  private void query(String sql, Row each) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.setFetchSize(1000);
      try (var rows = statement.executeQuery(sql)) {
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
  Map<UserName, Account> accounts() throws SQLException {
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
                FROM mysql.user\
                """
                : "SELECT User, Host, 0, Password FROM mysql.user";
    query(
        sql,
        row -> {
          boolean locked = text(row, 3).matches("1|true");
          all.put(
              new UserName(text(row, 1), text(row, 2)),
              new Account(locks ? Optional.of(locked) : Optional.empty(), text(row, 4)));
        });
    return all;
  }

  /// What each account has on each object; patterns of several databases are told apart.
  ///
  /// @param patterns given accounts with such a pattern
  SortedMap<String, SortedSet<String>> grants(Map<String, Grantee> grantees, Set<String> patterns)
      throws SQLException {
    var all = new TreeMap<String, SortedSet<String>>();
    query(
        "SELECT GRANTEE, PRIVILEGE_TYPE, IS_GRANTABLE FROM information_schema.USER_PRIVILEGES",
        row -> take(row, Optional.of(GrantObject.EVERYTHING), 2, all, grantees));
    query(
        "SELECT GRANTEE, TABLE_SCHEMA, PRIVILEGE_TYPE, IS_GRANTABLE FROM information_schema.SCHEMA_PRIVILEGES",
        row -> {
          var object = GrantObject.ofPattern(text(row, 2));
          if (object.isEmpty()) {
            patterns.add(text(row, 1) + " on " + text(row, 2) + ".*");
          }
          take(row, object, 3, all, grantees);
        });
    query(
        "SELECT GRANTEE, TABLE_SCHEMA, TABLE_NAME, PRIVILEGE_TYPE, IS_GRANTABLE FROM information_schema.TABLE_PRIVILEGES",
        row ->
            take(row, Optional.of(new GrantObject(text(row, 2), text(row, 3))), 4, all, grantees));
    return all;
  }

  private static void take(
      ResultSet row,
      Optional<GrantObject> object,
      int column,
      Map<String, SortedSet<String>> all,
      Map<String, Grantee> grantees)
      throws SQLException {
    var user = UserName.ofGrantee(text(row, 1));
    if (user.isEmpty() || object.isEmpty()) {
      return;
    }
    var grantee = new Grantee(user.get(), object.get());
    var privileges = new TreeSet<String>();
    if (!text(row, column).equals(NOTHING)) {
      privileges.add(text(row, column));
    }
    if (text(row, column + 1).equals("YES")) {
      privileges.add(GRANT_OPTION);
    }
    if (!privileges.isEmpty()) {
      grantees.put(grantee.toString(), grantee);
      all.computeIfAbsent(grantee.toString(), _ -> new TreeSet<>()).addAll(privileges);
    }
  }

  /// What each level of objects can be granted on this server, ALL's meaning among it.
  ///
  /// @param server of `*.*`
  record Privileges(Set<String> server, Set<String> database, Set<String> table) {

    Set<String> of(GrantObject object) {
      return object.database().isEmpty() ? server : object.table().isEmpty() ? database : table;
    }
  }

  Privileges privileges() throws SQLException {
    var server = new HashSet<String>();
    var database = new HashSet<String>();
    var table = new HashSet<String>();
    query(
        "SHOW PRIVILEGES",
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
    database.remove("FILE");
    table.remove("FILE");
    database.remove("CREATE TABLESPACE");
    return new Privileges(server, database, table);
  }

  /// As whom we are signed in.
  UserName self() throws SQLException {
    var found = new UserName[1];
    query("SELECT CURRENT_USER()", row -> found[0] = UserName.of(text(row, 1)));
    return found[0];
  }
}
