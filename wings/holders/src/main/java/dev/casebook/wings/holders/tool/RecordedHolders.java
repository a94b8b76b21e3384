package dev.casebook.wings.holders.tool;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.evidence.Snapshot;
import dev.casebook.evidence.Wanted;
import dev.casebook.formats.proc.ControlGroup;
import dev.casebook.formats.proc.DeviceNumber;
import dev.casebook.tables.Coverage;
import dev.casebook.tables.Table;
import dev.casebook.tables.TableReader;
import dev.casebook.tables.network.Socket;
import dev.casebook.tables.storage.OpenFile;
import dev.casebook.tables.system.HostProcess;
import dev.casebook.wings.holders.proc.Mounts;
import dev.casebook.wings.holders.proc.Paths;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Who holds something on a host that was gathered: by the tables that tell of it, so by the names
/// that processes see, and not by device and inode as on this host.
public final class RecordedHolders {

  private static final ArtifactName MOUNTS = ArtifactName.file("/proc/self/mountinfo");

  /// More mounts than this no host has.
  private static final int MOUNTS_BYTES_MAX = 16 << 20;

  private final Snapshot snapshot;
  private final Map<Integer, Holder> processes = new HashMap<>();
  private final List<Hold> holds = new ArrayList<>();
  private final TreeSet<String> lacking = new TreeSet<>();

  public RecordedHolders(Snapshot snapshot) {
    this.snapshot = snapshot;
  }

  /// What has to be gathered.
  public static Wanted wanted() {
    var wishes =
        Stream.of(OpenFile.TABLE, Socket.TABLE, HostProcess.TABLE).<Wanted.Wish>map(Table::wish);
    return new Wanted(
        Stream.concat(wishes, Stream.of(new Wanted.Wish(List.of(), List.of(MOUNTS)))).toList());
  }

  /// @throws IOException if the host's mounts can't be read
  /// @throws Holders.NotThere if a path lies on no mount that is known
  public Answer to(Question question) throws IOException, Holders.NotThere {
    var mounts = Mounts.recorded(text(MOUNTS));
    read(HostProcess.TABLE, HostProcess.class, this::process);
    switch (question) {
      case Question.OfPaths(var paths) ->
          files(file -> paths.stream().anyMatch(path -> isWithin(file, path)));
      case Question.OfFileSystems(var paths) -> {
        for (var path : paths) {
          var mount = mount(path, mounts);
          files(file -> mount.point().device().toString().equals(file.device()));
          inner(mount, mounts);
        }
      }
      case Question.OfDeleted(var paths) -> {
        var devices = new ArrayList<String>();
        for (var path : paths) {
          devices.add(mount(path, mounts).point().device().toString());
        }
        files(file ->
            isDeleted(file)
                && "REG".equals(file.type())
                && (devices.isEmpty() || devices.contains(String.valueOf(file.device()))));
      }
      case Question.OfPort(int port, var protocol) -> sockets(port, protocol);
    }
    holds.sort(
        Comparator.comparingInt(Hold::pid)
            .thenComparing(Hold::way)
            .thenComparingInt(Hold::descriptor)
            .thenComparing(Hold::path));
    return new Answer(holds, processes, mounts, processes.size(), 0, true, true, false);
  }

  /// What the host's evidence lacks, in words; empty if nothing.
  public List<String> lacking() {
    return List.copyOf(lacking);
  }

  private Stream<String> text(ArtifactName name) throws IOException {
    var found = snapshot.find(name);
    if (found.isEmpty()) {
      return Stream.empty();
    }
    try (var in = found.getFirst().open()) {
      return new String(in.readNBytes(MOUNTS_BYTES_MAX), StandardCharsets.UTF_8).lines();
    }
  }

  private <R extends Record> void read(Table<R> table, Class<R> type, Consumer<R> each) {
    Coverage coverage =
        new TableReader(snapshot)
            .read(
                table,
                (_, row) -> {
                  each.accept(type.cast(row));
                  return true;
                });
    if (!coverage.isComplete()) {
      lacking.add(lack(table.name().replace('_', ' '), coverage));
    }
  }

  /// What was not to be seen, and why. All that was looked for, and what each command said, is in
  /// the table `evidence`.
  private String lack(String what, Coverage coverage) {
    boolean isDenied = coverage.reason().toLowerCase(Locale.ROOT).contains("permission denied");
    return what
        + (coverage.isThere() ? ": not all could be looked at" : ": nothing there tells of them")
        + (isDenied
            ? ", permission denied (root may see more)"
            : "; casebook sql \"select * from evidence\" says what was looked for");
  }

  private void process(HostProcess row) {
    int pid = row.pid();
    var group = Optional.ofNullable(row.cgroup()).map(ControlGroup::new);
    processes.put(
        pid,
        new Holder(
            pid,
            row.ppid() == null ? 0 : row.ppid(),
            0,
            text(row.command()),
            text(row.arguments()),
            row.uid() == null ? -1 : row.uid(),
            text(row.user()),
            group.flatMap(ControlGroup::unit).orElse(""),
            Optional.empty()));
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static boolean isWithin(OpenFile file, String asked) {
    var folder =
        asked.length() > 1 && asked.endsWith("/") ? asked.substring(0, asked.length() - 1) : asked;
    return file.path() != null && Paths.isWithin(file.path(), folder);
  }

  private static boolean isDeleted(OpenFile file) {
    return Boolean.TRUE.equals(file.deleted());
  }

  private static Mounts.Mounted mount(String path, Mounts mounts) throws Holders.NotThere {
    return mounts
        .ofPath(path)
        .orElseThrow(() -> new Holders.NotThere(path + ": it is not known on which mount it lies"));
  }

  /// What is mounted within a mount keeps it too.
  private void inner(Mounts.Mounted outer, Mounts mounts) {
    var target = outer.point().target();
    mounts.all().stream()
        .map(mount -> mount.point().target())
        .filter(other -> !other.equals(target) && Paths.isWithin(other, target))
        .forEach(other -> holds.add(Hold.ofKernel(Way.MOUNT, other, "mounted in it")));
  }

  private void files(Predicate<OpenFile> isSought) {
    read(
        OpenFile.TABLE,
        OpenFile.class,
        file -> {
          if (isSought.test(file)) {
            holds.add(hold(file));
          }
        });
  }

  private static Hold hold(OpenFile file) {
    var device = Optional.ofNullable(file.device()).flatMap(DeviceNumber::ofDecimal);
    return new Hold(
        file.pid() == null ? 0 : file.pid(),
        switch (file.kind()) {
          case "cwd" -> Way.CWD;
          case "root" -> Way.ROOT;
          case "program" -> Way.PROGRAM;
          case "memory" -> Way.MAPPED;
          case "mount" -> Way.MOUNT;
          default -> Way.OPEN;
        },
        file.descriptor() == null ? -1 : file.descriptor(),
        text(file.access()),
        "",
        text(file.path()),
        isDeleted(file),
        file.sizeBytes(),
        device.isEmpty() || file.inode() == null ? "" : device.get() + ":" + file.inode(),
        device.orElse(null),
        "");
  }

  private void sockets(int port, String protocol) {
    read(
        Socket.TABLE,
        Socket.class,
        socket -> {
          boolean isAsked =
              protocol.isEmpty() ? !isOther(socket) : protocol.equals(socket.protocol());
          if (isAsked && Integer.valueOf(port).equals(socket.localPort())) {
            holds.add(hold(socket));
          }
        });
  }

  private static boolean isOther(Socket socket) {
    return !socket.protocol().equals("tcp") && !socket.protocol().equals("udp");
  }

  private static Hold hold(Socket socket) {
    var local =
        (socket.localAddress().contains(":")
                ? "[" + socket.localAddress() + "]"
                : socket.localAddress())
            + ":"
            + socket.localPort();
    var pid = socket.pid();
    return new Hold(
        pid == null ? 0 : pid,
        Way.SOCKET,
        -1,
        "",
        "",
        socket.protocol() + " " + local + " " + socket.state(),
        false,
        null,
        "",
        null,
        pid == null ? "its process is not told" : "");
  }
}
