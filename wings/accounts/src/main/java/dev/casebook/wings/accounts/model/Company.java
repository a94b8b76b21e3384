package dev.casebook.wings.accounts.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/// All that a folder of accounts says, by name, in the order in which it is written.
///
/// @param services the port that a service of hosts listens on, such as `tcp/22` for `sshd`
/// @param faulty names of rows that were not understood whole, by kind: nobody's rights are
///   concluded from their silence
public record Company(
    SequencedMap<String, Account> accounts,
    SequencedMap<String, Group> groups,
    SequencedMap<String, Machine> hosts,
    SequencedMap<String, HostGroup> hostGroups,
    SequencedMap<String, String> services,
    SequencedMap<String, Network> networks,
    List<GateEntry> gate,
    SequencedMap<String, GateRule> gateRules,
    SequencedMap<String, AccessRule> access,
    SequencedMap<String, SudoRule> sudo,
    SequencedMap<String, Database> databases,
    SequencedMap<String, Grant> grants,
    SequencedMap<String, TokenPolicy> tokens,
    SequencedMap<String, RadiusClient> radiusClients,
    SequencedMap<String, ServingNode> nodes,
    PasswordPolicy passwords,
    DirectorySettings directory,
    PortalSettings portal,
    SequencedMap<String, TargetSettings> targets,
    UidLedger uids,
    Map<Kind, Set<String>> faulty) {

  public Company {
    accounts = Collections.unmodifiableSequencedMap(accounts);
    groups = Collections.unmodifiableSequencedMap(groups);
    hosts = Collections.unmodifiableSequencedMap(hosts);
    hostGroups = Collections.unmodifiableSequencedMap(hostGroups);
    services = Collections.unmodifiableSequencedMap(services);
    networks = Collections.unmodifiableSequencedMap(networks);
    gate = List.copyOf(gate);
    gateRules = Collections.unmodifiableSequencedMap(gateRules);
    access = Collections.unmodifiableSequencedMap(access);
    sudo = Collections.unmodifiableSequencedMap(sudo);
    databases = Collections.unmodifiableSequencedMap(databases);
    grants = Collections.unmodifiableSequencedMap(grants);
    tokens = Collections.unmodifiableSequencedMap(tokens);
    radiusClients = Collections.unmodifiableSequencedMap(radiusClients);
    nodes = Collections.unmodifiableSequencedMap(nodes);
    targets = Collections.unmodifiableSequencedMap(targets);
    faulty = Map.copyOf(faulty);
  }

  /// The same with other rows at fault.
  public Company with(Map<Kind, Set<String>> otherFaulty) {
    return new Company(
        accounts,
        groups,
        hosts,
        hostGroups,
        services,
        networks,
        gate,
        gateRules,
        access,
        sudo,
        databases,
        grants,
        tokens,
        radiusClients,
        nodes,
        passwords,
        directory,
        portal,
        targets,
        uids,
        otherFaulty);
  }

  public boolean isFaulty(Kind kind, String name) {
    return faulty.getOrDefault(kind, Set.of()).contains(name);
  }
}
