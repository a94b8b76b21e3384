package dev.casebook.wings.accounts.model;

import java.util.List;

/// Where a second factor is asked for.
///
/// @param services names of PAM services and of ways in, such as `vpn`
/// @param where on which hosts, for services of hosts
public record TokenPolicy(String name, Place place, Who who, List<String> services, Where where) {

  public TokenPolicy {
    services = List.copyOf(services);
  }
}
