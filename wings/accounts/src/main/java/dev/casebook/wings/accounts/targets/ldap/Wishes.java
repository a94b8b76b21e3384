package dev.casebook.wings.accounts.targets.ldap;

import dev.casebook.wings.accounts.decide.Snapshot;
import dev.casebook.wings.accounts.model.Account;
import dev.casebook.wings.accounts.model.Group;
import dev.casebook.wings.accounts.model.Kind;
import dev.casebook.wings.accounts.model.Person;
import dev.casebook.wings.accounts.model.Posix;
import dev.casebook.wings.accounts.model.Who;
import dev.casebook.wings.accounts.plan.Item;
import dev.casebook.wings.accounts.plan.Key;
import dev.casebook.wings.accounts.plan.Observed;
import dev.casebook.wings.accounts.plan.Wanted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What a folder wants of a directory, in the forms that the directory has already: a group keeps
/// its classes, and beside the name and the mail that the folder gives others may stand.
final class Wishes {

  private final Snapshot snapshot;
  private final Who who;
  private final Tree tree;
  private final Observed observed;
  private final Instant at;
  private final Set<String> accounts = new HashSet<>();
  private final List<Item> items = new ArrayList<>();
  private final Set<Key> untouched = new HashSet<>();
  private final List<String> remarks = new ArrayList<>();

  /// @param who the accounts that are kept there
  Wishes(Snapshot snapshot, Who who, Tree tree, Observed observed, Instant at) {
    this.snapshot = snapshot;
    this.who = who;
    this.tree = tree;
    this.observed = observed;
    this.at = at;
  }

  Wanted all() {
    var company = snapshot.company();
    company.faulty().getOrDefault(Kind.PERSON, Set.of()).forEach(this::leave);
    company.faulty().getOrDefault(Kind.SERVICE_ACCOUNT, Set.of()).forEach(this::leave);
    var doubted = snapshot.groupsInDoubt();
    doubted.forEach(name -> untouched.add(Items.group(name)));
    if (who.groups().stream().anyMatch(doubted::contains)) {
      untouched.addAll(observed.items().keySet());
      remarks.add("a group that says whom this is for is at fault: all is left as it is (lint)");
    }
    for (var account : company.accounts().values()) {
      if (snapshot.isFor(who, account.name())) {
        accounts.add(account.name());
        items.add(account(account));
      }
    }
    for (var group : company.groups().values()) {
      items.add(group(group));
    }
    units();
    return new Wanted(items, untouched, remarks);
  }

  private void leave(String account) {
    untouched.add(Items.account(account));
  }

  /// Units that are there stay, and new entries may need one.
  private void units() {
    var units = new TreeSet<String>();
    observed.items().keySet().stream()
        .filter(key -> key.kind().equals(Names.UNIT))
        .forEach(key -> units.add(key.name()));
    if (!accounts.isEmpty()) {
      units.add(tree.accountsUnit().toString());
    }
    if (!snapshot.company().groups().isEmpty()) {
      units.add(tree.groupsUnit().toString());
    }
    units.forEach(unit -> items.add(Items.unit(unit)));
  }

  private Item account(Account account) {
    var there = observed.find(Items.account(account.name()));
    var values = new TreeMap<String, Collection<String>>();
    var classes = new TreeSet<String>();
    there.ifPresentOrElse(
        item -> classes.addAll(item.values(Names.CLASS)), () -> classes.add(Names.PERSON_CLASS));
    var name = account instanceof Person person ? person.fullName() : account.name();
    values.put(Names.CN, beside(there, Names.CN, name));
    if (account instanceof Person person && !person.mail().isEmpty()) {
      values.put(Names.MAIL, beside(there, Names.MAIL, person.mail()));
    } else {
      there.ifPresent(item -> values.put(Names.MAIL, item.values(Names.MAIL)));
    }
    classes.remove(Names.POSIX_ACCOUNT);
    classes.remove(Names.PUBLIC_KEY);
    account
        .posix()
        .ifPresent(posix -> posix(account.name(), posix, there.isPresent(), values, classes));
    values.put(Names.CLASS, classes);
    values.put(Item.STATE, tree.forms().state(account.disabled() || account.isExpiredAt(at)));
    return new Item(Items.account(account.name()), values);
  }

  /// A wanted value with all that is there, if it is among it; else alone.
  private static Collection<String> beside(Optional<Item> there, String attribute, String value) {
    return there
        .<Collection<String>>map(item -> item.values(attribute))
        .filter(values -> values.contains(value))
        .orElse(List.of(value));
  }

  private void posix(
      String name,
      Posix posix,
      boolean there,
      Map<String, Collection<String>> values,
      Set<String> classes) {
    if (posix.uid().isPresent()) {
      classes.add(Names.POSIX_ACCOUNT);
      values.put(Names.UID_NUMBER, number(posix.uid()));
      values.put(Names.GID_NUMBER, number(posix.primaryGid()));
      values.put(Names.HOME, List.of(posix.home()));
      var shells = observed.find(Items.account(name)).map(item -> item.values(Names.SHELL));
      boolean none = there && shells.isPresent() && shells.get().isEmpty();
      if (!none || !posix.shell().equals(Posix.SHELL)) {
        values.put(Names.SHELL, List.of(posix.shell()));
      }
    }
    if (!posix.keys().isEmpty() && tree.forms().keys()) {
      classes.add(Names.PUBLIC_KEY);
      values.put(Names.KEY, posix.keys());
    } else if (!posix.keys().isEmpty()) {
      remarks.add(
          "keys of %s: the server's schema has no ldapPublicKey, they are left out"
              .formatted(name));
    }
  }

  private static List<String> number(OptionalLong number) {
    return number.isPresent() ? List.of(Long.toString(number.getAsLong())) : List.of();
  }

  private Item group(Group group) {
    var key = Items.group(group.name());
    var there = observed.find(key);
    var classes = new TreeSet<String>();
    there.ifPresent(item -> classes.addAll(item.values(Names.CLASS)));
    if (classes.isEmpty()) {
      classes.addAll(newClasses(group));
    }
    var values = new TreeMap<String, Collection<String>>();
    values.put(Names.CLASS, classes);
    values.put(Names.GID_NUMBER, number(group.gid()));
    if (group.gid().isPresent() && !classes.contains(Names.POSIX_GROUP)) {
      if (tree.forms().besideGroup()) {
        classes.add(Names.POSIX_GROUP);
      } else {
        values.remove(Names.GID_NUMBER);
        remarks.add(
            "%s: it is no posixGroup there, and can't be one beside: its gid is left out"
                .formatted(key));
      }
    }
    if (group.gid().isEmpty()) {
      there.ifPresent(item -> values.put(Names.GID_NUMBER, item.values(Names.GID_NUMBER)));
    }
    var flat = new TreeSet<String>();
    snapshot.membersOf(group.name()).stream().filter(accounts::contains).forEach(flat::add);
    if (classes.contains(Names.POSIX_GROUP)) {
      values.put(Names.MEMBER_UID, flat);
    }
    if (classes.contains(Names.GROUP_OF_NAMES)) {
      values.put(Names.MEMBER, members(group, there, Names.MEMBER, flat));
    }
    if (classes.contains(Names.GROUP_OF_UNIQUE_NAMES)) {
      values.put(Names.UNIQUE_MEMBER, members(group, there, Names.UNIQUE_MEMBER, flat));
    }
    return new Item(key, values);
  }

  private List<String> newClasses(Group group) {
    if (group.gid().isEmpty()) {
      return List.of(Names.GROUP_OF_NAMES);
    }
    return tree.forms().besideGroup()
        ? List.of(Names.GROUP_OF_NAMES, Names.POSIX_GROUP)
        : List.of(Names.POSIX_GROUP);
  }

  /// Groups in a group are named there if the entry does so already; elsewhere their members are.
  private Collection<String> members(
      Group group, Optional<Item> there, String attribute, Set<String> flat) {
    boolean nested =
        there.stream()
            .flatMap(item -> item.values(attribute).stream())
            .anyMatch(member -> member.startsWith(Names.GROUP_PREFIX));
    if (!nested) {
      return flat;
    }
    var members = new TreeSet<String>();
    group.members().stream().filter(accounts::contains).forEach(members::add);
    group.groups().forEach(inner -> members.add(Names.GROUP_PREFIX + inner));
    return members;
  }
}
