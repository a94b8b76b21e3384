package dev.casebook.wings.accounts.targets.hosts;

import dev.casebook.changes.Refusal;
import dev.casebook.wings.accounts.decide.HostAccess;
import dev.casebook.wings.accounts.decide.Snapshot;
import dev.casebook.wings.accounts.load.Names;
import dev.casebook.wings.accounts.model.Account;
import dev.casebook.wings.accounts.model.Kind;
import dev.casebook.wings.accounts.model.Posix;
import dev.casebook.wings.accounts.model.SudoRule;
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
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What the folder wants of hosts. Who may sign in there now has keys there, and rules of sudo if
/// the service sudo may be used too.
final class Wishes {

  private final Snapshot snapshot;
  private final Who who;
  private final Collection<HostFiles> hosts;
  private final Observed observed;
  private final Instant at;
  private final HostAccess access;
  private final List<Item> items = new ArrayList<>();
  private final Set<Key> untouched = new HashSet<>();
  private final Set<String> remarks = new TreeSet<>();

  /// @param hosts those that could be read
  Wishes(Snapshot snapshot, Who who, Collection<HostFiles> hosts, Observed observed, Instant at) {
    this.snapshot = snapshot;
    this.who = who;
    this.hosts = hosts;
    this.observed = observed;
    this.at = at;
    access = new HostAccess(snapshot);
  }

  Wanted all() {
    leaveFaulty();
    for (var host : hosts) {
      for (var account : access.accounts(host.host(), "sshd")) {
        if (isIn(account)) {
          keys(host, account);
          if (access.allows(account, host.host(), "sudo")) {
            sudo(host, account);
          }
        }
      }
    }
    items.removeIf(item -> untouched.contains(item.key()));
    return new Wanted(items, untouched, List.copyOf(remarks));
  }

  /// Nobody loses something by a fault.
  private void leaveFaulty() {
    boolean reach = isFaulty(Kind.ACCESS, Kind.GROUP, Kind.HOST, Kind.HOST_GROUP);
    boolean sudo = reach || isFaulty(Kind.SUDO, Kind.COMMAND_GROUP);
    for (var key : observed.items().keySet()) {
      if (Items.isSudo(key) ? sudo : reach) {
        untouched.add(key);
      }
    }
    if (sudo) {
      remarks.add(
          "rows with faults say who reaches hosts or what sudo runs: what is there of that is left as it is (lint tells them)");
    }
    for (var kind : List.of(Kind.PERSON, Kind.SERVICE_ACCOUNT)) {
      for (var account : snapshot.company().faulty().getOrDefault(kind, Set.of())) {
        for (var host : hosts) {
          untouched.add(Items.key(Items.KEYS, host.host(), account));
          untouched.add(Items.key(Items.SUDO, host.host(), account));
        }
      }
    }
  }

  private boolean isFaulty(Kind... kinds) {
    for (var kind : kinds) {
      if (!snapshot.company().faulty().getOrDefault(kind, Set.of()).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private boolean isIn(String name) {
    var account = snapshot.company().accounts().get(name);
    return account != null
        && Names.ACCOUNT.matcher(name).matches()
        && snapshot.isFor(who, name)
        && !account.disabled()
        && !account.isExpiredAt(at)
        && account.posix().isPresent();
  }

  private List<String> keysOf(String name) {
    return Optional.ofNullable(snapshot.company().accounts().get(name))
        .flatMap(Account::posix)
        .map(Posix::keys)
        .orElse(List.of());
  }

  private void keys(HostFiles host, String account) {
    var key = Items.key(Items.KEYS, host.host(), account);
    var keys = keysOf(account);
    if (!host.canKeep(key)) {
      untouched.add(key);
      remarks.add(
          "%s: %s is no plain file: it is left alone".formatted(host.host(), HostFiles.path(key)));
    } else if (!keys.isEmpty()) {
      items.add(Items.item(Items.KEYS, host.host(), account, keys));
    }
  }

  private void sudo(HostFiles host, String account) {
    var key = Items.key(Items.SUDO, host.host(), account);
    var values = new TreeSet<String>();
    for (var rule : snapshot.company().sudo().values()) {
      if (isFor(rule, host.host(), account)) {
        try {
          values.addAll(SudoLines.values(rule));
        } catch (Refusal e) {
          untouched.add(key);
          remarks.add(
              "%s: %s: what sudo lets them do whom it is for is left as it is"
                  .formatted(rule.place(), e.reason()));
          return;
        }
      }
    }
    if (values.isEmpty()) {
      return;
    }
    if (!host.hasSudo()) {
      remarks.add(host.host() + " has no sudo: rules are not written there");
    }
    if (!host.canKeep(key)) {
      untouched.add(key);
    } else {
      items.add(Items.item(Items.SUDO, host.host(), account, values));
    }
  }

  private boolean isFor(SudoRule rule, String host, String account) {
    return !rule.disabled()
        && snapshot.isAt(rule.where(), host)
        && snapshot.isFor(rule.who(), account);
  }
}
