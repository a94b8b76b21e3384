package dev.casebook.wings.accounts.targets.databases;

import dev.casebook.changes.Refusal;
import dev.casebook.wings.accounts.decide.Snapshot;
import dev.casebook.wings.accounts.model.Kind;
import dev.casebook.wings.accounts.model.TargetSettings;
import dev.casebook.wings.accounts.plan.Adopted;
import dev.casebook.wings.accounts.plan.Item;
import dev.casebook.wings.accounts.plan.Key;
import dev.casebook.wings.accounts.plan.Observed;
import dev.casebook.wings.accounts.plan.Wanted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// A server's accounts and grants as rows of the folder, but for those that no row could mean: an
/// account that may come from elsewhere than the folder says, or that has no rights.
public final class Adoption {

  /// Of a rule's name, with a number after it.
  private static final int ROW_NAME_MAX = 120;

  private final Snapshot snapshot;
  private final String database;
  private final Observed observed;
  private final Map<Key, Item> wanted = new HashMap<>();
  private final Rights rights;
  private final List<String> clients;
  private final Set<String> left;
  private final SequencedMap<String, Map<String, Object>> services = new LinkedHashMap<>();
  private final SortedMap<String, SortedSet<String>> accountsByGrant = new TreeMap<>();
  private final Set<Key> keys = new HashSet<>();
  private final List<String> remarks = new ArrayList<>();

  /// @param database its row
  /// @param wanted what the folder wants already
  /// @param clients what follows a name there, as the rights have it for the row
  /// @param left accounts that are never taken over, such as the one that we sign in by
  public Adoption(
      Snapshot snapshot,
      String database,
      Observed observed,
      Wanted wanted,
      Rights rights,
      List<String> clients,
      Set<String> left) {
    this.snapshot = snapshot;
    this.database = database;
    this.observed = observed;
    this.rights = rights;
    this.clients = List.copyOf(clients);
    this.left = Set.copyOf(left);
    wanted.items().forEach(item -> this.wanted.put(item.key(), item));
  }

  /// Nothing, since the target's row does not say which of the folder's databases it is.
  public static Adopted none(TargetSettings settings) {
    return new Adopted(new LinkedHashMap<>(), Set.of(), List.of(Wishes.withoutDatabase(settings)));
  }

  /// An account as it is from one network.
  private record Face(boolean enabled, SortedMap<String, SortedSet<String>> privilegesByObject) {}

  public Adopted all() {
    var facesByName = new TreeMap<String, Map<String, Face>>();
    for (var key : observed.items().keySet()) {
      if (key.kind().equals(Items.ACCOUNT)) {
        var name = Items.accountName(key);
        facesByName
            .computeIfAbsent(name, _ -> new TreeMap<>())
            .put(key.name().substring(name.length()), face(key));
      }
    }
    facesByName.keySet().removeAll(left);
    facesByName.forEach(this::account);
    var rows = new LinkedHashMap<Kind, SequencedMap<String, Map<String, Object>>>();
    if (!services.isEmpty()) {
      rows.put(Kind.SERVICE_ACCOUNT, services);
    }
    if (!accountsByGrant.isEmpty()) {
      rows.put(Kind.GRANT, grants());
    }
    return new Adopted(rows, keys, remarks);
  }

  private Face face(Key account) {
    var byObject = new TreeMap<String, SortedSet<String>>();
    for (var item : observed.items().values()) {
      if (isGrantOf(item.key(), account.name())) {
        byObject.put(Items.object(item.key()), item.values(Items.PRIVILEGE));
      }
    }
    return new Face(
        observed.find(account).filter(item -> !item.isDisabled()).isPresent(), byObject);
  }

  private static boolean isGrantOf(Key key, String account) {
    return key.kind().equals(Items.GRANT) && Items.accountWithClients(key).equals(account);
  }

  private void account(String name, Map<String, Face> faces) {
    if (!faces.keySet().equals(Set.copyOf(clients)) || Set.copyOf(faces.values()).size() > 1) {
      remarks.add(
          "account %s is there as %s, and the folder would have it alike as %s: it is left alone"
              .formatted(name, named(name, faces.keySet()), named(name, clients)));
      return;
    }
    var face = faces.values().iterator().next();
    if (face.privilegesByObject().isEmpty()) {
      remarks.add(
          "account %s has no rights that a grant could give: it is left alone".formatted(name));
      return;
    }
    if (!snapshot.company().accounts().containsKey(name)) {
      services.put(name, face.enabled() ? Map.of() : Map.of("disabled", true));
      remarks.add(name + " has no owner: its row is at fault until it is given one");
    }
    for (var client : clients) {
      keys.add(Items.account(name + client));
      face.privilegesByObject()
          .forEach((object, privileges) -> {
            var key = Items.grant(name + client, object);
            keys.add(key);
            var already = wanted.get(key);
            if (already == null || !already.values(Items.PRIVILEGE).containsAll(privileges)) {
              accountsByGrant
                  .computeIfAbsent(
                      object + "\t" + String.join(",", privileges), _ -> new TreeSet<>())
                  .add(name);
            }
          });
    }
  }

  private static String named(String name, Iterable<String> clients) {
    var names = new TreeSet<String>();
    clients.forEach(client -> names.add(name + client));
    return String.join(", ", names);
  }

  /// A row for all who have the same rights on the same.
  private SequencedMap<String, Map<String, Object>> grants() {
    var rows = new LinkedHashMap<String, Map<String, Object>>();
    accountsByGrant.forEach((grant, accounts) -> {
      var parts = List.of(grant.split("\t", 2));
      var row = new LinkedHashMap<String, Object>();
      row.put("database", database);
      row.put("people", List.copyOf(accounts));
      row.put("on", parts.getFirst());
      row.put("privileges", shortened(parts.getFirst(), List.of(parts.getLast().split(","))));
      var name = rowName(parts.getFirst());
      int number = 1;
      while (snapshot.company().grants().containsKey(numbered(name, number))
          || rows.containsKey(numbered(name, number))) {
        number++;
      }
      rows.put(numbered(name, number), row);
    });
    return rows;
  }

  /// `ALL` where it is that.
  private List<String> shortened(String object, List<String> privileges) {
    try {
      var all = List.of("ALL");
      return rights.privileges(object, all).equals(new TreeSet<>(privileges)) ? all : privileges;
    } catch (Refusal e) {
      return privileges;
    }
  }

  /// Of letters that a rule's name may have.
  private String rowName(String object) {
    var name = database + " " + object.replace("*", "all").replaceAll("[^\\p{L}\\p{N}_. -]", "_");
    return name.substring(0, Math.min(name.length(), ROW_NAME_MAX));
  }

  private static String numbered(String name, int number) {
    return number == 1 ? name : name + " " + number;
  }
}
