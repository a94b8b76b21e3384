package dev.casebook.wings.containers.tool;

import java.util.HashMap;
import java.util.List;

/// The containers of a host at one moment.
///
/// @param ended how many ended while they were read
/// @param lacking what was not looked at, and why
/// @param hasRates whether it tells rates since an earlier moment
public record Sample(
    List<ContainerUsage> containers, int ended, List<String> lacking, boolean hasRates) {

  public Sample {
    containers = List.copyOf(containers);
    lacking = List.copyOf(lacking);
  }

  /// The same with rates since an earlier sample of the same host.
  public Sample since(Sample before) {
    var earlier = new HashMap<String, ContainerUsage>();
    before.containers.forEach(one -> earlier.put(one.name().id(), one));
    var rated =
        containers.stream()
            .map(one -> {
              var then = earlier.get(one.name().id());
              return then == null ? one.asNew() : one.since(then);
            })
            .toList();
    return new Sample(rated, ended, lacking, true);
  }
}
