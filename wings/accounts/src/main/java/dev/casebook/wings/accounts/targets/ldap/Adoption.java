package dev.casebook.wings.accounts.targets.ldap;

import dev.casebook.wings.accounts.decide.Snapshot;
import dev.casebook.wings.accounts.model.Kind;
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
import java.util.TreeSet;

/// A directory's accounts and groups as rows of the folder.
final class Adoption {

  private final Snapshot snapshot;
  private final Observed observed;
  private final SequencedMap<String, Map<String, Object>> people = new LinkedHashMap<>();
  private final SequencedMap<String, Map<String, Object>> groups = new LinkedHashMap<>();
  private final Set<Key> keys = new HashSet<>();
  private final List<String> remarks = new ArrayList<>();

  Adoption(Snapshot snapshot, Observed observed) {
    this.snapshot = snapshot;
    this.observed = observed;
  }

  Adopted all() {
    for (var item : observed.items().values()) {
      if (!dev.casebook.wings.accounts.load.Names.ACCOUNT.matcher(item.key().name()).matches()
          && !item.key().kind().equals(Names.UNIT)) {
        remarks.add(
            "%s: no name that users of hosts can have; it is left alone".formatted(item.key()));
        continue;
      }
      keys.add(item.key());
      switch (item.key().kind()) {
        case Names.ACCOUNT_KIND -> account(item);
        case Names.GROUP_KIND -> group(item);
        default -> {
          // a unit is no row
        }
      }
    }
    var rows = new LinkedHashMap<Kind, SequencedMap<String, Map<String, Object>>>();
    if (!people.isEmpty()) {
      rows.put(Kind.PERSON, people);
    }
    if (!groups.isEmpty()) {
      rows.put(Kind.GROUP, groups);
    }
    return new Adopted(rows, keys, remarks);
  }

  private void account(Item item) {
    var name = item.key().name();
    if (snapshot.company().accounts().containsKey(name)) {
      return;
    }
    var row = new LinkedHashMap<String, Object>();
    first(item, Names.CN).ifPresent(value -> row.put("name", value));
    first(item, Names.MAIL)
        .ifPresentOrElse(
            value -> row.put("mail", value),
            () -> remarks.add(name + " has no mail: its row is at fault until it is given one"));
    if (item.isDisabled()) {
      row.put("disabled", true);
    }
    if (!item.values(Names.UID_NUMBER).isEmpty()) {
      row.put("production", posix(item));
    }
    people.put(name, row);
  }

  private static Map<String, Object> posix(Item item) {
    var posix = new LinkedHashMap<String, Object>();
    var uid = item.values(Names.UID_NUMBER).first();
    posix.put("uid", Long.valueOf(uid));
    first(item, Names.GID_NUMBER)
        .filter(gid -> !gid.equals(uid))
        .ifPresent(gid -> posix.put("gid", Long.valueOf(gid)));
    first(item, Names.HOME)
        .filter(home -> !home.equals("/home/" + item.key().name()))
        .ifPresent(home -> posix.put("home", home));
    first(item, Names.SHELL)
        .filter(shell -> !shell.equals("/bin/bash"))
        .ifPresent(shell -> posix.put("shell", shell));
    if (!item.values(Names.KEY).isEmpty()) {
      posix.put("keys", List.copyOf(item.values(Names.KEY)));
    }
    return posix;
  }

  private void group(Item item) {
    var name = item.key().name();
    if (snapshot.company().groups().containsKey(name)) {
      return;
    }
    var row = new LinkedHashMap<String, Object>();
    first(item, Names.GID_NUMBER).ifPresent(gid -> row.put("gid", Long.valueOf(gid)));
    SortedSet<String> all = new TreeSet<>(item.values(Names.MEMBER_UID));
    all.addAll(item.values(Names.MEMBER));
    all.addAll(item.values(Names.UNIQUE_MEMBER));
    put(row, "members", all.stream().filter(one -> !one.startsWith(Names.GROUP_PREFIX)).toList());
    put(
        row,
        "groups",
        all.stream()
            .filter(one -> one.startsWith(Names.GROUP_PREFIX))
            .map(one -> one.substring(Names.GROUP_PREFIX.length()))
            .toList());
    groups.put(name, row);
  }

  private static void put(Map<String, Object> row, String key, List<String> values) {
    if (!values.isEmpty()) {
      row.put(key, values);
    }
  }

  private static Optional<String> first(Item item, String attribute) {
    return item.values(attribute).stream().findFirst();
  }
}
