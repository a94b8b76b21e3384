package dev.casebook.wings.accounts.model;

import java.util.List;

/// Which hosts a rule is for.
///
/// @param everywhere all hosts; the lists are empty then
public record Where(boolean everywhere, List<String> hosts, List<String> groups) {

  public Where {
    hosts = List.copyOf(hosts);
    groups = List.copyOf(groups);
  }

  public boolean isNowhere() {
    return !everywhere && hosts.isEmpty() && groups.isEmpty();
  }
}
