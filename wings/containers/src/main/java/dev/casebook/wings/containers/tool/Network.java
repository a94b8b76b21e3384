package dev.casebook.wings.containers.tool;

import dev.casebook.wings.containers.cgroup.Figure;
import dev.casebook.wings.containers.cgroup.NetworkDevice;
import java.util.List;
import java.util.function.ToLongFunction;

/// What the network interfaces of a container counted.
///
/// @param namespace what tells its network namespace from others; empty where it can't be told. The
///   containers of a pod share one
/// @param missing why there are no counters; empty if there are
public record Network(List<NetworkDevice> devices, String namespace, String missing) {

  public Network {
    devices = List.copyOf(devices);
  }

  static Network missing(String reason) {
    return new Network(List.of(), "", reason);
  }

  /// Over all interfaces but the loopback.
  Figure sum(ToLongFunction<NetworkDevice> counter) {
    return missing.isEmpty()
        ? Figure.of(devices.stream().filter(one -> !one.isLoopback()).mapToLong(counter).sum())
        : Figure.missing(missing);
  }
}
