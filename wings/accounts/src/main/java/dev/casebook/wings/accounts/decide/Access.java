package dev.casebook.wings.accounts.decide;

import dev.casebook.report.Amount;
import dev.casebook.wings.accounts.model.Account;
import dev.casebook.wings.accounts.model.Grant;
import dev.casebook.wings.accounts.model.Kind;
import dev.casebook.wings.accounts.model.Machine;
import dev.casebook.wings.accounts.model.Person;
import dev.casebook.wings.accounts.model.TokenPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Why somebody may or may not do something: every step from the network's gate to the prompt, in
/// the order in which they stand in the way. Steps after a denial are told too, since mending one
/// should not show the next only then.
public final class Access {

  /// The service of PAM that sudo asks.
  static final String SUDO = "sudo";

  static final String SSHD = "sshd";

  /// The service that token policies call the VPN.
  private static final String VPN = "vpn";

  /// That for applications.
  private static final String LDAP = "ldap";

  /// That for the page where people keep their own credentials.
  private static final String PORTAL = "portal";

  /// Those that are services of no host.
  static final Set<String> WAYS_IN = Set.of(VPN, LDAP, PORTAL);

  private final Snapshot snapshot;
  private final HostAccess hosts;
  private final SudoAccess sudo;
  private final Gate gate;

  public Access(Snapshot snapshot) {
    this.snapshot = snapshot;
    hosts = new HostAccess(snapshot);
    sudo = new SudoAccess(snapshot);
    gate = new Gate(snapshot, hosts);
  }

  public Decision explain(Question question) {
    var steps = new ArrayList<Step>();
    var account = snapshot.company().accounts().get(question.account());
    if (account == null) {
      steps.add(
          Step.denies("account", "there is no account " + question.account(), "a person's row"));
      return new Decision(question.words(), steps);
    }
    switch (question.goal()) {
      case Question.SignIn goal -> signIn(question, account, goal.host(), goal.service(), steps);
      case Question.Sudo goal -> {
        signIn(question, account, goal.host(), SSHD, steps);
        steps.add(hosts.explain(account.name(), goal.host(), SUDO));
        steps.add(sudo.explain(account.name(), goal.host(), goal.command(), goal.runAs()));
      }
      case Question.UseDatabase goal -> database(question, account, goal.database(), steps);
      case Question.Vpn _ -> vpn(question, account, steps);
      case Question.Application _ -> {
        steps.add(state(question, account));
        steps.add(secondFactor(account, LDAP, Optional.empty()));
      }
      case Question.Portal _ -> {
        steps.add(state(question, account));
        steps.add(secondFactor(account, PORTAL, Optional.empty()));
      }
    }
    return new Decision(question.words(), steps);
  }

  private void signIn(
      Question question, Account account, String name, String service, List<Step> steps) {
    var host = snapshot.company().hosts().get(name);
    if (host == null) {
      steps.add(Step.denies("host", "there is no host " + name, "the host's row"));
      return;
    }
    network(question, host, service, steps);
    steps.add(state(question, account));
    steps.add(identity(account));
    steps.add(secondFactor(account, service, Optional.of(host)));
    steps.add(hosts.explain(account.name(), name, service));
  }

  private void network(Question question, Machine host, String service, List<Step> steps) {
    var port = snapshot.company().services().getOrDefault(service, "");
    question
        .from()
        .ifPresentOrElse(
            from -> steps.addAll(gate.steps(question.account(), from, host, port)),
            () -> steps.add(Step.unknown("network", "not asked: no address was given")));
  }

  private Step state(Question question, Account account) {
    if (account.disabled()) {
      return Step.denies(
          "account", account.name() + " is disabled", "disabled: false", account.place());
    }
    if (account.isExpiredAt(question.at())) {
      return Step.denies(
          "account",
          account.name() + " expired after " + account.expires().orElseThrow(),
          "a later day, or none",
          account.place());
    }
    var kind = account instanceof Person ? Kind.PERSON : Kind.SERVICE_ACCOUNT;
    var until = account.expires().map(day -> ", until " + day).orElse("");
    var faults =
        snapshot.company().isFaulty(kind, account.name()) ? ", though its row has a fault" : "";
    return Step.passes("account", account.name() + " is enabled" + until + faults, account.place());
  }

  private static Step identity(Account account) {
    var posix = account.posix();
    if (posix.isEmpty()) {
      return Step.denies(
          "identity",
          account.name() + " is no user of hosts",
          "production: in its row",
          account.place());
    }
    var uid = posix.get().uid();
    var keys = posix.get().keys().size();
    return uid.isEmpty()
        ? Step.unknown("identity", account.name() + " has no uid yet", account.place())
        : Step.passes(
            "identity",
            "uid %d, %s, %s"
                .formatted(
                    uid.getAsLong(),
                    posix.get().shell(),
                    keys == 0 ? "no key" : keys == 1 ? "one key" : keys + " keys"),
            account.place());
  }

  private Step secondFactor(Account account, String service, Optional<Machine> host) {
    var policy = policy(account.name(), service, host.map(Machine::name));
    return policy.isEmpty()
        ? Step.passes("second factor", "none is asked for")
        : Step.unknown(
            "second factor",
            "policy %s asks for one; whether %s has a token, the folder does not say"
                .formatted(policy.get().name(), account.name()),
            policy.get().place());
  }

  private Optional<TokenPolicy> policy(String account, String service, Optional<String> host) {
    return snapshot.company().tokens().values().stream()
        .filter(one -> one.services().contains(service))
        .filter(one -> snapshot.isFor(one.who(), account))
        .filter(one -> host.isEmpty() || snapshot.isAt(one.where(), host.get()))
        .findFirst();
  }

  /// Whether a value of a token is asked for.
  public boolean asksForCode(String account, Question.Goal goal) {
    return switch (goal) {
      case Question.SignIn signIn ->
          policy(account, signIn.service(), Optional.of(signIn.host())).isPresent();
      case Question.Sudo sudo -> policy(account, SUDO, Optional.of(sudo.host())).isPresent();
      case Question.UseDatabase _ -> false;
      case Question.Vpn _ -> policy(account, VPN, Optional.empty()).isPresent();
      case Question.Application _ -> policy(account, LDAP, Optional.empty()).isPresent();
      case Question.Portal _ -> policy(account, PORTAL, Optional.empty()).isPresent();
    };
  }

  private void database(Question question, Account account, String name, List<Step> steps) {
    var database = snapshot.company().databases().get(name);
    if (database == null) {
      steps.add(Step.denies("database", "there is no database " + name, "the database's row"));
      return;
    }
    question
        .from()
        .ifPresent(from -> {
          boolean reaches =
              database.clients().isEmpty()
                  || database.clients().stream().anyMatch(range -> range.contains(from));
          steps.add(
              reaches
                  ? Step.passes(
                      "network", from.text() + " is a client of " + name, database.place())
                  : Step.denies(
                      "network",
                      from.text() + " is none of the clients of " + name,
                      "its network among the clients",
                      database.place()));
        });
    steps.add(state(question, account));
    steps.add(grants(account, name));
  }

  private Step grants(Account account, String database) {
    var granted =
        snapshot.company().grants().values().stream()
            .filter(grant -> grant.database().equals(database))
            .filter(grant -> snapshot.isFor(grant.who(), account.name()))
            .toList();
    if (granted.isEmpty()) {
      return Step.denies(
          "grant",
          "nothing of %s is granted to %s".formatted(database, account.name()),
          "a grant for one of its groups");
    }
    return Step.passes("grant", "has " + Amount.of(granted.size(), "grant"))
        .with(
            granted.stream()
                .map(grant ->
                    words(grant)
                        + ": "
                        + snapshot.why(grant.who(), account.name())
                        + " ("
                        + grant.place()
                        + ")")
                .toList());
  }

  private static String words(Grant grant) {
    return String.join(", ", grant.privileges()) + " on " + grant.on();
  }

  private void vpn(Question question, Account account, List<Step> steps) {
    steps.add(state(question, account));
    if (account instanceof Person person && person.vpn().isPresent()) {
      var vpn = person.vpn().get();
      var details = new ArrayList<String>();
      vpn.addresses().forEach(address -> details.add("gets " + address.text()));
      vpn.acls().forEach(acl -> details.add("acl " + acl));
      steps.add(Step.passes("vpn", "may come in", account.place()).with(details));
    } else {
      steps.add(
          Step.denies(
              "vpn", account.name() + " may not come in", "vpn: in its row", account.place()));
    }
    steps.add(secondFactor(account, VPN, Optional.empty()));
  }
}
