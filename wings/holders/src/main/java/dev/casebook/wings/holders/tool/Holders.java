package dev.casebook.wings.holders.tool;

import dev.casebook.formats.proc.ControlGroup;
import dev.casebook.formats.proc.DeviceNumber;
import dev.casebook.formats.proc.ProcessStat;
import dev.casebook.hosts.kernel.Refused;
import dev.casebook.tables.containers.ContainerNames;
import dev.casebook.wings.holders.proc.Mounts;
import dev.casebook.wings.holders.proc.Paths;
import dev.casebook.wings.holders.proc.Proc;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Finds holders on this host.
public final class Holders {

  private final Proc proc;
  private final Map<Long, String> users = new HashMap<>();
  private final Map<Long, String> homes = new HashMap<>();
  private final ContainerNames containers = ContainerNames.ofThisHost();

  public Holders(Proc proc) {
    this.proc = proc;
    proc.lines("/etc/passwd")
        .forEach(line -> {
          var cells = line.split(":");
          if (cells.length > 5 && cells[2].matches("\\d{1,10}")) {
            users.putIfAbsent(Long.valueOf(cells[2]), cells[0]);
            homes.putIfAbsent(Long.valueOf(cells[2]), cells[5]);
          }
        });
  }

  /// What is asked about is not there.
  public static final class NotThere extends Exception {
    private static final long serialVersionUID = 1;

    NotThere(String message) {
      super(message);
    }
  }

  /// @throws NotThere if a path leads to nothing that is held, deleted or not
  public Answer to(Question question) throws IOException, NotThere {
    int self = proc.self();
    var pids = proc.processes();
    var mounts = Mounts.of(proc, pids, self);
    var sought = sought(question, mounts, pids);
    var found = Search.over(pids, proc, mounts, sought);
    var holds = new ArrayList<>(found.holds());
    for (var one : sought) {
      if (one instanceof SoughtSockets sockets) {
        sockets
            .ownerless()
            .forEach(socket ->
                holds.add(
                    Hold.ofKernel(
                        Way.SOCKET, socket, "of no process: not accepted yet, or closing")));
      }
    }
    holds.sort(
        Comparator.comparingInt(Hold::pid)
            .thenComparing(Hold::way)
            .thenComparingInt(Hold::descriptor)
            .thenComparing(Hold::path));
    var processes = new HashMap<Integer, Holder>();
    for (var hold : holds) {
      if (hold.pid() != 0 && !processes.containsKey(hold.pid())) {
        holder(hold.pid()).ifPresent(holder -> processes.put(holder.pid(), holder));
      }
    }
    return new Answer(
        holds,
        processes,
        mounts,
        found.walked(),
        found.closed().size(),
        uid(self) == 0,
        isTracer(self),
        isOfEverything(sought, self));
  }

  /// Bit 19 of `CapEff` (linux/capability.h).
  private boolean isTracer(int self) {
    return proc.text(self, "status")
        .orElse("")
        .lines()
        .filter(line -> line.startsWith("CapEff:"))
        .map(line -> line.substring("CapEff:".length()).strip())
        .filter(mask -> mask.matches("[0-9a-f]{1,16}"))
        .anyMatch(mask -> (Long.parseUnsignedLong(mask, 16) >>> 19 & 1) == 1);
  }

  private boolean isOfEverything(List<Sought> sought, int self) throws Refused {
    var root = proc.status(self, "root");
    return sought.stream().anyMatch(one -> one.isMet(root, () -> "/"));
  }

  private List<Sought> sought(Question question, Mounts mounts, List<Integer> pids)
      throws NotThere {
    var sought = new ArrayList<Sought>();
    switch (question) {
      case Question.OfPaths(var paths) -> {
        for (var path : paths) {
          sought.addAll(ofPath(path, mounts));
        }
      }
      case Question.OfFileSystems(var paths) -> {
        for (var path : paths) {
          sought.add(ofFileSystem(path, mounts));
        }
      }
      case Question.OfDeleted(var paths) -> {
        for (var path : paths) {
          var device = mount(real(path), mounts).point().device();
          sought.add(new SoughtDeleted(Optional.of(device), mounts));
        }
        if (paths.isEmpty()) {
          sought.add(new SoughtDeleted(Optional.empty(), mounts));
        }
      }
      case Question.OfPort(int port, var protocol) ->
          sought.add(SoughtSockets.ofPort(new SoughtSockets.Port(port, protocol), proc, pids));
    }
    return sought;
  }

  private List<Sought> ofPath(String asked, Mounts mounts) throws NotThere {
    String path;
    try {
      path = real(asked);
    } catch (NotThere e) {
      return List.of(new SoughtName(Path.of(asked).toAbsolutePath().normalize().toString()));
    }
    try {
      var status = proc.calls().status(path);
      var mount = mount(path, mounts);
      if (status.isFolder()) {
        return List.of(SoughtTree.folder(path, status, mount, mounts));
      }
      var identity = identity(path, status.inode(), mount);
      var inside = Paths.moved(path, mount.point().target(), mount.point().root());
      var file = new SoughtFile(status, identity.device(), identity.inode(), inside);
      return status.isSocket() ? List.of(file, SoughtSockets.ofFile(path, proc)) : List.of(file);
    } catch (Refused e) {
      throw new NotThere(asked + ": can't be looked at: " + e.getMessage());
    }
  }

  private Sought ofFileSystem(String asked, Mounts mounts) throws NotThere {
    var path = real(asked);
    try {
      var status = proc.calls().status(path);
      if (status.isBlockDevice()) {
        var device = status.special();
        var mounted =
            mounts.all().stream()
                .filter(mount -> mount.point().device().equals(device))
                .min(Comparator.comparing(mount -> !mounts.isOwn(mount)));
        if (mounted.isEmpty()) {
          throw new NotThere(asked + ": is not mounted; without --mount, its holders are shown");
        }
        return SoughtTree.fileSystem(path, status, mounted.get(), mounts);
      }
      return SoughtTree.fileSystem(path, status, mount(path, mounts), mounts);
    } catch (Refused e) {
      throw new NotThere(asked + ": can't be looked at: " + e.getMessage());
    }
  }

  private static String real(String asked) throws NotThere {
    try {
      return Path.of(asked).toRealPath().toString();
    } catch (IOException e) {
      throw new NotThere(asked + ": no such file or folder, or it may not be reached");
    }
  }

  /// By the kernel's own id where it tells one.
  private Mounts.Mounted mount(String path, Mounts mounts) throws NotThere {
    try {
      var byId = mounts.byId(proc.calls().status(path).mount());
      if (byId.isPresent()) {
        return byId.get();
      }
    } catch (Refused e) {
      throw new NotThere(path + ": can't be looked at: " + e.getMessage());
    }
    return mounts.ofPath(path).orElseThrow(() -> new NotThere(path + ": lies on no mount of ours"));
  }

  private record Identity(DeviceNumber device, long inode) {}

  /// As locks and `maps` name it: what `fdinfo` tells of a descriptor that stands for it. On
  /// overlay and btrfs it is not what stat(2) tells.
  private Identity identity(String path, long inode, Mounts.Mounted mount) throws Refused {
    int descriptor = proc.calls().pathDescriptor(path);
    try {
      var told =
          proc.text(proc.self(), "fdinfo/" + descriptor)
              .orElse("")
              .lines()
              .filter(line -> line.startsWith("ino:"))
              .map(line -> line.substring("ino:".length()).strip())
              .filter(digits -> digits.matches("\\d{1,18}"))
              .map(Long::valueOf)
              .findFirst();
      return new Identity(mount.point().device(), told.orElse(inode));
    } finally {
      proc.calls().close(descriptor);
    }
  }

  private Optional<Holder> holder(int pid) {
    try {
      return proc.stat(pid).map(stat -> holder(pid, stat));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private Holder holder(int pid, ProcessStat stat) {
    long uid = uid(pid);
    var arguments = proc.text(pid, "cmdline").orElse("").replace('\0', ' ').strip();
    var group = proc.text(pid, "cgroup").flatMap(ControlGroup::of);
    return new Holder(
        pid,
        stat.parent(),
        stat.startTicks(),
        stat.name(),
        arguments.isEmpty() ? "[" + stat.name() + "]" : arguments,
        uid,
        users.getOrDefault(uid, String.valueOf(uid)),
        group.flatMap(ControlGroup::unit).orElse(""),
        group.flatMap(one -> containers.of(one, homes.getOrDefault(uid, ""))));
  }

  private long uid(int pid) {
    return proc.text(pid, "status")
        .orElse("")
        .lines()
        .filter(line -> line.startsWith("Uid:"))
        .map(line -> line.split("\\s+"))
        .filter(words -> words.length > 2 && words[2].matches("\\d{1,10}"))
        .map(words -> Long.valueOf(words[2]))
        .findFirst()
        .orElse(-1L);
  }
}
