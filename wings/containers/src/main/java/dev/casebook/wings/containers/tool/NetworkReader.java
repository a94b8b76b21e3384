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

  private static final int PROCESSES_MAX = 3;

  private static final Network ENDED = Network.missing("its processes ended while they were read");

  private static final String UNTOLD =
      "whether its network is the host's is told to root alone (CAP_SYS_PTRACE)";

  private static final String HOST_NETWORK =
      "it uses the host's network, whose counters are not its own";

  private final HostFiles files;
  private final Optional<String> hostNamespace;

  NetworkReader(HostFiles files) {
    this.files = files;
    this.hostNamespace = files.networkNamespace();
  }

  Network read(FoundContainer container) {
    var network = Network.missing("no process of it is seen, and a process shows its network");
    for (var pid : processes(container)) {
      network =
          pid == 0
              ? Network.missing("its processes are in no PID namespace of this command")
              : of(pid, container);
      if (!network.equals(ENDED)) {
        break;
      }
    }
    return network;
  }

  /// A process whose id was given to another meanwhile would show another's network.
  private Network of(int pid, FoundContainer container) {
    var namespace = files.networkNamespace(pid);
    var content = files.read("/proc/" + pid + "/net/dev");
    if (!(files.read("/proc/" + pid + "/cgroup") instanceof Content.Text(var groups))
        || !groups.contains(container.id())) {
      return ENDED;
    }
    if (namespace.isEmpty() || hostNamespace.isEmpty()) {
      return Network.missing(UNTOLD);
    }
    if (namespace.equals(hostNamespace)) {
      return new Network(List.of(), namespace.get(), HOST_NETWORK);
    }
    return switch (content) {
      case Content.Text(var text) -> new Network(NetworkDevice.of(text), namespace.get(), "");
      case Content.Missing(var reason) -> Network.missing("of /proc/PID/net: " + reason);
    };
  }

  /// Some of its own group in any hierarchy, or of the groups below; 0 is one that we can't see.
  /// One that was just started may end before it is looked at.
  List<Integer> processes(FoundContainer container) {
    for (var folder : container.folders().values()) {
      var waiting = new ArrayDeque<>(List.of(folder));
      for (int i = 0; i < GROUPS_MAX && !waiting.isEmpty(); i++) {
        var group = waiting.removeFirst();
        var pids = listed(group);
        if (!pids.isEmpty()) {
          return pids;
        }
        files.folders(group).stream()
            .filter(name -> !ContainerSearch.isContainer(name))
            .forEach(name -> waiting.add(group + "/" + name));
      }
    }
    return List.of();
  }

  private List<Integer> listed(String group) {
    return files.read(group + "/cgroup.procs") instanceof Content.Text(var text)
        ? text.lines()
            .filter(line -> line.matches("\\d{1,9}"))
            .limit(PROCESSES_MAX)
            .map(Integer::valueOf)
            .toList()
        : List.of();
  }
}
