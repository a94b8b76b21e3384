package dev.casebook.wings.holders.tool;

import dev.casebook.formats.proc.DeviceNumber;
import dev.casebook.formats.proc.Mapping;
import dev.casebook.hosts.kernel.Refused;
import dev.casebook.wings.holders.kernel.FileStatus;
import dev.casebook.wings.holders.proc.Mounts;
import dev.casebook.wings.holders.proc.Proc;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// One walk over all processes for all that is sought.
public final class Search {

  private static final Map<String, Way> FOLDERS =
      Map.of("cwd", Way.CWD, "root", Way.ROOT, "exe", Way.PROGRAM);

  /// More are no answer for anybody: a host has some 100,000 descriptors.
  private static final int HOLDS_MAX = 1_000_000;

  /// Of the kernel's work, which is most of it, two threads do twice as much; more gain little.
  private static final int THREADS_MAX = 4;

  /// Processes for which another thread pays.
  private static final int SHARE_MIN = 100;

  private final Proc proc;
  private final Mounts mounts;
  private final List<Sought> sought;
  private final List<byte[]> needles;
  private final List<Hold> holds = new ArrayList<>();
  private final List<Integer> closed = new ArrayList<>();

  private Search(Proc proc, Mounts mounts, List<Sought> sought) {
    this.proc = proc;
    this.mounts = mounts;
    this.sought = sought;
    this.needles = sought.stream().flatMap(one -> one.mapNeedles().stream()).toList();
  }

  /// @param closed processes that we may not look into
  public record Found(List<Hold> holds, int walked, List<Integer> closed) {
    public Found {
      holds = List.copyOf(holds);
      closed = List.copyOf(closed);
    }
  }

  /// Processes are walked by several threads, each with a share of them; the order of what is found
  /// does not hang on it.
  static Found over(List<Integer> pids, Proc proc, Mounts mounts, List<Sought> sought)
      throws IOException {
    int self = proc.self();
    var others = pids.stream().filter(pid -> pid != self).toList();
    var holds = new ArrayList<Hold>();
    var closed = new ArrayList<Integer>();
    for (var share : shares(others, mounts, sought)) {
      holds.addAll(share.holds);
      closed.addAll(share.closed);
    }
    new KernelHolds(proc, mounts, sought, holds).add();
    return new Found(holds, others.size(), closed);
  }

  private static List<Search> shares(List<Integer> pids, Mounts mounts, List<Sought> sought) {
    int threads = Math.clamp(pids.size() / SHARE_MIN, 1, THREADS_MAX);
    int size = (pids.size() + threads - 1) / threads;
    try (var walkers = Executors.newFixedThreadPool(threads)) {
      var tasks = new ArrayList<Future<Search>>();
      for (int from = 0; from < pids.size(); from += size) {
        var part = pids.subList(from, Math.min(from + size, pids.size()));
        tasks.add(walkers.submit(() -> walked(part, mounts, sought)));
      }
      return tasks.stream().map(Search::awaited).toList();
    }
  }

  private static Search walked(List<Integer> pids, Mounts mounts, List<Sought> sought) {
    try (var proc = new Proc()) {
      var search = new Search(proc, mounts, sought);
      for (int pid : pids) {
        if (search.holds.size() < HOLDS_MAX) {
          search.walk(pid);
        }
      }
      return search;
    }
  }

  private static Search awaited(Future<Search> task) {
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private void walk(int pid) {
    int before = holds.size();
    try {
      for (var descriptor : proc.descriptors(pid)) {
        descriptor(pid, descriptor);
      }
      for (var folder : FOLDERS.entrySet()) {
        folder(pid, folder.getKey(), folder.getValue());
      }
      maps(pid, before);
    } catch (Refused e) {
      if (e.isDenied()) {
        closed.add(pid);
      }
    }
  }

  /// @throws Refused if we may not look into the process at all
  private void descriptor(int pid, String number) throws Refused {
    var name = "fd/" + number;
    try {
      var file = statusOfOpen(pid, number);
      if (isMet(file, pid, name)) {
        var info = Descriptor.of(proc, pid, number);
        var way = file.isSocket() ? Way.SOCKET : Way.OPEN;
        add(pid, way, Integer.parseInt(number), info.access(), info.lock(), name, file);
      }
    } catch (Refused e) {
      refuseIfClosed(pid, name, e); // else it was closed meanwhile
    } catch (NumberFormatException e) {
      // no descriptor
    }
  }

  /// @throws Refused if not even the name of what the process has is told; a file system may keep
  ///   root from a file of its own, as that of another user in FUSE does
  private void refuseIfClosed(int pid, String name, Refused refusal) throws Refused {
    if (refusal.isDenied() && link(pid, name).isEmpty()) {
      throw refusal;
    }
  }

  private FileStatus statusOfOpen(int pid, String number) throws Refused {
    var name = "fd/" + number;
    try {
      return proc.status(pid, name);
    } catch (Refused e) {
      refuseIfClosed(pid, name, e);
      if (!e.isDenied()) {
        throw e;
      }
      var info = Descriptor.of(proc, pid, number);
      return FileStatus.untold(info.mount(), info.inode());
    }
  }

  private void folder(int pid, String name, Way way) throws Refused {
    try {
      var file = proc.status(pid, name);
      if (isMet(file, pid, name)) {
        add(pid, way, -1, "", "", name, file);
      }
    } catch (Refused e) {
      refuseIfClosed(pid, name, e); // a thread of the kernel runs no program
    }
  }

  private boolean isMet(FileStatus file, int pid, String name) {
    for (var one : sought) {
      if (one.isMet(file, () -> link(pid, name))) {
        return true;
      }
    }
    return false;
  }

  private String called(FileStatus file, String link) {
    return sought.stream()
        .filter(one -> one.isMet(file, () -> link))
        .map(one -> one.called(file, link))
        .findFirst()
        .orElse(link);
  }

  private String link(int pid, String name) {
    try {
      return proc.link(pid, name);
    } catch (Refused e) {
      return "";
    }
  }

  private void add(
      int pid, Way way, int descriptor, String access, String lock, String name, FileStatus file) {
    var link = called(file, link(pid, name));
    boolean deleted = file.links() == 0 && !file.isSocket();
    var device = SoughtDeleted.deviceOf(file, mounts);
    holds.add(
        new Hold(
            pid,
            way,
            descriptor,
            access,
            lock,
            deleted ? unmarked(link) : link,
            deleted,
            file.blockBytes(),
            identity(file.device(), file.inode()),
            device,
            ""));
  }

  static String unmarked(String path) {
    return path.endsWith(SoughtDeleted.MARK)
        ? path.substring(0, path.length() - SoughtDeleted.MARK.length())
        : path;
  }

  private static String identity(DeviceNumber device, long inode) {
    return device + ":" + inode;
  }

  /// A file that is mapped in several pieces is told once; what is run is told as such.
  private void maps(int pid, int before) {
    if (needles.isEmpty()) {
      return;
    }
    var maps = proc.textWith(pid, "maps", needles);
    if (maps.isEmpty()) {
      return;
    }
    var namespace = mounts.namespaceOf(pid);
    var seen = new HashSet<String>();
    holds.subList(before, holds.size()).stream()
        .filter(hold -> hold.way() == Way.PROGRAM)
        .forEach(hold -> seen.add(hold.path()));
    var writing = new HashSet<String>();
    var lines = maps.get().lines().flatMap(line -> Mapping.of(line).stream()).toList();
    lines.stream()
        .filter(Mapping::writes)
        .forEach(map -> writing.add(identity(map.device(), map.inode())));
    for (var map : lines) {
      if (sought.stream().anyMatch(one -> one.isMet(map, namespace))
          && !seen.contains(unmarked(map.path()))
          && seen.add(identity(map.device(), map.inode()))) {
        mapped(pid, map, writing.contains(identity(map.device(), map.inode())));
      }
    }
  }

  /// The file itself, which tells what it takes on its disk; null if it may not be asked, for which
  /// it takes CAP_CHECKPOINT_RESTORE.
  private @Nullable FileStatus behind(int pid, Mapping map) {
    try {
      return proc.status(pid, "map_files/" + map.range());
    } catch (Refused e) {
      return null;
    }
  }

  private void mapped(int pid, Mapping map, boolean writes) {
    var file = map.path().endsWith(SoughtDeleted.MARK) ? behind(pid, map) : null;
    boolean deleted = file == null ? map.path().endsWith(SoughtDeleted.MARK) : file.links() == 0;
    holds.add(
        new Hold(
            pid,
            Way.MAPPED,
            -1,
            writes ? "rw" : "r",
            "",
            deleted ? unmarked(map.path()) : map.path(),
            deleted,
            file == null ? null : file.blockBytes(),
            file == null
                ? identity(map.device(), map.inode())
                : identity(file.device(), file.inode()),
            map.device(),
            ""));
  }
}
