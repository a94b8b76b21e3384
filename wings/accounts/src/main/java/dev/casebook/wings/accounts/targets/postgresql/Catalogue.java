package dev.casebook.wings.accounts.targets.postgresql;

import static dev.casebook.wings.accounts.targets.postgresql.Session.text;

import dev.casebook.wings.accounts.model.PostgresObject;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// Reads what one database says of its owners and rights: five queries, however much there is.
///
/// An access control list that is NULL stands for `acldefault`, which gives everybody CONNECT and
/// TEMPORARY on a database and nothing on what is in it. What belongs to an extension is left out.
/// So is what has a name that no grant can have, but for tables, which belong to `SCHEMA.*` too.
final class Catalogue {

  private static final String SCHEMAS = "n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'";

  private static final String RELATIONS =
      SCHEMAS
          + """
           AND c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND NOT EXISTS (
            SELECT FROM pg_depend d
            WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')\
          """;

  private final Session session;
  private final Optional<String> only;
  private final DatabaseRights rights;

  private Catalogue(Session session, String database, Optional<String> only) {
    this.session = session;
    this.only = only;
    rights = new DatabaseRights(database);
  }

  /// @param only rights of this role alone
  static DatabaseRights of(Session session, String database, Optional<String> only)
      throws SQLException {
    return new Catalogue(session, database, only).all();
  }

  private DatabaseRights all() throws SQLException {
    database();
    schemas();
    relations();
    later();
    return rights;
  }

  private List<String> whose() {
    return only.stream().toList();
  }

  /// Of an `a` from aclexplode and the role `r` that it names; none for a role that is gone.
  private String isWhose() {
    return only.isPresent() ? "r.rolname = ?" : "(a.grantee = 0 OR r.oid IS NOT NULL)";
  }

  private void database() throws SQLException {
    session.query(
        """
        SELECT o.rolname FROM pg_database d JOIN pg_roles o ON o.oid = d.datdba
        WHERE d.datname = current_database()\
        """,
        List.of(),
        row -> rights.owned(text(row, 1)));
    session.query(
        """
        SELECT r.rolname, a.privilege_type, a.is_grantable FROM pg_database d
        CROSS JOIN LATERAL aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a
        LEFT JOIN pg_roles r ON r.oid = a.grantee
        WHERE d.datname = current_database() AND %s\
        """
            .formatted(isWhose()),
        whose(),
        row -> rights.right(text(row, 1), rights.database(), text(row, 2), row.getBoolean(3)));
  }

  private void schemas() throws SQLException {
    session.query(
        "SELECT n.nspname, o.rolname FROM pg_namespace n JOIN pg_roles o ON o.oid = n.nspowner WHERE "
            + SCHEMAS,
        List.of(),
        row -> {
          if (PostgresObject.isName(text(row, 1))) {
            rights.schema(text(row, 1), text(row, 2));
          }
        });
    session.query(
        """
        SELECT n.nspname, r.rolname, a.privilege_type, a.is_grantable FROM pg_namespace n
        CROSS JOIN LATERAL aclexplode(n.nspacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee
        WHERE %s AND %s\
        """
            .formatted(SCHEMAS, isWhose()),
        whose(),
        row -> {
          if (PostgresObject.isName(text(row, 1))) {
            rights.right(
                text(row, 2),
                rights.database().inSchema(text(row, 1)),
                text(row, 3),
                row.getBoolean(4));
          }
        });
  }

  private void relations() throws SQLException {
    session.query(
        """
        SELECT n.nspname, c.relname, o.rolname, c.relkind = 'S' FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_roles o ON o.oid = c.relowner WHERE %s\
        """
            .formatted(RELATIONS),
        List.of(),
        row -> {
          if (PostgresObject.isName(text(row, 1))) {
            rights.relation(
                new DatabaseRights.Relation(
                    relation(text(row, 1), text(row, 2)), text(row, 3), row.getBoolean(4)));
          }
        });
    session.query(
        """
        SELECT n.nspname, c.relname, r.rolname, a.privilege_type, a.is_grantable FROM pg_class c
        JOIN pg_namespace n ON n.oid = c.relnamespace
        CROSS JOIN LATERAL aclexplode(c.relacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee
        WHERE %s AND %s AND a.grantee <> c.relowner
          AND (c.relkind <> 'S' OR a.privilege_type = 'USAGE')\
        """
            .formatted(RELATIONS, isWhose()),
        whose(),
        row -> {
          if (PostgresObject.isName(text(row, 1))) {
            rights.right(
                text(row, 3),
                relation(text(row, 1), text(row, 2)),
                text(row, 4),
                row.getBoolean(5));
          }
        });
  }

  private PostgresObject relation(String schema, String name) {
    return rights.database().inSchema(schema).table(name);
  }

  private void later() throws SQLException {
    session.query(
        """
        SELECT n.nspname, c.rolname, r.rolname, a.privilege_type, a.is_grantable
        FROM pg_default_acl d JOIN pg_namespace n ON n.oid = d.defaclnamespace
        JOIN pg_roles c ON c.oid = d.defaclrole
        CROSS JOIN LATERAL aclexplode(d.defaclacl) a JOIN pg_roles r ON r.oid = a.grantee
        WHERE (d.defaclobjtype = 'r' OR d.defaclobjtype = 'S' AND a.privilege_type = 'USAGE')
          AND %s AND %s\
        """
            .formatted(SCHEMAS, isWhose()),
        whose(),
        row -> {
          if (PostgresObject.isName(text(row, 1))) {
            rights.later(text(row, 3), text(row, 1), text(row, 2), text(row, 4), row.getBoolean(5));
          }
        });
  }
}
