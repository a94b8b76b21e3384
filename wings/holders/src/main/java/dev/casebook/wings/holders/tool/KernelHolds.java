package dev.casebook.wings.holders.tool;

import dev.casebook.formats.proc.DeviceNumber;
import dev.casebook.formats.proc.Escapes;
import dev.casebook.hosts.kernel.Refused;
import dev.casebook.tables.storage.FileLock;
import dev.casebook.wings.holders.kernel.FileStatus;
import dev.casebook.wings.holders.proc.Mounts;
import dev.casebook.wings.holders.proc.Proc;
import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/// What the kernel itself holds: mounts, layers of overlays, swap, loop and stacked devices, and
/// locks of which no process is known.
final class KernelHolds {

  private static final List<String> LAYER_OPTIONS = List.of("lowerdir=", "upperdir=", "workdir=");

  private final Proc proc;
  private final Mounts mounts;
  private final List<Sought> sought;
  private final List<Hold> holds;

  KernelHolds(Proc proc, Mounts mounts, List<Sought> sought, List<Hold> holds) {
    this.proc = proc;
    this.mounts = mounts;
    this.sought = sought;
    this.holds = holds;
  }

  void add() {
    mounted();
    layers();
    swaps();
    loops();
    stacked();
    locks();
  }

  /// A file system is mounted in many places of another namespace at once: they are one hold.
  private void mounted() {
    var elsewhere = new TreeMap<String, Mounts.Mounted>();
    for (var mount : mounts.all()) {
      if (sought.stream().anyMatch(one -> one.isMet(mount))) {
        if (mounts.isOwn(mount)) {
          holds.add(
              Hold.ofKernel(
                  Way.MOUNT, mount.point().target(), mount.point().type() + " is mounted there"));
        } else {
          elsewhere.putIfAbsent(mount.namespace() + " " + mount.point().target(), mount);
        }
      }
    }
    elsewhere
        .values()
        .forEach(mount -> {
          var words =
              "in mount namespace %s of %d processes"
                  .formatted(
                      mount.namespace().replaceAll("\\D", ""),
                      mounts.population(mount.namespace()));
          holds.add(
              new Hold(
                  mount.pid(),
                  Way.MOUNT,
                  -1,
                  "",
                  "",
                  mount.point().target(),
                  false,
                  null,
                  "",
                  null,
                  words.replace(" 1 processes", " 1 process")));
        });
  }

  /// An overlay keeps the file systems of its layers busy with mounts of its own, which no table
  /// shows. Its options are paths of whoever mounted it.
  private void layers() {
    for (var mount : mounts.all()) {
      if (!mount.point().type().equals("overlay") || !mounts.isOwn(mount)) {
        continue;
      }
      var options = mount.point().superOptions().split(",");
      boolean met =
          Arrays.stream(options)
              .flatMap(option ->
                  LAYER_OPTIONS.stream()
                      .filter(option::startsWith)
                      .map(name -> option.substring(name.length())))
              .flatMap(layers -> Arrays.stream(layers.split(":")))
              .filter(layer -> layer.startsWith("/"))
              .map(Escapes::undone)
              .anyMatch(layer -> isLayer(layer, mount));
      if (met) {
        holds.add(
            Hold.ofKernel(Way.LAYER, mount.point().target(), "an overlay that has layers there"));
      }
    }
  }

  /// An overlay that is mounted over one of its layers has taken that layer's name.
  private boolean isLayer(String path, Mounts.Mounted overlay) {
    return status(path).filter(file -> file.mount() != overlay.point().id()).isPresent()
        && isMet(path);
  }

  private boolean isMet(String path) {
    return status(path)
        .filter(file -> sought.stream().anyMatch(one -> one.isMet(path, file)))
        .isPresent();
  }

  private Optional<FileStatus> status(String path) {
    try {
      return Optional.of(proc.calls().status(path));
    } catch (Refused e) {
      return Optional.empty();
    }
  }

  /// `/dev/vdb partition 8388604 0 -2`, `/srv/swap file …`
  private void swaps() {
    proc.lines("/proc/swaps")
        .skip(1)
        .map(line -> Escapes.undone(line.split("[ \t]+")[0]))
        .filter(this::isMet)
        .forEach(path -> holds.add(Hold.ofKernel(Way.SWAP, path, "swap is on it")));
  }

  private void loops() {
    for (var device : names("/sys/block")) {
      if (device.startsWith("loop")) {
        proc.text("/sys/block/" + device + "/loop/backing_file")
            .map(String::strip)
            .filter(path -> !path.isEmpty() && isMet(path))
            .ifPresent(path -> holds.add(Hold.ofKernel(Way.LOOP, path, "behind /dev/" + device)));
      }
    }
  }

  private static List<String> names(String folder) {
    var names = new File(folder).list();
    return names == null ? List.of() : Arrays.stream(names).sorted().toList();
  }

  /// `/sys/dev/block/254:0/holders/dm-0`
  private void stacked() {
    for (var one : sought) {
      if (one instanceof SoughtFile file && file.status().isBlockDevice()) {
        DeviceNumber number = file.status().special();
        names("/sys/dev/block/" + number + "/holders")
            .forEach(name ->
                holds.add(Hold.ofKernel(Way.DEVICE, "/dev/" + name, "a device that stands on it")));
      }
    }
  }

  /// Locks for clients elsewhere, and who waits for one.
  private void locks() {
    var lines = proc.lines("/proc/locks").flatMap(line -> FileLock.ofProc(line).stream()).toList();
    for (var lock : lines) {
      if (sought.stream().noneMatch(one -> isMet(one, lock))) {
        continue;
      }
      var what = lock.kind() + " " + lock.mode();
      if (lock.waiting() || holds.stream().noneMatch(hold -> hold.lock().contains(what))) {
        int pid = lock.pid() == null ? 0 : lock.pid();
        var words = lock.waiting() ? "waits for it" : "";
        holds.add(new Hold(pid, Way.LOCK, -1, "", what, "", false, null, "", null, words));
      }
    }
  }

  private static boolean isMet(Sought sought, FileLock lock) {
    return sought instanceof SoughtFile file
        && file.device().toString().equals(lock.device())
        && lock.inode() != null
        && lock.inode() == file.inode();
  }
}
