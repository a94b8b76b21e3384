package dev.casebook.wings.containers.tool;

import dev.casebook.wings.containers.cgroup.Content;
import dev.casebook.wings.containers.cgroup.Controller;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Where a host keeps the control groups of each controller, and why it has some not.
///
/// Version 1 has a folder for each hierarchy, named by its controllers (`cpu,cpuacct`); version 2
/// is one tree, alone or in `unified` beside those of version 1.
///
/// Source: cgroups(7), systemd's "Control Group APIs and Delegation".
final class Hierarchies {

  static final String ROOT = "/sys/fs/cgroup";

  /// A tree of groups.
  ///
  /// @param folder its root
  /// @param version 1 or 2
  record Hierarchy(String folder, int version) {}

  private final HostFiles files;
  private final Map<Controller, Hierarchy> places = new EnumMap<>(Controller.class);

  private Hierarchies(HostFiles files) {
    this.files = files;
  }

  static Hierarchies of(HostFiles files) {
    var all = new Hierarchies(files);
    var folders = files.folders(ROOT);
    // The joint folder before links to it that are named by one controller.
    folders.stream().sorted(Comparator.comparing(name -> !name.contains(","))).forEach(all::addV1);
    var second =
        all.places.isEmpty()
            ? Optional.of(new Hierarchy(ROOT, 2))
            : folders.stream()
                .filter("unified"::equals)
                .map(name -> new Hierarchy(ROOT + "/" + name, 2))
                .findFirst();
    second.filter(all::isThere).ifPresent(all::addV2);
    return all;
  }

  private void addV1(String folder) {
    for (var name : folder.split(",")) {
      Controller.ofV1Name(name)
          .ifPresent(one -> places.putIfAbsent(one, new Hierarchy(ROOT + "/" + folder, 1)));
    }
  }

  private boolean isThere(Hierarchy hierarchy) {
    return !files.folders(hierarchy.folder).isEmpty()
        || files.read(hierarchy.folder + "/cgroup.controllers") instanceof Content.Text;
  }

  /// Groups of version 2 count processor time without any controller. Beside version 1 it has what
  /// is left.
  private void addV2(Hierarchy hierarchy) {
    var offered =
        files.read(hierarchy.folder + "/cgroup.controllers") instanceof Content.Text(var text)
            ? List.of(text.strip().split("\\s+"))
            : List.<String>of();
    boolean isAlone = places.isEmpty();
    for (var one : Controller.values()) {
      if (isAlone || offered.contains(one.v2Name())) {
        places.putIfAbsent(one, hierarchy);
      }
    }
  }

  boolean isEmpty() {
    return places.isEmpty();
  }

  /// Each once.
  Collection<Hierarchy> all() {
    return new LinkedHashSet<>(places.values());
  }

  Optional<Hierarchy> of(Controller controller) {
    return Optional.ofNullable(places.get(controller));
  }

  /// Why there is no hierarchy of a controller, or a group has none of it. `/proc/cgroups` has
  /// `NAME HIERARCHY GROUPS ENABLED`.
  String whyNot(Controller controller) {
    var name = controller.v1Name();
    var enabled = enabled(name);
    if (enabled.equals("0")) {
      return "the kernel's %s controller is switched off (cgroup_disable=, or cgroup_enable=%1$s is"
              .formatted(name)
          + " missing on its command line)";
    }
    if (!files.isWhole()) {
      return "there is no %s controller in what was collected of %s".formatted(name, ROOT);
    }
    return enabled.isEmpty()
        ? "this kernel has no " + name + " controller"
        : "the %s controller is mounted nowhere in %s".formatted(name, ROOT);
  }

  private String enabled(String controller) {
    return files.read("/proc/cgroups") instanceof Content.Text(var text)
        ? text.lines()
            .map(line -> line.strip().split("\\s+"))
            .filter(words -> words.length == 4 && words[0].equals(controller))
            .map(words -> words[3])
            .findFirst()
            .orElse("")
        : "";
  }
}
