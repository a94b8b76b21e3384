package dev.casebook.wings.accounts.targets.postgresql;

import static dev.casebook.wings.accounts.targets.databases.Items.PARTLY;
import static dev.casebook.wings.accounts.targets.postgresql.DatabaseRights.GRANT_OPTION;

import dev.casebook.wings.accounts.model.PostgresObject;
import dev.casebook.wings.accounts.model.PostgresObject.Level;
import dev.casebook.wings.accounts.plan.Edit;
import dev.casebook.wings.accounts.targets.postgresql.DatabaseRights.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.stream.Collectors;

/// What is given to and taken from one role on one object, as statements.
///
/// Rights on `SCHEMA.*` are given on each table that is there and lacks them, and by default
/// privileges on what those who made them make later. GRANT ON ALL TABLES is not used: it would
/// reach for tables of extensions too, which are not ours to give.
final class GrantStatements {

  private final String role;
  private final PostgresObject object;
  private final DatabaseRights rights;
  private final Map<PostgresObject, Set<String>> kept;
  private final List<String> all = new ArrayList<>();

  /// @param rights those of the role, as they are just before
  /// @param kept by table, what is given on it by name and stays while it is taken from all
  GrantStatements(
      String role,
      PostgresObject object,
      DatabaseRights rights,
      Map<PostgresObject, Set<String>> kept) {
    this.role = role;
    this.object = object;
    this.rights = rights;
    this.kept = kept;
  }

  List<String> of(Edit edit) {
    for (var privilege : edit.taken()) {
      var exact = privilege.replace(PARTLY, "");
      if (edit.given().contains(exact)) {
        continue; // what lacks it gets it
      }
      if (!exact.endsWith(GRANT_OPTION)) {
        take(exact, "REVOKE " + Quoting.keyword(exact));
      } else if (!isTakenWhole(exact, edit.taken())) {
        var bare = exact.substring(0, exact.length() - GRANT_OPTION.length());
        take(exact, "REVOKE GRANT OPTION FOR " + Quoting.keyword(bare));
      }
    }
    edit.given().forEach(this::give);
    return all;
  }

  private static boolean isTakenWhole(String passedOn, SortedSet<String> taken) {
    var bare = passedOn.replace(GRANT_OPTION, "");
    return taken.contains(bare) || taken.contains(bare + PARTLY);
  }

  private void give(String privilege) {
    var giving = "GRANT " + Quoting.keyword(privilege);
    var to = " TO " + Quoting.role(role);
    if (object.level() != Level.TABLES) {
      all.add(giving + " ON " + named() + to);
      return;
    }
    var schema = object.schema();
    onTables(privilege, rights.relationsWithout(role, schema, privilege), giving, to);
    rights
        .creatorsWithout(role, schema, privilege)
        .forEach(creator -> later(creator, privilege, giving, to));
  }

  private void take(String privilege, String taking) {
    var from = " FROM " + Quoting.role(role);
    if (object.level() != Level.TABLES) {
      all.add(taking + " ON " + named() + from);
      return;
    }
    var with =
        rights.relations(object.schema()).values().stream()
            .filter(one -> rights.direct(role, one.object()).contains(privilege))
            .filter(one -> !kept.getOrDefault(one.object(), Set.of()).contains(privilege))
            .toList();
    onTables(privilege, with, taking, from);
    rights
        .later(role, object.schema())
        .forEach((creator, privileges) -> {
          if (privileges.contains(privilege)) {
            later(creator, privilege, taking, from);
          }
        });
  }

  private void onTables(String privilege, List<Relation> some, String doing, String whose) {
    if (!some.isEmpty()) {
      all.add(
          doing
              + (DatabaseRights.isOfSequences(privilege) ? " ON SEQUENCE " : " ON TABLE ")
              + some.stream()
                  .map(relation -> qualified(relation.object()))
                  .collect(Collectors.joining(", "))
              + whose);
    }
  }

  /// The schema's tables that a role will make.
  private void later(String creator, String privilege, String doing, String whose) {
    all.add(
        "ALTER DEFAULT PRIVILEGES FOR ROLE %s IN SCHEMA %s %s ON %s%s"
            .formatted(
                Quoting.identifier(creator),
                Quoting.identifier(object.schema()),
                doing,
                DatabaseRights.isOfSequences(privilege) ? "SEQUENCES" : "TABLES",
                whose));
  }

  private String named() {
    return switch (object.level()) {
      case DATABASE -> "DATABASE " + Quoting.identifier(object.database());
      case SCHEMA -> "SCHEMA " + Quoting.identifier(object.schema());
      case TABLES, TABLE -> {
        var relation = rights.relations(object.schema()).get(object.table());
        boolean isSequence = relation != null && relation.isSequence();
        yield (isSequence ? "SEQUENCE " : "TABLE ") + qualified(object);
      }
    };
  }

  private static String qualified(PostgresObject table) {
    return Quoting.identifier(table.schema()) + "." + Quoting.identifier(table.table());
  }
}
