package dev.casebook.wings.accounts.targets.hosts;

import dev.casebook.hosts.Host;
import dev.casebook.wings.accounts.decide.Snapshot;
import dev.casebook.wings.accounts.model.Account;
import dev.casebook.wings.accounts.model.Posix;
import dev.casebook.wings.accounts.plan.Change;
import dev.casebook.wings.accounts.plan.Target;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What a host has to see once changes were made, as calls of functions of [Caches]' script; and
/// whose entries its caches must not keep.
final class Sights {

  /// More is not asked of one host; whatever is behind it was changed by the same writes.
  private static final int SIGHTS_MAX = 100;

  /// From here on all of a cache is dropped at once.
  private static final int NAMES_MAX = 200;

  private final Snapshot snapshot;
  private final Target target;
  private final Set<String> accounts = new TreeSet<>();
  private final Set<String> groups = new TreeSet<>();
  private final Set<String> calls = new LinkedHashSet<>();

  Sights(Snapshot snapshot, Target target) {
    this.snapshot = snapshot;
    this.target = target;
  }

  void add(Change change) {
    var group = target.groupOf(change.key());
    if (group.isPresent()) {
      groups.add(group.get());
      change
          .edits()
          .values()
          .forEach(edit -> {
            members(group.get(), edit.given());
            members(group.get(), edit.taken());
          });
    } else if (Items.isSudo(change.key())) {
      sudo(change);
    } else if (Items.isKeys(change.key())) {
      accounts.add(Items.account(change.key()));
      if (!change.phase().isRemoval()) {
        call("is_known", Items.account(change.key()));
      }
    } else {
      target.accountOf(change.key()).ifPresent(account -> account(account, change.phase()));
    }
  }

  private void account(String account, Change.Phase phase) {
    accounts.add(account);
    var posix = posix(account);
    if (phase == Change.Phase.DELETE && posix.isEmpty()) {
      call("sees_account", account, "");
    } else if (posix.isPresent() && phase != Change.Phase.DISABLE) {
      call("sees_account", account, line(account, posix.get()));
    }
  }

  private Optional<Posix> posix(String account) {
    return Optional.ofNullable(snapshot.company().accounts().get(account))
        .flatMap(Account::posix)
        .filter(posix -> posix.uid().isPresent());
  }

  /// As passwd(5) has it, without the password and the name in full.
  private static String line(String account, Posix posix) {
    return "%s:%d:%d:%s:%s"
        .formatted(
            account,
            posix.uid().orElseThrow(),
            posix.primaryGid().orElseThrow(),
            posix.home(),
            posix.shell());
  }

  private void members(String group, Collection<String> names) {
    var row = snapshot.company().groups().get(group);
    for (var name : names) {
      if (posix(name).isPresent()) {
        accounts.add(name);
        if (row != null && row.gid().isPresent()) {
          boolean isIn = snapshot.membersOf(group).contains(name);
          call("sees_member", name, group, isIn ? "yes" : "no");
        }
      }
    }
  }

  /// Commands that are what they say, without wildcards: those can be asked for.
  private void sudo(Change change) {
    var account = Items.account(change.key());
    accounts.add(account);
    if (change.phase() == Change.Phase.DELETE) {
      call("sees_no_sudo", account);
    }
    change.edits().values().stream()
        .flatMap(edit -> edit.given().stream())
        .map(WrittenRule::of)
        .flatMap(Optional::stream)
        .forEach(rule -> {
          for (var command : rule.commands()) {
            if (command.matches("/[^*?\\[\\]\\\\\" ]*[^*?\\[\\]\\\\\" /]")) {
              var runAs = rule.runAs().getFirst();
              call("sees_sudo", account, runAs.equals("ALL") ? "root" : runAs, command);
            }
          }
        });
  }

  private void call(String... words) {
    var call = new StringBuilder();
    for (var word : words) {
      call.append(call.isEmpty() ? word : " " + Host.quoted(word));
    }
    if (calls.size() < SIGHTS_MAX) {
      calls.add(call.toString());
    }
  }

  boolean isEmpty() {
    return accounts.isEmpty() && groups.isEmpty();
  }

  /// Whether it looks at anything.
  boolean areAny() {
    return !calls.isEmpty();
  }

  /// Calls in the order in which they are to be made.
  List<String> script() {
    var script = new ArrayList<String>();
    if (accounts.size() + groups.size() > NAMES_MAX) {
      script.add("forget -E");
    } else {
      accounts.forEach(account -> script.add("forget -u " + Host.quoted(account)));
      groups.forEach(group -> script.add("forget -g " + Host.quoted(group)));
    }
    script.addAll(calls);
    return script;
  }
}
