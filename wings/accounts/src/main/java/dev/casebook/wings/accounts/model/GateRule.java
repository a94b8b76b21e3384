package dev.casebook.wings.accounts.model;

import java.util.List;

/// What the network lets through, before anybody signs in.
///
/// @param from names of networks that it is for
/// @param who of those, whose addresses
/// @param toNetworks names of networks that are reached
/// @param to hosts that are reached
/// @param ports such as `tcp/22`; empty for all
public record GateRule(
    String name,
    Place place,
    List<String> from,
    Who who,
    List<String> toNetworks,
    Where to,
    List<String> ports) {

  public GateRule {
    from = List.copyOf(from);
    toNetworks = List.copyOf(toNetworks);
    ports = List.copyOf(ports);
  }
}
