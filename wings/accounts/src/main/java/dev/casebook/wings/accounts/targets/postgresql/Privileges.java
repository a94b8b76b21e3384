package dev.casebook.wings.accounts.targets.postgresql;

import dev.casebook.changes.Refusal;
import dev.casebook.tables.NearestName;
import dev.casebook.wings.accounts.model.Account;
import dev.casebook.wings.accounts.model.Database;
import dev.casebook.wings.accounts.model.PostgresObject;
import dev.casebook.wings.accounts.model.PostgresObject.Level;
import dev.casebook.wings.accounts.plan.Item;
import dev.casebook.wings.accounts.targets.databases.Items;
import dev.casebook.wings.accounts.targets.databases.PasswordState;
import dev.casebook.wings.accounts.targets.databases.Rights;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/// What a server can grant, on what there is on it.
///
/// @param databases those that could be read, by name
/// @param version the server's, such as 15
/// @param passwords none where the server does not show what it keeps of them
record Privileges(
    SortedMap<String, DatabaseRights> databases, int version, Optional<Passwords> passwords)
    implements Rights {

  private static final int VERSION_OF_MAINTAIN = 17;

  /// Accounts have names alone there: from where they come is for pg_hba.conf to say.
  @Override
  public List<String> clients(Database row) {
    return List.of("");
  }

  @Override
  public String object(String on) throws Refusal {
    var object =
        PostgresObject.of(on)
            .orElseThrow(() ->
                new Refusal(
                    "on is DATABASE, DATABASE.SCHEMA, DATABASE.SCHEMA.* or DATABASE.SCHEMA.TABLE, not "
                        + on));
    var database = databases.get(object.database());
    if (database == null) {
      throw none("database " + object.database(), "that we can read", databases.keySet());
    }
    if (object.level() != Level.DATABASE && !database.schemas().contains(object.schema())) {
      throw none("schema " + object.schema(), "in " + object.database(), database.schemas());
    }
    var relations = database.relations(object.schema());
    if (object.level() == Level.TABLE && !relations.containsKey(object.table())) {
      throw none(
          "table " + object.table(),
          "in %s.%s".formatted(object.database(), object.schema()),
          relations.keySet());
    }
    return object.toString();
  }

  private DatabaseRights rights(PostgresObject object) {
    return databases.getOrDefault(object.database(), new DatabaseRights(object.database()));
  }

  private static Refusal none(String what, String where, Collection<String> names) {
    var nearest = NearestName.of(what.substring(what.indexOf(' ') + 1), names);
    return new Refusal(
        "on: there is no %s %s%s"
            .formatted(what, where, nearest.map(name -> "; is " + name + " meant?").orElse("")));
  }

  @Override
  public SortedSet<String> privileges(String object, List<String> names) throws Refusal {
    var can = of(object);
    var all = new TreeSet<String>();
    for (var name : names) {
      var word = Level.catalogued(name);
      if (word.equals("ALL")) {
        all.addAll(can);
      } else if (can.contains(word)) {
        all.add(word);
      } else {
        throw new Refusal(
            "%s can't be granted on %s, which has %s"
                .formatted(name, object, String.join(", ", can)));
      }
    }
    return all;
  }

  private SortedSet<String> of(String text) throws Refusal {
    var object = PostgresObject.of(object(text)).orElseThrow();
    var all = new TreeSet<>(object.level().privileges());
    if (version < VERSION_OF_MAINTAIN) {
      all.remove("MAINTAIN");
    }
    if (object.level() == Level.TABLE) {
      var relation = rights(object).relations(object.schema()).get(object.table());
      all.removeIf(one -> relation != null && !relation.takes(one));
    }
    return all;
  }

  @Override
  public Optional<String> objection(String account) {
    return RoleNames.isReserved(account)
        ? Optional.of("PostgreSQL keeps this name for itself: nothing is made there")
        : Optional.empty();
  }

  /// With CONNECT on the database and USAGE on the schema, where not everybody has them. Nothing is
  /// wanted on what the account owns.
  @Override
  public SortedMap<String, SortedSet<String>> effective(
      String account, SortedMap<String, SortedSet<String>> byObject) {
    var all = new TreeMap<String, SortedSet<String>>();
    byObject.forEach((text, privileges) -> {
      var object = PostgresObject.of(text).orElseThrow();
      var left = new TreeSet<>(privileges);
      if (object.level() == Level.TABLE) {
        left.removeAll(byObject.getOrDefault(allTables(object), new TreeSet<>()));
      }
      add(all, account, text, left);
      needs(object)
          .forEach((needed, privilege) -> {
            if (isNeeded(account, needed, privilege)) {
              add(all, account, needed, List.of(privilege));
            }
          });
    });
    return all;
  }

  private static String allTables(PostgresObject object) {
    return object.allTables().toString();
  }

  private void add(
      Map<String, SortedSet<String>> all, String account, String text, Collection<String> some) {
    var object = PostgresObject.of(text).orElseThrow();
    boolean owns = object.level() != Level.TABLES && rights(object).isOwner(account, object);
    if (!some.isEmpty() && !owns) {
      all.computeIfAbsent(text, _ -> new TreeSet<>()).addAll(some);
    }
  }

  /// Without which rights on it are of no use.
  private static SortedMap<String, String> needs(PostgresObject object) {
    var needs = new TreeMap<String, String>();
    if (object.level() != Level.DATABASE) {
      needs.put(object.database(), "CONNECT");
    }
    if (object.level() == Level.TABLES || object.level() == Level.TABLE) {
      needs.put(
          PostgresObject.database(object.database()).inSchema(object.schema()).toString(), "USAGE");
    }
    return needs;
  }

  /// Where everybody has it, it is wanted only if it is given by name already.
  private boolean isNeeded(String account, String needed, String privilege) {
    var object = PostgresObject.of(needed).orElseThrow();
    var rights = rights(object);
    return rights.direct(account, object).contains(privilege)
        || !rights.direct(DatabaseRights.PUBLIC, object).contains(privilege);
  }

  /// Why rights on an object are of no use to an account; empty if they are.
  Optional<String> lacking(String account, String text) {
    return needs(PostgresObject.of(text).orElseThrow()).entrySet().stream()
        .filter(need -> {
          var object = PostgresObject.of(need.getKey()).orElseThrow();
          var rights = rights(object);
          return !rights.isOwner(account, object)
              && !rights.direct(account, object).contains(need.getValue())
              && !rights.direct(DatabaseRights.PUBLIC, object).contains(need.getValue());
        })
        .map(need -> need.getValue() + " on " + need.getKey())
        .findFirst();
  }

  @Override
  public Item account(
      Account account,
      String name,
      boolean enabled,
      Optional<Item> there,
      Consumer<String> remarks) {
    var values = new TreeMap<String, Collection<String>>();
    values.put(Item.STATE, List.of(enabled ? Item.ENABLED : Item.DISABLED));
    passwords.ifPresent(known ->
        values.put(
            PasswordState.PASSWORD,
            PasswordState.wanted(name, known.isKept(name), there, remarks)));
    return new Item(Items.account(name), values);
  }
}
