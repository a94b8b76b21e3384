package dev.casebook.wings.holders.tool;

import dev.casebook.formats.proc.DeviceNumber;
import dev.casebook.formats.proc.Mapping;
import dev.casebook.wings.holders.kernel.FileStatus;
import dev.casebook.wings.holders.proc.Mounts;
import dev.casebook.wings.holders.proc.Paths;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// A folder with all that lies in it, or a whole file system, through whatever mount of whatever
/// namespace it is reached.
final class SoughtTree implements Sought {

  /// Of a mount of which everything is meant.
  private static final String ALL = "";

  private static final long NONE = -1;

  private final String path;
  private final FileStatus status;
  private final long ownMount;

  /// By the mount's id: the folder that is meant, as its namespace calls it.
  private final Map<Long, String> folders = new HashMap<>();

  /// By namespace: on which device, in which folder.
  private final Map<String, List<Part>> parts = new HashMap<>();

  private final Set<DeviceNumber> devices = new HashSet<>();

  private record Part(DeviceNumber device, String folder) {}

  private SoughtTree(String path, FileStatus status, long ownMount) {
    this.path = path;
    this.status = status;
    this.ownMount = ownMount;
  }

  /// A folder and all that lies in it, what is mounted there too.
  ///
  /// @param mount that it lies on
  static SoughtTree folder(String path, FileStatus status, Mounts.Mounted mount, Mounts mounts) {
    var tree = new SoughtTree(path, status, mount.point().id());
    var point = mount.point();
    var inside = Paths.moved(path, point.target(), point.root());
    for (var other : mounts.all()) {
      var one = other.point();
      if (one.device().equals(point.device()) && Paths.isWithin(one.root(), inside)) {
        tree.add(other, ALL);
      } else if (one.device().equals(point.device()) && Paths.isWithin(inside, one.root())) {
        tree.add(other, Paths.moved(inside, one.root(), one.target()));
      } else if (mounts.isOwn(other) && Paths.isWithin(one.target(), path)) {
        tree.add(other, ALL);
      }
    }
    return tree;
  }

  /// The whole file system.
  static SoughtTree fileSystem(
      String path, FileStatus status, Mounts.Mounted mount, Mounts mounts) {
    long own = mounts.isOwn(mount) ? mount.point().id() : NONE;
    var tree = new SoughtTree(path, status, own);
    for (var other : mounts.all()) {
      if (other.point().device().equals(mount.point().device())) {
        tree.add(other, ALL);
      }
    }
    return tree;
  }

  private void add(Mounts.Mounted mount, String folder) {
    var point = mount.point();
    folders.put(point.id(), folder);
    devices.add(point.device());
    parts
        .computeIfAbsent(mount.namespace(), _ -> new ArrayList<>())
        .add(new Part(point.device(), folder.equals(ALL) ? point.target() : folder));
  }

  @Override
  public boolean isMet(FileStatus file, Supplier<String> link) {
    if (file.mount() == 0) { // before Linux 5.8
      return file.device().equals(status.device()) && Paths.isWithin(link.get(), path);
    }
    var folder = folders.get(file.mount());
    if (folder == null) {
      return false;
    }
    return folder.equals(ALL) || Paths.isWithin(link.get(), folder);
  }

  @Override
  public boolean isMet(Mapping mapping, String namespace) {
    return parts.getOrDefault(namespace, List.of()).stream()
        .anyMatch(part ->
            part.device.equals(mapping.device()) && Paths.isWithin(mapping.path(), part.folder));
  }

  @Override
  public List<byte[]> mapNeedles() {
    return devices.stream()
        .map(device -> " %02x:%02x ".formatted(device.major(), device.minor()))
        .map(needle -> needle.getBytes(StandardCharsets.US_ASCII))
        .toList();
  }

  /// The mount that the folder itself lies on is no holder.
  @Override
  public boolean isMet(Mounts.Mounted mount) {
    return mount.point().id() != ownMount && ALL.equals(folders.get(mount.point().id()));
  }

  @Override
  public boolean isMet(String other, FileStatus file) {
    return isMet(file, () -> other);
  }
}
