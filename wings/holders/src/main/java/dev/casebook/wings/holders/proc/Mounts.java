package dev.casebook.wings.holders.proc;

import dev.casebook.formats.proc.DeviceNumber;
import dev.casebook.formats.proc.MountPoint;
import dev.casebook.hosts.kernel.Refused;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The mounts of all namespaces that a process which we may look at is in.
public final class Mounts {

  /// What stands for our own namespace where it can't be told.
  private static final String OWN = "mnt:[own]";

  private final String own;
  private final Map<Integer, String> namespaces;
  private final Map<Long, Mounted> byId;
  private final List<Mounted> all;

  private Mounts(
      String own, Map<Integer, String> namespaces, Map<Long, Mounted> byId, List<Mounted> all) {
    this.own = own;
    this.namespaces = namespaces;
    this.byId = byId;
    this.all = all;
  }

  /// A mount in one namespace.
  ///
  /// @param pid a process that is in it
  public record Mounted(MountPoint point, String namespace, int pid) {}

  public static Mounts of(Proc proc, List<Integer> pids, int self) {
    var own = namespace(proc, self);
    var namespaces = new HashMap<Integer, String>();
    var representatives = new HashMap<String, Integer>();
    representatives.put(own, self);
    for (int pid : pids) {
      var namespace = namespace(proc, pid);
      namespaces.put(pid, namespace.equals(OWN) ? own : namespace);
      representatives.putIfAbsent(namespaces.get(pid), pid);
    }
    var byId = new HashMap<Long, Mounted>();
    var all = new ArrayList<Mounted>();
    representatives.forEach((namespace, pid) -> {
      for (var line : proc.text(pid, "mountinfo").stream().flatMap(String::lines).toList()) {
        MountPoint.of(line)
            .map(point -> new Mounted(point, namespace, pid))
            .ifPresent(mount -> {
              byId.put(mount.point.id(), mount);
              all.add(mount);
            });
      }
    });
    return new Mounts(own, namespaces, byId, all);
  }

  /// Those that a host tells of in `/proc/self/mountinfo`, as if all processes saw them.
  public static Mounts recorded(Stream<String> mountinfo) {
    var all = new ArrayList<Mounted>();
    var byId = new HashMap<Long, Mounted>();
    mountinfo
        .flatMap(line -> MountPoint.of(line).stream())
        .map(point -> new Mounted(point, OWN, 0))
        .forEach(mount -> {
          byId.put(mount.point.id(), mount);
          all.add(mount);
        });
    return new Mounts(OWN, Map.of(), byId, all);
  }

  private static String namespace(Proc proc, int pid) {
    try {
      return proc.link(pid, "ns/mnt");
    } catch (Refused e) {
      return OWN;
    }
  }

  public Optional<Mounted> byId(long id) {
    return Optional.ofNullable(byId.get(id));
  }

  public List<Mounted> all() {
    return all;
  }

  public boolean isOwn(Mounted mount) {
    return mount.namespace.equals(own);
  }

  /// The namespace that a process is in; ours if it can't be told.
  public String namespaceOf(int pid) {
    return namespaces.getOrDefault(pid, own);
  }

  /// How many processes are in a namespace.
  public long population(String namespace) {
    return namespaces.values().stream().filter(namespace::equals).count();
  }

  /// Where a file system is mounted here, as its top if it is.
  public @Nullable String placeOf(DeviceNumber device) {
    Mounted found = null;
    for (var mount : all) {
      if (mount.point.device().equals(device) && (found == null || rank(mount) < rank(found))) {
        found = mount;
      }
    }
    return found == null ? null : found.point.target();
  }

  /// Ours before others', the top of the file system before parts of it.
  private int rank(Mounted mount) {
    return (isOwn(mount) ? 0 : 2) + (mount.point.root().equals("/") ? 0 : 1);
  }

  /// The mount that a path of our own namespace lies on, by its name.
  public Optional<Mounted> ofPath(String path) {
    Mounted found = null;
    for (var mount : all) {
      var target = mount.point.target();
      if (isOwn(mount)
          && Paths.isWithin(path, target)
          && (found == null || target.length() >= found.point.target().length())) {
        found = mount;
      }
    }
    return Optional.ofNullable(found);
  }
}
