package dev.casebook.wings.containers.tool;

import dev.casebook.formats.proc.ControlGroup;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Finds the groups that are containers', by their names, in all hierarchies of a host.
final class ContainerSearch {

  /// A host has some thousand groups in a hierarchy.
  private static final int GROUPS_MAX = 500_000;

  private final HostFiles files;
  private final Map<String, Map<Hierarchies.Hierarchy, String>> folders = new LinkedHashMap<>();
  private final Map<String, ControlGroup> groups = new LinkedHashMap<>();
  private int visited;

  private ContainerSearch(HostFiles files) {
    this.files = files;
  }

  /// @param isWhole whether all groups were looked at
  record Found(List<FoundContainer> containers, boolean isWhole) {
    Found {
      containers = List.copyOf(containers);
    }
  }

  static Found over(HostFiles files, Hierarchies hierarchies) {
    var search = new ContainerSearch(files);
    hierarchies.all().forEach(search::look);
    var found = new ArrayList<FoundContainer>();
    search.groups.forEach((id, group) ->
        found.add(new FoundContainer(id, group, search.folders.getOrDefault(id, Map.of()))));
    return new Found(found, search.visited < GROUPS_MAX);
  }

  /// Breadth first: of two groups of one container, as podman and kind have them, the outer is its.
  private void look(Hierarchies.Hierarchy hierarchy) {
    var waiting = new ArrayDeque<>(List.of(""));
    while (!waiting.isEmpty()) {
      var path = waiting.removeFirst();
      for (var name : files.folders(hierarchy.folder() + path)) {
        if (visited++ >= GROUPS_MAX) {
          return;
        }
        var group = path + "/" + name;
        waiting.add(group);
        if (isContainer(name)) {
          new ControlGroup(group)
              .container()
              .ifPresent(mark -> {
                groups.putIfAbsent(mark.id(), new ControlGroup(group));
                folders
                    .computeIfAbsent(mark.id(), _ -> new LinkedHashMap<>())
                    .putIfAbsent(hierarchy, hierarchy.folder() + group);
              });
        }
      }
    }
  }

  /// A group below a container's is its own too, but not it; LXC's monitor runs outside of one.
  static boolean isContainer(String name) {
    return !name.startsWith("lxc.monitor") && new ControlGroup("/" + name).container().isPresent();
  }
}
