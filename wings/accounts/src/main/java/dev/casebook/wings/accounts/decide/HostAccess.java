package dev.casebook.wings.accounts.decide;

import dev.casebook.wings.accounts.decide.Step.Outcome;
import dev.casebook.wings.accounts.model.AccessRule;
import dev.casebook.wings.accounts.model.Place;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/// Host-based access control: allowed is what an enabled rule allows, by account, host and service.
/// Names are compared as they are written.
///
/// Source: ipa_hbac_evaluate(3) of SSSD.
public final class HostAccess {

  /// Rules that nearly match; more help nobody to see what is missing.
  private static final int NEAR_MAX = 5;

  private final Snapshot snapshot;

  public HostAccess(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  public boolean allows(String account, String host, String service) {
    var who = snapshot.accounts().number(account);
    var where = snapshot.hosts().number(host);
    if (who.isEmpty() || where.isEmpty()) {
      return false;
    }
    for (var one : snapshot.access()) {
      if (!one.rule().disabled()
          && one.accounts().get(who.get())
          && one.hosts().get(where.get())
          && one.rule().covers(service)) {
        return true;
      }
    }
    return false;
  }

  /// All accounts that may use a service of a host, in the order in which they are written.
  public List<String> accounts(String host, String service) {
    var where = snapshot.hosts().number(host);
    var all = new BitSet();
    where.ifPresent(number -> {
      for (var one : snapshot.access()) {
        if (!one.rule().disabled() && one.hosts().get(number) && one.rule().covers(service)) {
          all.or(one.accounts());
        }
      }
    });
    return all.stream().mapToObj(snapshot.accounts()::name).toList();
  }

  /// All hosts whose service an account may use.
  public List<String> hosts(String account, String service) {
    var who = snapshot.accounts().number(account);
    var all = new BitSet();
    who.ifPresent(number -> {
      for (var one : snapshot.access()) {
        if (!one.rule().disabled() && one.accounts().get(number) && one.rule().covers(service)) {
          all.or(one.hosts());
        }
      }
    });
    return all.stream().mapToObj(snapshot.hosts()::name).toList();
  }

  Step explain(String account, String host, String service) {
    var matching = new ArrayList<String>();
    var near = new ArrayList<String>();
    var places = new ArrayList<Place>();
    for (var one : snapshot.access()) {
      var rule = one.rule();
      var missing = missing(rule, account, host, service);
      if (missing.isEmpty()) {
        matching.add(
            "rule %s matches: %s".formatted(rule.name(), snapshot.why(rule.who(), account)));
        places.add(rule.place());
      } else if (missing.size() == 1) {
        near.add(
            "rule %s nearly: %s (%s)".formatted(rule.name(), missing.getFirst(), rule.place()));
      }
    }
    if (!matching.isEmpty()) {
      return new Step(
          "access", Outcome.PASSES, "may use " + service + " of " + host, matching, places, "");
    }
    var shown = new ArrayList<>(near.subList(0, Math.min(near.size(), NEAR_MAX)));
    if (near.size() > NEAR_MAX) {
      shown.add("%d more rules nearly match".formatted(near.size() - NEAR_MAX));
    }
    return new Step(
        "access",
        Outcome.DENIES,
        "no rule lets %s use %s of %s".formatted(account, service, host),
        shown,
        List.of(),
        near.isEmpty()
            ? "a rule for one of its groups, one of the host's groups and " + service
            : "what one of these rules lacks");
  }

  private List<String> missing(AccessRule rule, String account, String host, String service) {
    var missing = new ArrayList<String>();
    if (rule.disabled()) {
      missing.add("it is disabled");
    }
    if (!snapshot.isFor(rule.who(), account)) {
      missing.add("it is not for " + account);
    }
    if (!snapshot.isAt(rule.where(), host)) {
      missing.add("it is not for " + host);
    }
    if (!rule.covers(service)) {
      missing.add("it is not for " + service);
    }
    return missing;
  }
}
