package dev.casebook.formats.proc;

import java.util.Optional;
import java.util.regex.Pattern;

/// The control group of a process, which names its unit, its pod and its container.
///
/// ```
/// /system.slice/nginx.service
/// /system.slice/docker-9e67839a….scope
/// /kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod6a1f_….slice/cri-containerd-1c9bec80….scope
/// /user.slice/user-1000.slice/user@1000.service/user.slice/libpod-4711….scope/container
/// /lxc.payload.web/system.slice/nginx.service
/// ```
///
/// Source: cgroups(7), systemd.unit(5); the names that runc, crun, cri-o and LXC give.
///
/// @param path from the top of the hierarchy
public record ControlGroup(String path) {

  /// A container's id, alone (cgroupfs) or between the engine's name and `.scope` (systemd).
  private static final Pattern CONTAINER =
      Pattern.compile(
          "(?:(?<engine>docker|cri-containerd|crio|libpod|nerdctl|buildkit)-)?(?<id>[0-9a-f]{64})(?:\\.scope)?");

  private static final Pattern LXC =
      Pattern.compile("(?:lxc\\.payload[.-]|lxc\\.monitor[.-])(?<name>[\\w.@:-]{1,128})");

  /// `pod6a1f0c5e-…`, `kubepods-burstable-pod6a1f0c5e_….slice`; a static pod has 32 digits.
  private static final Pattern POD =
      Pattern.compile(
          "(?:kubepods(?:-[a-z]+)?-)?pod(?<uid>[0-9a-f]{8}(?:[-_][0-9a-f]{4}){3}[-_][0-9a-f]{12}|[0-9a-f]{32})(?:\\.slice)?");

  private static final Pattern UNIT =
      Pattern.compile("[^/]{1,255}\\.(?:service|scope|socket|mount|swap)");

  /// A container in the name of its control group.
  ///
  /// @param engine as the group names it: docker, cri-containerd, crio, libpod, lxc; empty if it
  ///   does not
  /// @param id of 64 digits, or a name of LXC
  public record Mark(String engine, String id) {}

  /// The group of `/proc/PID/cgroup`: that of version 2, else the first of version 1 that is not
  /// the top; systemd's, which names the unit, before those of single controllers:
  /// `0::/system.slice/x.service`, `1:name=systemd:/system.slice/x.service`.
  public static Optional<ControlGroup> of(String text) {
    return of(text.lines().toList());
  }

  public static Optional<ControlGroup> of(Iterable<String> lines) {
    ControlGroup found = null;
    for (var line : lines) {
      var cells = line.split(":", 3);
      if (cells.length == 3 && cells[2].length() > 1) {
        if (cells[0].equals("0") || cells[1].equals("name=systemd")) {
          return Optional.of(new ControlGroup(cells[2]));
        }
        found = found == null ? new ControlGroup(cells[2]) : found;
      }
    }
    return Optional.ofNullable(found);
  }

  /// The innermost container: one may run in another, as in kind.
  public Optional<Mark> container() {
    var parts = path.split("/");
    for (int i = parts.length - 1; i >= 0; i--) {
      var container = CONTAINER.matcher(parts[i]);
      if (container.matches()) {
        var engine = container.group("engine");
        var before = i > 0 ? parts[i - 1] : "";
        return Optional.of(
            new Mark(engine == null ? engineOf(before) : engine, container.group("id")));
      }
      var lxc = LXC.matcher(parts[i]);
      if (lxc.matches()) {
        return Optional.of(new Mark("lxc", lxc.group("name")));
      }
    }
    return Optional.empty();
  }

  /// Of cgroupfs' `/docker/ID`.
  private static String engineOf(String folder) {
    return switch (folder) {
      case "docker", "libpod_parent" -> folder.replace("_parent", "");
      default -> "";
    };
  }

  /// The uid of the pod, with dashes.
  public Optional<String> podUid() {
    for (var part : path.split("/")) {
      var pod = POD.matcher(part);
      if (pod.matches()) {
        return Optional.of(pod.group("uid").replace('_', '-'));
      }
    }
    return Optional.empty();
  }

  /// The innermost unit of systemd; a container's own scope is no unit that anybody wrote.
  public Optional<String> unit() {
    var parts = path.split("/");
    for (int i = parts.length - 1; i >= 0; i--) {
      if (UNIT.matcher(parts[i]).matches() && !CONTAINER.matcher(parts[i]).matches()) {
        return Optional.of(parts[i]);
      }
    }
    return Optional.empty();
  }
}
