package dev.casebook.wings.accounts.model;

import dev.casebook.formats.network.IpAddress;
import dev.casebook.formats.network.IpNetwork;
import java.util.List;

/// One of the company's networks.
///
/// @param isGated whether an address in it passes only with an entry that says whose it is
public record Network(String name, Place place, List<IpNetwork> ranges, boolean isGated) {

  public Network {
    ranges = List.copyOf(ranges);
  }

  public boolean contains(IpAddress address) {
    return ranges.stream().anyMatch(range -> range.contains(address));
  }
}
