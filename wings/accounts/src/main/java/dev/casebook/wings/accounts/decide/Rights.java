package dev.casebook.wings.accounts.decide;

import dev.casebook.wings.accounts.decide.Snapshot.Compiled;
import dev.casebook.wings.accounts.model.AccessRule;
import dev.casebook.wings.accounts.model.Account;
import dev.casebook.wings.accounts.model.Kind;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/// All that accounts may do in one state of a company at one time, by sets and not by questions: an
/// account is in a right's extent where no step of [Access] denies it.
final class Rights {

  /// Any service that no rule names.
  static final String ANY_SERVICE = "any other service";

  private final Snapshot snapshot;
  private final BitSet inUse;
  private final BitSet users;
  private final Givers givers;
  private final SudoRights sudo;

  Rights(Snapshot snapshot, Instant time) {
    this.snapshot = snapshot;
    inUse = accounts(account -> !account.disabled() && !account.isExpiredAt(time));
    users = Extent.and(inUse, accounts(account -> account.posix().isPresent()));
    givers = new Givers(snapshot);
    sudo = new SudoRights(snapshot, signIn(Access.SSHD).and(signIn(Access.SUDO)));
  }

  private BitSet accounts(Predicate<Account> which) {
    var set = new BitSet();
    snapshot.company().accounts().values().stream()
        .filter(which)
        .forEach(account -> snapshot.accounts().number(account.name()).ifPresent(set::set));
    return set;
  }

  Snapshot snapshot() {
    return snapshot;
  }

  /// Users of hosts that are enabled and not expired.
  BitSet users() {
    return users;
  }

  /// Every right that a row speaks of.
  SortedSet<Right> all() {
    var all = new TreeSet<>(givers.rights());
    all.addAll(sudo.all());
    return all;
  }

  Extent of(Right right) {
    return switch (right.kind()) {
      case SIGN_IN -> signIn(right.word(0));
      case SUDO -> sudo.of(right);
      case SECOND_FACTOR -> given(right).and(users);
      case DATABASE, VPN, APPLICATION, WAY_IN_FACTOR -> given(right).and(inUse);
      case GROUP, NETWORK, PASSAGE -> given(right);
    };
  }

  private Extent given(Right right) {
    return Extent.union(givers.of(right).stream().map(Giver::area).toList());
  }

  /// Who signs in where by a service.
  Extent signIn(String service) {
    return Extent.union(letting(service).stream().map(Compiled::area).toList()).and(users);
  }

  private List<Compiled<AccessRule>> letting(String service) {
    return snapshot.access().stream()
        .filter(one -> !one.rule().disabled() && one.rule().covers(service))
        .toList();
  }

  /// The rows that give a right.
  List<Giver> givers(Right right) {
    return switch (right.kind()) {
      case SIGN_IN ->
          letting(right.word(0)).stream()
              .map(one ->
                  new Giver(
                      Kind.ACCESS.title() + " " + one.rule().name(),
                      one.rule().place(),
                      one.area()))
              .toList();
      case SUDO -> sudo.givers(right);
      case GROUP, DATABASE, VPN, APPLICATION, NETWORK, PASSAGE, WAY_IN_FACTOR, SECOND_FACTOR ->
          givers.of(right);
    };
  }

  /// Services that rules name, in lower case.
  Set<Right> services() {
    var services = new TreeSet<Right>();
    for (var right : givers.rights()) {
      if (right.kind() == Right.Kind.SIGN_IN) {
        services.add(right);
      }
    }
    return services;
  }
}
