package dev.casebook.wings.accounts.model;

import java.util.List;

/// A group of hosts and of other groups of hosts.
public record HostGroup(String name, Place place, List<String> hosts, List<String> groups) {

  public HostGroup {
    hosts = List.copyOf(hosts);
    groups = List.copyOf(groups);
  }
}
