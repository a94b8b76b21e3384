package dev.casebook.wings.accounts.targets.databases;

import dev.casebook.changes.Refusal;
import dev.casebook.wings.accounts.decide.Snapshot;
import dev.casebook.wings.accounts.model.Account;
import dev.casebook.wings.accounts.model.Grant;
import dev.casebook.wings.accounts.model.Kind;
import dev.casebook.wings.accounts.model.TargetSettings;
import dev.casebook.wings.accounts.plan.Item;
import dev.casebook.wings.accounts.plan.Key;
import dev.casebook.wings.accounts.plan.Observed;
import dev.casebook.wings.accounts.plan.Wanted;
import java.time.Instant;
import java.util.ArrayList;
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

/// The accounts and grants that a folder wants of a server of databases: an account, once for each
/// network of clients, for whoever is granted something there, and its grants.
public final class Wishes {

  private final Snapshot snapshot;
  private final TargetSettings settings;
  private final Rights rights;
  private final Observed observed;
  private final Instant at;
  private final List<Item> items = new ArrayList<>();
  private final Set<Key> untouched = new HashSet<>();
  private final List<String> remarks = new ArrayList<>();

  public Wishes(
      Snapshot snapshot, TargetSettings settings, Rights rights, Observed observed, Instant at) {
    this.snapshot = snapshot;
    this.settings = settings;
    this.rights = rights;
    this.observed = observed;
    this.at = at;
  }

  public Wanted all() {
    var clients = clients();
    var byAccount = rightsByAccount();
    byAccount.forEach((name, byObject) -> {
      var account = snapshot.company().accounts().get(name);
      var objection = rights.objection(name);
      if (objection.isPresent()) {
        remarks.add("account %s: %s".formatted(name, objection.get()));
      } else if (account != null) {
        var effective = rights.effective(name, byObject);
        clients.forEach(client -> account(account, name + client, effective));
      }
    });
    leaveFaulty();
    tellOthers();
    return new Wanted(items, needs(), untouched, remarks);
  }

  /// That the target's row does not say which of the folder's databases it is.
  static String withoutDatabase(TargetSettings settings) {
    return settings.place() + ": database has to be a row of databases: which server this is";
  }

  /// What follows a name there; nobody is wanted, and nothing taken away, where that can't be said.
  private List<String> clients() {
    var database = snapshot.company().databases().get(settings.database());
    if (database == null) {
      leaveAll(withoutDatabase(settings));
      return List.of();
    }
    try {
      return rights.clients(database);
    } catch (Refusal e) {
      leaveAll(database.place() + ": " + e.reason());
      return List.of();
    }
  }

  /// By account and object; none for an account at fault.
  private SortedMap<String, SortedMap<String, SortedSet<String>>> rightsByAccount() {
    var all = new TreeMap<String, SortedMap<String, SortedSet<String>>>();
    for (var grant : snapshot.company().grants().values()) {
      if (grant.database().equals(settings.database())) {
        try {
          var object = rights.object(grant.on());
          var privileges = rights.privileges(object, grant.privileges());
          for (var account : accounts(grant)) {
            all.computeIfAbsent(account, _ -> new TreeMap<>())
                .computeIfAbsent(object, _ -> new TreeSet<>())
                .addAll(privileges);
          }
        } catch (Refusal e) {
          leaveAll(grant.place() + ": " + e.reason());
        }
      }
    }
    return all;
  }

  private List<String> accounts(Grant grant) {
    return snapshot.company().accounts().keySet().stream()
        .filter(name -> snapshot.isFor(grant.who(), name))
        .filter(name -> snapshot.isFor(settings.who(), name))
        .toList();
  }

  private void account(
      Account account, String name, SortedMap<String, ? extends Collection<String>> byObject) {
    boolean enabled = !account.disabled() && !account.isExpiredAt(at);
    var there = observed.find(Items.account(name));
    items.add(rights.account(account, name, enabled, there, remarks::add));
    byObject.forEach((object, privileges) -> items.add(Items.grant(name, object, privileges)));
  }

  /// A grant is a part of its account.
  private Map<Key, Key> needs() {
    var needs = new HashMap<Key, Key>();
    for (var item : items) {
      if (item.key().kind().equals(Items.GRANT)) {
        needs.put(item.key(), Items.account(Items.accountWithClients(item.key())));
      }
    }
    return needs;
  }

  /// Rows that are not understood whole say nothing about what is to be taken away.
  private void leaveFaulty() {
    for (var kind : List.of(Kind.GRANT, Kind.GROUP, Kind.DATABASE)) {
      snapshot.company().faulty().getOrDefault(kind, Set.of()).stream()
          .sorted()
          .findFirst()
          .ifPresent(name -> leaveAll("%s %s is at fault (lint)".formatted(kind.title(), name)));
    }
    var names = new HashSet<String>();
    names.addAll(snapshot.company().faulty().getOrDefault(Kind.PERSON, Set.of()));
    names.addAll(snapshot.company().faulty().getOrDefault(Kind.SERVICE_ACCOUNT, Set.of()));
    observed.items().keySet().stream()
        .filter(key -> names.contains(Items.accountName(key)))
        .forEach(untouched::add);
    items.stream()
        .map(Item::key)
        .filter(key -> names.contains(Items.accountName(key)))
        .forEach(untouched::add);
  }

  private void leaveAll(String reason) {
    untouched.addAll(observed.items().keySet());
    remarks.add(reason + "; what is there is left as it is until that is mended");
  }

  /// Rights that somebody else gave to an account that is wanted.
  private void tellOthers() {
    var wanted = new HashSet<Key>();
    items.forEach(item -> wanted.add(item.key()));
    for (var item : observed.items().values()) {
      var key = item.key();
      if (key.kind().equals(Items.GRANT)
          && !wanted.contains(key)
          && wanted.contains(Items.account(Items.accountWithClients(key)))) {
        remarks.add(
            "%s: %s is given there and not by the folder"
                .formatted(key, String.join(", ", item.values(Items.PRIVILEGE))));
      }
    }
  }
}
