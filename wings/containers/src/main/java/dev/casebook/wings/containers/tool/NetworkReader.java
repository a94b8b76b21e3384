package dev.casebook.wings.containers.tool;

import dev.casebook.wings.containers.cgroup.Content;
import dev.casebook.wings.containers.cgroup.NetworkDevice;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/// Finds the network counters of a container: control groups have none, so they are those of the
/// network namespace of one of its processes.
final class NetworkReader {

  /// Of groups that are looked into for a process: a container that runs systemd has some dozens.
  private static final int GROUPS_MAX = 200;

  private static final String HOST_NETWORK =
      "it uses the host's network, whose counters are not its own";

  private final HostFiles files;
  private final Optional<String> hostNamespace;

  NetworkReader(HostFiles files) {
    this.files = files;
    this.hostNamespace = files.networkNamespace();
  }

  Network read(FoundContainer container) {
    var pid = process(container);
    if (pid.isEmpty()) {
      return Network.missing("no process of it is seen, and a process shows its network");
    }
    return pid.get() == 0
        ? Network.missing("its processes are in no PID namespace of this command")
        : of(pid.get(), container);
  }

  /// A process whose id was given to another meanwhile would show another's network.
  private Network of(int pid, FoundContainer container) {
    var namespace = files.networkNamespace(pid);
    if (namespace.isEmpty() || hostNamespace.isEmpty()) {
      return Network.missing(
          "whether its network is the host's is told to root alone (CAP_SYS_PTRACE)");
    }
    if (namespace.equals(hostNamespace)) {
      return new Network(List.of(), namespace.get(), HOST_NETWORK);
    }
    var content = files.read("/proc/" + pid + "/net/dev");
    if (files.read("/proc/" + pid + "/cgroup") instanceof Content.Text(var groups)
        && !groups.contains(container.id())) {
      return Network.missing("its process ended while it was read");
    }
    return switch (content) {
      case Content.Text(var text) -> new Network(NetworkDevice.of(text), namespace.get(), "");
      case Content.Missing(var reason) ->
          Network.missing("/proc/PID/net/dev: " + reason.replace("this kernel has no dev", "gone"));
    };
  }

  /// Of its own group in any hierarchy, or of the groups below; 0 is one that we can't see.
  Optional<Integer> process(FoundContainer container) {
    for (var folder : container.folders().values()) {
      var waiting = new ArrayDeque<>(List.of(folder));
      for (int i = 0; i < GROUPS_MAX && !waiting.isEmpty(); i++) {
        var group = waiting.removeFirst();
        var pid = first(group);
        if (pid.isPresent()) {
          return pid;
        }
        files.folders(group).stream()
            .filter(name -> !ContainerSearch.isContainer(name))
            .forEach(name -> waiting.add(group + "/" + name));
      }
    }
    return Optional.empty();
  }

  private Optional<Integer> first(String group) {
    return files.read(group + "/cgroup.procs") instanceof Content.Text(var text)
        ? text.lines().filter(line -> line.matches("\\d{1,9}")).findFirst().map(Integer::valueOf)
        : Optional.empty();
  }
}
