package dev.casebook.wings.accounts.decide;

import dev.casebook.formats.network.IpAddress;
import dev.casebook.wings.accounts.decide.Step.Outcome;
import dev.casebook.wings.accounts.model.GateEntry;
import dev.casebook.wings.accounts.model.GateRule;
import dev.casebook.wings.accounts.model.Machine;
import dev.casebook.wings.accounts.model.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the network lets through before anybody signs in: whose an address is, and which ports of
/// which hosts it reaches.
final class Gate {

  private static final String NAME = "network";

  private final Snapshot snapshot;
  private final HostAccess access;

  Gate(Snapshot snapshot, HostAccess access) {
    this.snapshot = snapshot;
    this.access = access;
  }

  /// @param port such as `tcp/22`; empty where it is not known
  List<Step> steps(String account, IpAddress from, Machine host, String port) {
    var network = networkOf(from);
    if (network.isEmpty()) {
      return List.of(
          Step.denies(
              NAME,
              from.text() + " lies in none of the company's networks",
              "a range of a network that holds it"));
    }
    var steps = new ArrayList<Step>();
    steps.add(owner(account, from, network.get()));
    steps.add(passage(account, from, network.get(), host, port));
    return steps;
  }

  private Optional<Network> networkOf(IpAddress address) {
    return snapshot.company().networks().values().stream()
        .filter(network -> network.contains(address))
        .findFirst();
  }

  private Step owner(String account, IpAddress from, Network network) {
    var entry = entry(from);
    if (entry.isEmpty()) {
      return network.isGated()
          ? Step.denies(
              "gate",
              "%s of network %s is nobody's".formatted(from.text(), network.name()),
              "a gate entry that binds the address to " + account,
              network.place())
          : Step.passes(
              "gate", "network %s asks for no entry".formatted(network.name()), network.place());
    }
    var owner = entry.get().person();
    if (!owner.equals(account)) {
      return Step.denies(
          "gate",
          "%s is %s's, not %s's".formatted(from.text(), owner, account),
          "an address of its own",
          entry.get().place());
    }
    var mac = entry.get().mac();
    return Step.passes(
        "gate",
        from.text() + " is " + account + "'s" + (mac.isEmpty() ? "" : ", from " + mac + " alone"),
        entry.get().place());
  }

  private Optional<GateEntry> entry(IpAddress address) {
    return snapshot.company().gate().stream()
        .filter(entry -> entry.address().equals(address))
        .findFirst();
  }

  private Step passage(String account, IpAddress from, Network network, Machine host, String port) {
    if (host.address().isEmpty()) {
      return Step.unknown(
          NAME,
          "host " + host.name() + " has no address here, so no rule can be tried",
          host.place());
    }
    var rule = rule(account, from, host, port);
    if (rule.isPresent()) {
      return Step.passes(
          NAME,
          "rule %s lets network %s reach %s%s"
              .formatted(rule.get().name(), network.name(), host.name(), at(port)),
          rule.get().place());
    }
    return new Step(
        NAME,
        Outcome.DENIES,
        "nothing lets network %s reach %s%s".formatted(network.name(), host.name(), at(port)),
        byWayOf(account, from, host, port),
        List.of(network.place()),
        "a gate rule from %s to %s".formatted(network.name(), host.name()));
  }

  private static String at(String port) {
    return port.isEmpty() ? "" : " at " + port;
  }

  /// Hosts that people go on from, which this account reaches and signs in on, and which reach the
  /// host.
  private List<String> byWayOf(String account, IpAddress from, Machine host, String port) {
    var ways = new ArrayList<String>();
    var ssh = snapshot.company().services().getOrDefault("sshd", "");
    for (var jump : snapshot.company().hosts().values()) {
      if (jump.isJump()
          && jump.address().isPresent()
          && rule(account, from, jump, ssh).isPresent()
          && access.allows(account, jump.name(), "sshd")
          && rule(account, jump.address().get(), host, port).isPresent()) {
        ways.add(
            "by way of %s, which it may sign in on, %s is reached"
                .formatted(jump.name(), host.name()));
      }
    }
    return ways;
  }

  private Optional<GateRule> rule(String account, IpAddress from, Machine host, String port) {
    var address = host.address().orElseThrow();
    return snapshot.company().gateRules().values().stream()
        .filter(rule -> isFrom(rule, from))
        .filter(rule -> snapshot.isFor(rule.who(), account))
        .filter(rule -> leadsTo(rule, host, address))
        .filter(rule -> Ports.cover(rule.ports(), port))
        .findFirst();
  }

  private boolean isFrom(GateRule rule, IpAddress from) {
    return rule.from().stream().anyMatch(name -> contains(name, from));
  }

  private boolean leadsTo(GateRule rule, Machine host, IpAddress address) {
    return snapshot.isAt(rule.to(), host.name())
        || rule.toNetworks().stream().anyMatch(name -> contains(name, address));
  }

  private boolean contains(String network, IpAddress address) {
    var found = snapshot.company().networks().get(network);
    return found != null && found.contains(address);
  }
}
