package dev.casebook.wings.accounts.decide;

import dev.casebook.wings.accounts.model.AccessRule;
import dev.casebook.wings.accounts.model.Company;
import dev.casebook.wings.accounts.model.Kind;
import dev.casebook.wings.accounts.model.SudoRule;
import dev.casebook.wings.accounts.model.Where;
import dev.casebook.wings.accounts.model.Who;
import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// A company compiled: accounts and hosts have numbers, each rule is a set of accounts and a set of
/// hosts, groups are resolved. All that decides reads this and nothing else, so that no two answers
/// disagree.
public final class Snapshot {

  /// A rule with whom and what it reaches.
  record Compiled<T>(T rule, BitSet accounts, BitSet hosts) {

    Extent.Area area() {
      return new Extent.Area(hosts, accounts);
    }
  }

  private final Company company;
  private final Memberships accounts;
  private final Memberships hosts;
  private final List<Compiled<AccessRule>> access;
  private final List<Compiled<SudoRule>> sudo;

  private Snapshot(Company company, Collection<String> accountNames, Collection<String> hostNames) {
    this.company = company;
    accounts =
        new Memberships(
            accountNames,
            company.accounts().keySet(),
            company.groups().keySet(),
            this::members,
            name ->
                company.groups().containsKey(name)
                    ? company.groups().get(name).groups()
                    : List.of());
    hosts =
        new Memberships(
            hostNames,
            company.hosts().keySet(),
            company.hostGroups().keySet(),
            name ->
                company.hostGroups().containsKey(name)
                    ? company.hostGroups().get(name).hosts()
                    : List.of(),
            name ->
                company.hostGroups().containsKey(name)
                    ? company.hostGroups().get(name).groups()
                    : List.of());
    access =
        company.access().values().stream()
            .map(rule -> new Compiled<>(rule, set(rule.who()), set(rule.where())))
            .toList();
    sudo =
        company.sudo().values().stream()
            .map(rule -> new Compiled<>(rule, set(rule.who()), set(rule.where())))
            .toList();
  }

  public static Snapshot of(Company company) {
    return new Snapshot(company, company.accounts().keySet(), company.hosts().keySet());
  }

  /// Two states of a company in which each name has one number, so that sets of the one can be held
  /// against sets of the other.
  public static Both of(Company before, Company after) {
    var accounts = new LinkedHashSet<>(after.accounts().keySet());
    accounts.addAll(before.accounts().keySet());
    var hosts = new LinkedHashSet<>(after.hosts().keySet());
    hosts.addAll(before.hosts().keySet());
    return new Both(new Snapshot(before, accounts, hosts), new Snapshot(after, accounts, hosts));
  }

  /// Two states of one company.
  public record Both(Snapshot before, Snapshot after) {}

  private List<String> members(String group) {
    var found = company.groups().get(group);
    return found == null ? List.of() : found.members();
  }

  BitSet set(Who who) {
    return accounts.set(who.everyone(), who.accounts(), who.groups());
  }

  BitSet set(Where where) {
    return hosts.set(where.everywhere(), where.hosts(), where.groups());
  }

  public Company company() {
    return company;
  }

  List<Compiled<AccessRule>> access() {
    return access;
  }

  List<Compiled<SudoRule>> sudo() {
    return sudo;
  }

  Memberships accounts() {
    return accounts;
  }

  Memberships hosts() {
    return hosts;
  }

  public boolean isFor(Who who, String account) {
    return who.everyone()
        || who.accounts().contains(account)
        || who.groups().stream().anyMatch(group -> accounts.isIn(account, group));
  }

  public boolean isAt(Where where, String host) {
    return where.everywhere()
        || where.hosts().contains(host)
        || where.groups().stream().anyMatch(group -> hosts.isIn(host, group));
  }

  /// The groups that an account is in, itself or through other groups.
  public List<String> groupsOf(String account) {
    return accounts.groupsOf(account, company.groups().keySet());
  }

  /// The accounts that are in a group, itself or through other groups, in the order in which they
  /// are written.
  public List<String> membersOf(String group) {
    return accounts.set(false, List.of(), List.of(group)).stream()
        .mapToObj(accounts::name)
        .toList();
  }

  /// Groups whose members are not known for sure: those whose rows are at fault, and those that one
  /// of them is in.
  public Set<String> groupsInDoubt() {
    var faulty = company.faulty().getOrDefault(Kind.GROUP, Set.of());
    var all = new TreeSet<String>();
    for (var group : company.groups().keySet()) {
      if (faulty.stream().anyMatch(accounts.reached(group)::contains)) {
        all.add(group);
      }
    }
    all.addAll(faulty);
    return all;
  }

  /// The groups that a host is in, itself or through other groups.
  public List<String> groupsOfHost(String host) {
    return hosts.groupsOf(host, company.hostGroups().keySet());
  }

  /// How an account comes to be among whom a rule is for, in words; empty if it is not.
  String why(Who who, String account) {
    if (who.everyone()) {
      return "everyone";
    }
    if (who.accounts().contains(account)) {
      return account;
    }
    return who.groups().stream()
        .filter(group -> accounts.isIn(account, group))
        .findFirst()
        .map(group -> "group " + String.join(" > ", accounts.way(account, group, this::members)))
        .orElse("");
  }
}
