package dev.casebook.wings.accounts.commands;

import dev.casebook.formats.network.IpAddress;
import dev.casebook.formats.network.IpNetwork;
import dev.casebook.wings.accounts.commands.ShowCommand.Columns;
import dev.casebook.wings.accounts.decide.HostAccess;
import dev.casebook.wings.accounts.decide.Snapshot;
import dev.casebook.wings.accounts.model.Account;
import dev.casebook.wings.accounts.model.Company;
import dev.casebook.wings.accounts.model.Person;
import dev.casebook.wings.accounts.model.Where;
import dev.casebook.wings.accounts.model.Who;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A company as lists.
final class Lists {

  private final Snapshot snapshot;
  private final Company company;

  Lists(Snapshot snapshot) {
    this.snapshot = snapshot;
    company = snapshot.company();
  }

  SequencedMap<String, Columns> kinds() {
    var kinds = new LinkedHashMap<String, Columns>();
    kinds.put("people", people());
    kinds.put("service_accounts", services());
    kinds.put("groups", groups());
    kinds.put("hosts", hosts());
    kinds.put("networks", networks());
    kinds.put("gate", gate());
    kinds.put("access", access());
    kinds.put("sudo", sudo());
    kinds.put("grants", grants());
    return kinds;
  }

  private Columns people() {
    var rows = new ArrayList<@Nullable Object[]>();
    for (var account : company.accounts().values()) {
      if (account instanceof Person person) {
        rows.add(
            new @Nullable Object[] {
              person.name(),
              person.fullName(),
              person.mail(),
              uid(person),
              state(person),
              joined(snapshot.groupsOf(person.name())),
              person.place().toString()
            });
      }
    }
    return new Columns(
        List.of("name", "full_name", "mail", "uid", "state", "groups", "place"), rows);
  }

  private Columns services() {
    var rows = new ArrayList<@Nullable Object[]>();
    for (var account : company.accounts().values()) {
      if (!(account instanceof Person)) {
        rows.add(
            new @Nullable Object[] {
              account.name(), uid(account), state(account), account.place().toString()
            });
      }
    }
    return new Columns(List.of("name", "uid", "state", "place"), rows);
  }

  private static @Nullable Long uid(Account account) {
    var uid = account.posix().map(posix -> posix.uid()).orElse(OptionalLong.empty());
    return uid.isPresent() ? uid.getAsLong() : null;
  }

  private static String state(Account account) {
    return account.disabled()
        ? "disabled"
        : account.expires().map(day -> "until " + day).orElse("enabled");
  }

  private Columns groups() {
    var rows = new ArrayList<@Nullable Object[]>();
    for (var group : company.groups().values()) {
      rows.add(
          new @Nullable Object[] {
            group.name(),
            group.gid().isPresent() ? group.gid().getAsLong() : null,
            joined(group.members()),
            joined(group.groups()),
            group.place().toString()
          });
    }
    return new Columns(List.of("name", "gid", "members", "groups", "place"), rows);
  }

  private Columns hosts() {
    var rows = new ArrayList<@Nullable Object[]>();
    for (var host : company.hosts().values()) {
      rows.add(
          new @Nullable Object[] {
            host.name(),
            host.address().map(IpAddress::text).orElse(null),
            joined(snapshot.groupsOfHost(host.name())),
            host.place().toString()
          });
    }
    return new Columns(List.of("name", "address", "host_groups", "place"), rows);
  }

  private Columns networks() {
    var rows = new ArrayList<@Nullable Object[]>();
    for (var network : company.networks().values()) {
      rows.add(
          new @Nullable Object[] {
            network.name(),
            joined(network.ranges().stream().map(IpNetwork::text).toList()),
            network.isGated(),
            network.place().toString()
          });
    }
    return new Columns(List.of("name", "ranges", "gated", "place"), rows);
  }

  private Columns gate() {
    var rows = new ArrayList<@Nullable Object[]>();
    for (var entry : company.gate()) {
      rows.add(
          new @Nullable Object[] {
            entry.address().text(), entry.mac(), entry.person(), entry.place().toString()
          });
    }
    return new Columns(List.of("address", "mac", "person", "place"), rows);
  }

  private Columns access() {
    var rows = new ArrayList<@Nullable Object[]>();
    for (var rule : company.access().values()) {
      rows.add(
          new @Nullable Object[] {
            rule.name(),
            words(rule.who()),
            words(rule.where()),
            rule.anyService() ? "all" : joined(rule.services()),
            !rule.disabled(),
            rule.place().toString()
          });
    }
    return new Columns(List.of("name", "who", "hosts", "services", "enabled", "place"), rows);
  }

  private Columns sudo() {
    var rows = new ArrayList<@Nullable Object[]>();
    for (var rule : company.sudo().values()) {
      rows.add(
          new @Nullable Object[] {
            rule.name(),
            words(rule.who()),
            words(rule.where()),
            joined(rule.runAs()),
            rule.anyCommand() ? "all" : joined(rule.commands().stream().sorted().toList()),
            joined(rule.denied().stream().sorted().toList()),
            rule.place().toString()
          });
    }
    return new Columns(
        List.of("name", "who", "hosts", "run_as", "commands", "denied", "place"), rows);
  }

  private Columns grants() {
    var rows = new ArrayList<@Nullable Object[]>();
    for (var grant : company.grants().values()) {
      rows.add(
          new @Nullable Object[] {
            grant.name(),
            grant.database(),
            words(grant.who()),
            joined(grant.privileges()),
            grant.on(),
            grant.place().toString()
          });
    }
    return new Columns(List.of("name", "database", "who", "privileges", "on", "place"), rows);
  }

  /// What is said of an account, a group or a host; null if there is none of that name.
  @Nullable Columns ofName(String name) {
    var facts = new ArrayList<@Nullable Object[]>();
    var account = company.accounts().get(name);
    if (account != null) {
      facts.add(fact("state", state(account)));
      if (account instanceof Person person) {
        facts.add(fact("full name", person.fullName()));
        facts.add(fact("mail", person.mail()));
        facts.add(fact("vpn", person.vpn().isPresent() ? "yes" : "no"));
      }
      facts.add(
          fact(
              "uid",
              account.posix().isEmpty() ? "no user of hosts" : String.valueOf(uid(account))));
      facts.add(fact("groups", joined(snapshot.groupsOf(name))));
      facts.add(fact("hosts by sshd", joined(new HostAccess(snapshot).hosts(name, "sshd"))));
      facts.add(fact("row", account.place().toString()));
    }
    var group = company.groups().get(name);
    if (group != null) {
      facts.add(fact("members", joined(group.members())));
      facts.add(fact("groups in it", joined(group.groups())));
      facts.add(fact("row", group.place().toString()));
    }
    var host = company.hosts().get(name);
    if (host != null) {
      facts.add(fact("address", host.address().map(IpAddress::text).orElse("none")));
      facts.add(fact("host groups", joined(snapshot.groupsOfHost(name))));
      facts.add(fact("accounts by sshd", joined(new HostAccess(snapshot).accounts(name, "sshd"))));
      facts.add(fact("row", host.place().toString()));
    }
    return facts.isEmpty() ? null : new Columns(List.of("what", "is"), facts);
  }

  private static @Nullable Object[] fact(String what, String value) {
    return new @Nullable Object[] {what, value};
  }

  private static String words(Who who) {
    return who.everyone()
        ? "all"
        : Stream.concat(who.accounts().stream(), who.groups().stream().map(one -> "group " + one))
            .collect(Collectors.joining(", "));
  }

  private static String words(Where where) {
    return where.everywhere()
        ? "all"
        : Stream.concat(where.hosts().stream(), where.groups().stream().map(one -> "group " + one))
            .collect(Collectors.joining(", "));
  }

  private static String joined(List<String> names) {
    return String.join(", ", names);
  }
}
