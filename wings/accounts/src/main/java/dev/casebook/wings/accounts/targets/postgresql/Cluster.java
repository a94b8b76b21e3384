package dev.casebook.wings.accounts.targets.postgresql;

import static dev.casebook.wings.accounts.targets.postgresql.Session.text;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a server says of what all of its databases share: roles, and which databases there are.
final class Cluster {

  /// The oid of the role that initdb makes (pg_authid.dat).
  private static final int FIRST = 10;

  private final Session session;
  private final boolean showsPasswords;
  private final int version;

  Cluster(Session session) throws SQLException {
    this.session = session;
    version = session.version();
    showsPasswords = isTrue("SELECT has_column_privilege('pg_authid', 'rolpassword', 'SELECT')");
  }

  private boolean isTrue(String sql) throws SQLException {
    return texts(sql, List.of()).equals(List.of("t"));
  }

  private List<String> texts(String sql, List<String> parameters) throws SQLException {
    var texts = new ArrayList<String>();
    session.query(sql, parameters, row -> texts.add(text(row, 1)));
    return texts;
  }

  int version() {
    return version;
  }

  /// Whether we may see what is kept of passwords.
  boolean showsPasswords() {
    return showsPasswords;
  }

  /// As whom we are signed in.
  String self() throws SQLException {
    return texts("SELECT current_user", List.of()).getFirst();
  }

  /// Those that sessions can be had in.
  List<String> databases() throws SQLException {
    return texts(
        """
        SELECT datname FROM pg_database
        WHERE datallowconn AND NOT datistemplate AND datconnlimit <> -2
          AND has_database_privilege(oid, 'CONNECT')
        ORDER BY datname\
        """,
        List.of());
  }

  /// All roles of names that accounts can have.
  ///
  /// @param only this one, if it is there
  SortedMap<String, Role> roles(Optional<String> only) throws SQLException {
    var memberships = new TreeMap<String, TreeSet<String>>();
    var groups = new HashSet<String>();
    session.query(
        """
        SELECT member.rolname, of.rolname FROM pg_auth_members m
        JOIN pg_roles member ON member.oid = m.member JOIN pg_roles of ON of.oid = m.roleid\
        """,
        List.of(),
        row -> {
          memberships.computeIfAbsent(text(row, 1), _ -> new TreeSet<>()).add(text(row, 2));
          groups.add(text(row, 2));
        });
    var columns = List.copyOf(Role.POWER_BY_COLUMN.keySet());
    var all = new TreeMap<String, Role>();
    session.query(
        "SELECT rolname, rolcanlogin, %s, oid = %d, %s FROM %s%s"
            .formatted(
                showsPasswords ? "rolpassword" : "''",
                FIRST,
                String.join(", ", columns),
                showsPasswords ? "pg_authid" : "pg_roles",
                only.isPresent() ? " WHERE rolname = ?" : ""),
        only.stream().toList(),
        row -> {
          var name = text(row, 1);
          if (RoleNames.isOurs(name)) {
            var powers = new TreeSet<String>();
            for (var column : columns) {
              if (row.getBoolean(column)) {
                powers.add(Role.POWER_BY_COLUMN.get(column));
              }
            }
            all.put(
                name,
                new Role(
                    name,
                    row.getBoolean(2),
                    powers,
                    text(row, 3),
                    memberships.getOrDefault(name, new TreeSet<>()),
                    groups.contains(name),
                    row.getBoolean(4)));
          }
        });
    return all;
  }

  /// What keeps a role from being dropped: `owns 2 things in orders`.
  List<String> ties(String role) throws SQLException {
    var ties = new ArrayList<String>();
    session.query(
        """
        SELECT coalesce(d.datname, ''), s.deptype = 'o', count(*)
        FROM pg_shdepend s JOIN pg_roles r ON r.oid = s.refobjid
        LEFT JOIN pg_database d ON d.oid = s.dbid
        WHERE s.refclassid = 'pg_authid'::regclass AND r.rolname = ?
        GROUP BY 1, 2 ORDER BY 1, 2 DESC LIMIT 20\
        """,
        List.of(role),
        row -> {
          var where = text(row, 1).isEmpty() ? "the server" : text(row, 1);
          long count = row.getLong(3);
          ties.add(
              "%s %d thing%s in %s"
                  .formatted(
                      row.getBoolean(2) ? "owns" : "has rights on",
                      count,
                      count == 1 ? "" : "s",
                      where));
        });
    return ties;
  }
}
