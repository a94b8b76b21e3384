package dev.casebook.wings.accounts.targets.postgresql;

import dev.casebook.wings.accounts.model.PostgresObject;
import dev.casebook.wings.accounts.model.PostgresObject.Level;
import dev.casebook.wings.accounts.targets.databases.Items;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// Who owns what in one database, and which rights its access control lists give to whom.
///
/// A right that may be passed on stands as two: `SELECT` and `SELECT WITH GRANT OPTION`.
final class DatabaseRights {

  static final String GRANT_OPTION = " WITH GRANT OPTION";

  /// As which an access control list has everybody.
  static final String PUBLIC = "";

  /// USAGE of sequences, all else of tables.
  static boolean isOfSequences(String privilege) {
    return privilege.startsWith("USAGE");
  }

  /// A table, a view or a sequence.
  record Relation(PostgresObject object, String owner, boolean isSequence) {

    boolean takes(String privilege) {
      return isOfSequences(privilege) == isSequence;
    }
  }

  private final PostgresObject database;
  private String owner = "";
  private final Map<String, String> ownerBySchema = new TreeMap<>();
  private final Map<String, Map<String, Relation>> relationsBySchema = new TreeMap<>();
  private final Map<String, Map<PostgresObject, Set<String>>> direct = new HashMap<>();
  private final Map<String, Map<String, Map<String, Set<String>>>> later = new HashMap<>();

  DatabaseRights(String database) {
    this.database = PostgresObject.database(database);
  }

  PostgresObject database() {
    return database;
  }

  void owned(String role) {
    owner = role;
  }

  /// @param role its owner; objects made in it by the pseudo-role of the database's owner are the
  ///   real owner's
  void schema(String name, String role) {
    ownerBySchema.put(name, role.equals("pg_database_owner") ? owner : role);
  }

  void relation(Relation relation) {
    relationsBySchema
        .computeIfAbsent(relation.object().schema(), _ -> new TreeMap<>())
        .put(relation.object().table(), relation);
  }

  void right(String role, PostgresObject object, String privilege, boolean grantable) {
    var all =
        direct
            .computeIfAbsent(role, _ -> new HashMap<>())
            .computeIfAbsent(object, _ -> new HashSet<>());
    add(all, privilege, grantable);
  }

  /// What a role gets on tables that another will make.
  void later(String role, String schema, String creator, String privilege, boolean grantable) {
    var all =
        later
            .computeIfAbsent(role, _ -> new HashMap<>())
            .computeIfAbsent(schema, _ -> new TreeMap<>())
            .computeIfAbsent(creator, _ -> new HashSet<>());
    add(all, privilege, grantable);
  }

  private static void add(Set<String> all, String privilege, boolean grantable) {
    all.add(privilege);
    if (grantable) {
      all.add(privilege + GRANT_OPTION);
    }
  }

  Set<String> schemas() {
    return ownerBySchema.keySet();
  }

  /// Those of a schema, by name.
  Map<String, Relation> relations(String schema) {
    return relationsBySchema.getOrDefault(schema, Map.of());
  }

  /// Who made a schema's tables, and so may make more: their owners, and the schema's.
  SortedSet<String> creators(String schema) {
    var creators = new TreeSet<String>();
    creators.add(ownerBySchema.getOrDefault(schema, owner));
    relations(schema).values().forEach(relation -> creators.add(relation.owner()));
    return creators;
  }

  /// Whoever owns a thing may do all to it, whatever is granted.
  boolean isOwner(String role, PostgresObject object) {
    return role.equals(
        switch (object.level()) {
          case DATABASE -> owner;
          case SCHEMA, TABLES -> ownerBySchema.getOrDefault(object.schema(), "");
          case TABLE -> {
            var relation = relations(object.schema()).get(object.table());
            yield relation == null ? "" : relation.owner();
          }
        });
  }

  /// What is given to a role by name.
  Set<String> direct(String role, PostgresObject object) {
    return direct.getOrDefault(role, Map.of()).getOrDefault(object, Set.of());
  }

  /// By creator.
  Map<String, Set<String>> later(String role, String schema) {
    return later.getOrDefault(role, Map.of()).getOrDefault(schema, Map.of());
  }

  /// A role's rights by object, each told once: what is given on a schema's tables for later ones
  /// too stands under `SCHEMA.*`, and under a table only what goes beyond that.
  SortedMap<String, SortedSet<String>> of(String role) {
    var all = new TreeMap<String, SortedSet<String>>();
    var forAll = new HashMap<String, Set<String>>();
    later
        .getOrDefault(role, Map.of())
        .forEach((schema, byCreator) -> {
          var privileges = union(byCreator.values());
          forAll.put(schema, privileges);
          var told = new TreeSet<String>();
          privileges.forEach(
              one -> told.add(isWhole(role, schema, one) ? one : one + Items.PARTLY));
          put(all, database.inSchema(schema).allTables(), told);
        });
    direct
        .getOrDefault(role, Map.of())
        .forEach((object, privileges) -> {
          boolean isNamed = object.table().isEmpty() || PostgresObject.isName(object.table());
          if (isNamed && !isOwner(role, object)) {
            var left = new TreeSet<>(privileges);
            if (object.level() == Level.TABLE) {
              left.removeAll(forAll.getOrDefault(object.schema(), Set.of()));
            }
            put(all, object, left);
          }
        });
    return all;
  }

  private static void put(
      Map<String, SortedSet<String>> all, PostgresObject object, SortedSet<String> privileges) {
    if (!privileges.isEmpty()) {
      all.put(object.toString(), privileges);
    }
  }

  private static Set<String> union(Collection<Set<String>> sets) {
    var all = new HashSet<String>();
    sets.forEach(all::addAll);
    return all;
  }

  /// Whether a role has it on all tables of a schema and will have it on later ones.
  private boolean isWhole(String role, String schema, String privilege) {
    return creatorsWithout(role, schema, privilege).isEmpty()
        && relationsWithout(role, schema, privilege).isEmpty();
  }

  /// On whose later tables a role will not have it.
  List<String> creatorsWithout(String role, String schema, String privilege) {
    var later = later(role, schema);
    return creators(schema).stream()
        .filter(creator -> !later.getOrDefault(creator, Set.of()).contains(privilege))
        .toList();
  }

  List<Relation> relationsWithout(String role, String schema, String privilege) {
    return relations(schema).values().stream()
        .filter(relation -> relation.takes(privilege))
        .filter(relation ->
            !relation.owner().equals(role) && !direct(role, relation.object()).contains(privilege))
        .toList();
  }
}
