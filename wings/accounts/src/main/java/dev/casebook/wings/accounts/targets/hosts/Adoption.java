package dev.casebook.wings.accounts.targets.hosts;

import dev.casebook.wings.accounts.decide.HostAccess;
import dev.casebook.wings.accounts.decide.Snapshot;
import dev.casebook.wings.accounts.model.Account;
import dev.casebook.wings.accounts.model.Kind;
import dev.casebook.wings.accounts.model.Posix;
import dev.casebook.wings.accounts.plan.Adopted;
import dev.casebook.wings.accounts.plan.Item;
import dev.casebook.wings.accounts.plan.Key;
import dev.casebook.wings.accounts.plan.Observed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What hosts have in our files, as rows of the folder: people with their keys, who reaches what,
/// and rules of sudo.
final class Adoption {

  private static final String ROOT = "root";

  private final Snapshot snapshot;
  private final Observed observed;
  private final Map<Key, Item> wanted = new TreeMap<>();
  private final HostAccess access;
  private final GroupedRows accessRows;
  private final GroupedRows sudoRows;
  private final SequencedMap<String, Map<String, Object>> people = new LinkedHashMap<>();
  private final Map<String, Set<String>> keysOf = new TreeMap<>();
  private final Set<Key> keys = new HashSet<>();
  private final List<String> remarks = new ArrayList<>();

  /// @param items what the folder wants already
  Adoption(Snapshot snapshot, String target, Observed observed, List<Item> items) {
    this.snapshot = snapshot;
    this.observed = observed;
    items.forEach(item -> wanted.put(item.key(), item));
    access = new HostAccess(snapshot);
    accessRows = new GroupedRows(target, snapshot.company().access().keySet());
    sudoRows = new GroupedRows(target, snapshot.company().sudo().keySet());
  }

  Adopted all() {
    observed.unread().forEach((host, why) -> remarks.add(host + " is left alone: " + why));
    var accounts = new TreeSet<String>();
    observed.items().keySet().forEach(key -> accounts.add(Items.account(key)));
    for (var account : accounts) {
      if (!account.equals(ROOT) && isKnown(account)) {
        hosts(account);
      }
    }
    var rows = new LinkedHashMap<Kind, SequencedMap<String, Map<String, Object>>>();
    put(rows, Kind.PERSON, people);
    put(rows, Kind.ACCESS, accessRows.rows());
    put(rows, Kind.SUDO, sudoRows.rows());
    return new Adopted(rows, keys, remarks);
  }

  private static void put(
      SequencedMap<Kind, SequencedMap<String, Map<String, Object>>> all,
      Kind kind,
      SequencedMap<String, Map<String, Object>> rows) {
    if (!rows.isEmpty()) {
      all.put(kind, rows);
    }
  }

  /// Whether the folder has an account with the keys that hosts have, or can be given one.
  private boolean isKnown(String account) {
    var found = new HashSet<Set<String>>();
    for (var item : observed.items().values()) {
      if (Items.account(item.key()).equals(account) && !Items.isSudo(item.key())) {
        found.add(Set.copyOf(Items.values(item)));
      }
    }
    var row = snapshot.company().accounts().get(account);
    if (row != null) {
      keysOf.put(account, row.posix().map(Posix::keys).map(Set::copyOf).orElse(Set.of()));
      return isUsed(row);
    }
    if (found.size() > 1) {
      remarks.add(account + " has not the same keys on all hosts: they are left alone");
      return false;
    }
    var all = found.isEmpty() ? Set.<String>of() : found.iterator().next();
    keysOf.put(account, all);
    people.put(account, Map.of("production", Map.of("keys", List.copyOf(new TreeSet<>(all)))));
    remarks.add(account + " has no mail: its row is at fault until it is given one");
    return true;
  }

  private boolean isUsed(Account account) {
    if (account.disabled() || account.posix().isEmpty()) {
      remarks.add(
          "%s is disabled in the folder, or no user of hosts: what it has on hosts is left alone"
              .formatted(account.name()));
      return false;
    }
    return true;
  }

  private void hosts(String account) {
    var hosts = new TreeSet<String>();
    for (var key : observed.items().keySet()) {
      if (Items.account(key).equals(account)) {
        hosts.add(Items.host(key));
      }
    }
    for (var host : hosts) {
      var own = observed.find(Items.key(Items.KEYS, host, account));
      var has = own.map(Items::values).map(Set::copyOf).orElse(Set.of());
      if (has.equals(keysOf.get(account))) {
        own.ifPresent(item -> keys.add(item.key()));
        host(host, account);
      } else {
        remarks.add(
            "%s has other keys on %s than in the folder: they are left alone"
                .formatted(account, host));
      }
    }
  }

  private void host(String host, String account) {
    var services = new TreeSet<>(Set.of("sshd"));
    var sudo = observed.find(Items.key(Items.SUDO, host, account));
    if (sudo.isPresent() && adoptsSudo(sudo.get())) {
      keys.add(sudo.get().key());
      services.add("sudo");
    }
    services.removeIf(service -> access.allows(account, host, service));
    if (!services.isEmpty()) {
      accessRows.add(Map.of("services", List.copyOf(services)), host, account);
    }
  }

  /// Whether the folder can say all of it.
  private boolean adoptsSudo(Item item) {
    SortedSet<String> missing = new TreeSet<>(Items.values(item));
    Optional.ofNullable(wanted.get(item.key()))
        .ifPresent(had -> missing.removeAll(Items.values(had)));
    var allowing = new ArrayList<WrittenRule>();
    var limits = new ArrayList<WrittenRule>();
    for (var value : missing) {
      var rule = WrittenRule.of(value);
      rule.ifPresent(one -> (one.commands().isEmpty() ? limits : allowing).add(one));
      if (rule.isEmpty()) {
        return left(item, value);
      }
    }
    for (var limit : limits) {
      var limited = allowing.stream().filter(limit::limits).findFirst();
      if (limited.isEmpty()) {
        return left(item, "it denies what no rule of its order allows");
      }
      allowing.set(allowing.indexOf(limited.get()), limited.get().with(limit));
    }
    allowing.forEach(
        rule -> sudoRows.add(rule.row(), Items.host(item.key()), Items.account(item.key())));
    return true;
  }

  private boolean left(Item item, String why) {
    remarks.add("%s can't be said by rows, and is left alone: %s".formatted(item.key(), why));
    return false;
  }
}
