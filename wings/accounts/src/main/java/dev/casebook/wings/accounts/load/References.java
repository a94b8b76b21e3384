package dev.casebook.wings.accounts.load;

import dev.casebook.formats.network.IpAddress;
import dev.casebook.wings.accounts.model.Company;
import dev.casebook.wings.accounts.model.Database;
import dev.casebook.wings.accounts.model.GateEntry;
import dev.casebook.wings.accounts.model.Grant;
import dev.casebook.wings.accounts.model.Group;
import dev.casebook.wings.accounts.model.HostGroup;
import dev.casebook.wings.accounts.model.Kind;
import dev.casebook.wings.accounts.model.Person;
import dev.casebook.wings.accounts.model.Place;
import dev.casebook.wings.accounts.model.PostgresObject;
import dev.casebook.wings.accounts.model.ServiceAccount;
import dev.casebook.wings.accounts.model.Where;
import dev.casebook.wings.accounts.model.Who;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Whether all that rows name is there, and whether what has to be apart is.
final class References {

  private final Company company;
  private final Problems problems;

  References(Company company, Problems problems) {
    this.company = company;
    this.problems = problems;
  }

  void check() {
    accounts();
    groups();
    hosts();
    networks();
    company
        .access()
        .forEach((name, rule) -> {
          who(Kind.ACCESS, name, rule.place(), rule.who());
          where(Kind.ACCESS, name, rule.place(), rule.where());
        });
    company
        .sudo()
        .forEach((name, rule) -> {
          who(Kind.SUDO, name, rule.place(), rule.who());
          where(Kind.SUDO, name, rule.place(), rule.where());
        });
    company
        .grants()
        .forEach((name, grant) -> {
          who(Kind.GRANT, name, grant.place(), grant.who());
          one(
              Kind.GRANT,
              name,
              grant.place(),
              "database",
              grant.database(),
              company.databases().keySet());
          words(grant);
        });
    company
        .databases()
        .forEach((name, database) ->
            one(
                Kind.DATABASE,
                name,
                database.place(),
                "host",
                database.host(),
                company.hosts().keySet()));
    company
        .targets()
        .forEach((name, target) -> {
          who(Kind.TARGET, name, target.place(), target.who());
          where(Kind.TARGET, name, target.place(), target.where());
          for (var account : target.required()) {
            one(Kind.TARGET, name, target.place(), "account", account, company.accounts().keySet());
          }
          one(
              Kind.TARGET,
              name,
              target.place(),
              "database",
              target.database(),
              company.databases().keySet());
        });
    company
        .tokens()
        .forEach((name, policy) -> {
          who(Kind.TOKEN, name, policy.place(), policy.who());
          where(Kind.TOKEN, name, policy.place(), policy.where());
        });
  }

  /// Whether a grant on a PostgreSQL server is on something that can be, and gives what there is.
  /// What other servers grant is theirs to say: they have lists of it, which differ by version.
  private void words(Grant grant) {
    var database = company.databases().get(grant.database());
    if (database == null || database.kind() != Database.Kind.POSTGRESQL) {
      return;
    }
    var on = PostgresObject.of(grant.on());
    if (on.isEmpty()) {
      problems.add(
          Kind.GRANT,
          grant.name(),
          grant.place(),
          "on is DATABASE, DATABASE.SCHEMA, DATABASE.SCHEMA.* or DATABASE.SCHEMA.TABLE, not "
              + grant.on());
      return;
    }
    var level = on.get().level();
    for (var privilege : grant.privileges()) {
      var word = PostgresObject.Level.catalogued(privilege);
      if (!word.equals("ALL") && !level.privileges().contains(word)) {
        problems.unknown(
            Kind.GRANT,
            grant.name(),
            grant.place(),
            level.title() + " privilege " + privilege,
            level.privileges());
      }
    }
  }

  private void accounts() {
    var uids = new HashMap<Long, String>();
    company
        .accounts()
        .forEach((name, account) -> {
          var kind = account instanceof Person ? Kind.PERSON : Kind.SERVICE_ACCOUNT;
          account
              .posix()
              .ifPresent(posix -> {
                apart(kind, name, account.place(), "uid", posix.uid(), uids);
                ledger(kind, name, account.place(), posix.uid());
              });
          if (account instanceof ServiceAccount service
              && !service.owner().isEmpty()
              && !company.groups().containsKey(service.owner())) {
            one(
                kind,
                name,
                service.place(),
                "person or group",
                service.owner(),
                company.accounts().keySet());
          }
        });
  }

  private void ledger(Kind kind, String name, Place place, OptionalLong uid) {
    if (!company.uids().isKept()) {
      return;
    }
    if (uid.isEmpty()) {
      if (company.uids().of(name).size() > 1) {
        problems.add(kind, name, place, "has several uids in the ledger: write which one is its");
      }
      return;
    }
    var entry = company.uids().of(uid.getAsLong());
    if (entry.isEmpty()) {
      problems.add(
          kind,
          name,
          place,
          "uid %d is not in the ledger: casebook accounts uid %s records it"
              .formatted(uid.getAsLong(), name));
    } else if (!entry.get().account().equals(name)) {
      problems.add(
          kind,
          name,
          place,
          "uid %d was given to %s (%s) and is never given again: take it out, and casebook accounts uid %s gives another"
              .formatted(uid.getAsLong(), entry.get().account(), entry.get().place(), name));
    }
  }

  private void groups() {
    var gids = new HashMap<Long, String>();
    company
        .groups()
        .forEach((name, group) -> {
          apart(Kind.GROUP, name, group.place(), "gid", group.gid(), gids);
          group
              .members()
              .forEach(member ->
                  one(
                      Kind.GROUP,
                      name,
                      group.place(),
                      "account",
                      member,
                      company.accounts().keySet()));
          group
              .groups()
              .forEach(inner ->
                  one(Kind.GROUP, name, group.place(), "group", inner, company.groups().keySet()));
          if (isInItself(name, one -> inner(company.groups().get(one)))) {
            problems.add(
                Kind.GROUP, name, group.place(), "is a member of itself, through its groups");
          }
        });
  }

  private static List<String> inner(@Nullable Group group) {
    return group == null ? List.of() : group.groups();
  }

  private void hosts() {
    company
        .hostGroups()
        .forEach((name, group) -> {
          group
              .hosts()
              .forEach(host ->
                  one(
                      Kind.HOST_GROUP,
                      name,
                      group.place(),
                      "host",
                      host,
                      company.hosts().keySet()));
          group
              .groups()
              .forEach(inner ->
                  one(
                      Kind.HOST_GROUP,
                      name,
                      group.place(),
                      "host group",
                      inner,
                      company.hostGroups().keySet()));
          if (isInItself(name, one -> innerHosts(company.hostGroups().get(one)))) {
            problems.add(
                Kind.HOST_GROUP, name, group.place(), "is a part of itself, through its groups");
          }
        });
  }

  private static List<String> innerHosts(@Nullable HostGroup group) {
    return group == null ? List.of() : group.groups();
  }

  private void networks() {
    company
        .gateRules()
        .forEach((name, rule) -> {
          who(Kind.GATE_RULE, name, rule.place(), rule.who());
          where(Kind.GATE_RULE, name, rule.place(), rule.to());
          for (var network : rule.from()) {
            one(
                Kind.GATE_RULE,
                name,
                rule.place(),
                "network",
                network,
                company.networks().keySet());
          }
          for (var network : rule.toNetworks()) {
            one(
                Kind.GATE_RULE,
                name,
                rule.place(),
                "network",
                network,
                company.networks().keySet());
          }
        });
    var addresses = new HashMap<IpAddress, GateEntry>();
    for (var entry : company.gate()) {
      var name = entry.address().text();
      one(
          Kind.GATE_ENTRY,
          name,
          entry.place(),
          "account",
          entry.person(),
          company.accounts().keySet());
      var known = addresses.putIfAbsent(entry.address(), entry);
      if (known != null) {
        problems.add(
            Kind.GATE_ENTRY, name, entry.place(), "is given to two, also in " + known.place());
      }
      if (company.networks().values().stream().noneMatch(one -> one.contains(entry.address()))) {
        problems.add(Kind.GATE_ENTRY, name, entry.place(), "lies in no network that is named");
      }
    }
  }

  private void who(Kind kind, String row, Place place, Who who) {
    who.accounts()
        .forEach(name -> one(kind, row, place, "account", name, company.accounts().keySet()));
    who.groups().forEach(name -> one(kind, row, place, "group", name, company.groups().keySet()));
  }

  private void where(Kind kind, String row, Place place, Where where) {
    where.hosts().forEach(name -> one(kind, row, place, "host", name, company.hosts().keySet()));
    where
        .groups()
        .forEach(name -> one(kind, row, place, "host group", name, company.hostGroups().keySet()));
  }

  private void one(
      Kind kind, String row, Place place, String what, String name, Collection<String> names) {
    if (!name.isEmpty() && !names.contains(name)) {
      problems.unknown(kind, row, place, what + " " + name, names);
    }
  }

  private void apart(
      Kind kind, String name, Place place, String what, OptionalLong id, Map<Long, String> known) {
    if (id.isPresent()) {
      var other = known.putIfAbsent(id.getAsLong(), name);
      if (other != null) {
        problems.add(kind, name, place, "%s %d is %s's".formatted(what, id.getAsLong(), other));
      }
    }
  }

  /// Whether the way down from it leads back to it.
  private static boolean isInItself(String name, Function<String, List<String>> inner) {
    var seen = new HashSet<String>();
    var waiting = new ArrayDeque<>(inner.apply(name));
    while (!waiting.isEmpty()) {
      var next = waiting.pop();
      if (next.equals(name)) {
        return true;
      }
      if (seen.add(next)) {
        waiting.addAll(inner.apply(next));
      }
    }
    return false;
  }
}
