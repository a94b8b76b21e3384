package dev.casebook.wings.holders.tool;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;

/// What deleted files take of each file system: each file once, however many hold it.
public final class DeletedFiles {

  private DeletedFiles() {}

  /// @param place where the file system is mounted; `(in memory)` for memfd and shared memory,
  ///   which lie on no disk; its device where it is mounted nowhere that we see
  /// @param unknown files of which we may not ask what they take
  public record Sum(String place, String device, long files, long blockBytes, long unknown) {}

  /// The largest first.
  public static List<Sum> byFileSystem(Answer answer) {
    var sums = new TreeMap<String, Sum>();
    var seen = new HashSet<String>();
    for (var hold : answer.holds()) {
      if (hold.deleted() && hold.device() != null && seen.add(hold.file())) {
        var device = hold.device().toString();
        var mounted = answer.mounts().placeOf(hold.device());
        var place = mounted != null ? mounted : isInMemory(hold.path()) ? "(in memory)" : device;
        var bytes = hold.blockBytes();
        var one = new Sum(place, device, 1, bytes == null ? 0 : bytes, bytes == null ? 1 : 0);
        sums.merge(place, one, DeletedFiles::both);
      }
    }
    var list = new ArrayList<>(sums.values());
    list.sort(Comparator.comparingLong(Sum::blockBytes).reversed().thenComparing(Sum::place));
    return list;
  }

  private static Sum both(Sum one, Sum other) {
    return new Sum(
        one.place,
        one.device,
        one.files + other.files,
        one.blockBytes + other.blockBytes,
        one.unknown + other.unknown);
  }

  /// `/memfd:NAME`, `/SYSV00000000`, `/dev/zero` of a shared mapping: memfd_create(2), shmget(2),
  /// mmap(2).
  private static boolean isInMemory(String path) {
    return path.startsWith("/memfd:") || path.startsWith("/SYSV") || path.equals("/dev/zero");
  }
}
