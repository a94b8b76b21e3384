package dev.casebook.wings.accounts.decide;

import dev.casebook.wings.accounts.decide.Extent.Area;
import dev.casebook.wings.accounts.model.Account;
import dev.casebook.wings.accounts.model.GateRule;
import dev.casebook.wings.accounts.model.Kind;
import dev.casebook.wings.accounts.model.Person;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The rows that give each right but sudo's, where order matters: [SudoRights].
final class Givers {

  private static final String ANY_PORT = "any port";

  private final Snapshot snapshot;
  private final Map<Right, List<Giver>> byRight = new HashMap<>();

  Givers(Snapshot snapshot) {
    this.snapshot = snapshot;
    var company = snapshot.company();
    company
        .groups()
        .values()
        .forEach(group ->
            add(
                Right.of(Right.Kind.GROUP, group.name()),
                Giver.of(
                    row(Kind.GROUP, group.name()),
                    group.place(),
                    snapshot.accounts().membersOf(group.name()))));
    access();
    for (var grant : company.grants().values()) {
      var giver = Giver.of(row(Kind.GRANT, grant.name()), grant.place(), snapshot.set(grant.who()));
      for (var privilege : grant.privileges()) {
        add(Right.of(Right.Kind.DATABASE, privilege, grant.on(), grant.database()), giver);
      }
    }
    company.accounts().values().forEach(this::account);
    network();
    tokens();
  }

  Set<Right> rights() {
    return byRight.keySet();
  }

  List<Giver> of(Right right) {
    return byRight.getOrDefault(right, List.of());
  }

  private void add(Right right, Giver giver) {
    byRight.computeIfAbsent(right, _ -> new ArrayList<>()).add(giver);
  }

  private static String row(Kind kind, String name) {
    return kind.title() + " " + name;
  }

  private void access() {
    for (var one : snapshot.access()) {
      var rule = one.rule();
      if (rule.disabled()) {
        continue;
      }
      var giver = new Giver(row(Kind.ACCESS, rule.name()), rule.place(), one.area());
      rule.services().stream()
          .map(name -> name.toLowerCase(Locale.ROOT))
          .distinct()
          .forEach(name -> add(Right.of(Right.Kind.SIGN_IN, name), giver));
      if (rule.anyService()) {
        add(Right.of(Right.Kind.SIGN_IN, Rights.ANY_SERVICE), giver);
      }
    }
  }

  private void account(Account account) {
    var itself = only(account.name());
    var kind = account instanceof Person ? Kind.PERSON : Kind.SERVICE_ACCOUNT;
    var giver = Giver.of(row(kind, account.name()), account.place(), itself);
    add(Right.of(Right.Kind.APPLICATION, "signs in"), giver);
    if (account instanceof Person person && person.vpn().isPresent()) {
      var vpn = person.vpn().get();
      add(Right.of(Right.Kind.VPN, "comes in"), giver);
      vpn.addresses()
          .forEach(address -> add(Right.of(Right.Kind.VPN, "gets " + address.text()), giver));
      vpn.acls().forEach(acl -> add(Right.of(Right.Kind.VPN, "acl " + acl), giver));
    }
  }

  private BitSet only(String account) {
    var set = new BitSet();
    snapshot.accounts().number(account).ifPresent(set::set);
    set.and(snapshot.accounts().there());
    return set;
  }

  private void network() {
    for (var entry : snapshot.company().gate()) {
      var address = entry.address().text();
      var what = "address " + address + (entry.mac().isEmpty() ? "" : " from " + entry.mac());
      add(
          Right.of(Right.Kind.NETWORK, what),
          Giver.of(row(Kind.GATE_ENTRY, address), entry.place(), only(entry.person())));
    }
    for (var rule : snapshot.company().gateRules().values()) {
      var who = snapshot.set(rule.who());
      var hosts = hosts(rule);
      var name = row(Kind.GATE_RULE, rule.name());
      for (var from : rule.from()) {
        for (var port : rule.ports().isEmpty() ? List.of(ANY_PORT) : rule.ports()) {
          add(
              Right.of(Right.Kind.PASSAGE, from, port),
              new Giver(name, rule.place(), new Area(hosts, who)));
          for (var to : rule.toNetworks()) {
            add(
                Right.of(Right.Kind.NETWORK, "from %s to %s at %s".formatted(from, to, port)),
                Giver.of(name, rule.place(), who));
          }
        }
      }
    }
  }

  private BitSet hosts(GateRule rule) {
    var hosts = snapshot.set(rule.to());
    var networks =
        rule.toNetworks().stream()
            .flatMap(name -> Optional.ofNullable(snapshot.company().networks().get(name)).stream())
            .toList();
    for (var host : snapshot.company().hosts().values()) {
      host.address()
          .filter(address -> networks.stream().anyMatch(one -> one.contains(address)))
          .flatMap(_ -> snapshot.hosts().number(host.name()))
          .ifPresent(hosts::set);
    }
    return hosts;
  }

  private void tokens() {
    for (var policy : snapshot.company().tokens().values()) {
      var name = row(Kind.TOKEN, policy.name());
      var who = snapshot.set(policy.who());
      for (var service : policy.services()) {
        if (Access.WAYS_IN.contains(service)) {
          add(Right.of(Right.Kind.WAY_IN_FACTOR, service), Giver.of(name, policy.place(), who));
        } else {
          add(
              Right.of(Right.Kind.SECOND_FACTOR, service),
              new Giver(name, policy.place(), new Area(snapshot.set(policy.where()), who)));
        }
      }
    }
  }
}
