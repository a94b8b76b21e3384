package dev.casebook.wings.holders.tool;

import dev.casebook.formats.proc.Mapping;
import dev.casebook.wings.holders.kernel.FileStatus;
import dev.casebook.wings.holders.proc.Mounts;
import java.util.List;
import java.util.function.Supplier;

/// What holders are looked for.
public interface Sought {

  /// Whether a file that a process has is meant.
  ///
  /// @param link its path, as the process's folder shows it; asked only where it is needed
  boolean isMet(FileStatus file, Supplier<String> link);

  /// What to call it.
  ///
  /// @param link its path, as the process's folder shows it
  default String called(FileStatus file, String link) {
    return link;
  }

  /// Whether a mapped file is meant.
  ///
  /// @param namespace of mounts, in which the path is one
  default boolean isMet(Mapping mapping, String namespace) {
    return false;
  }

  /// Of these, one stands in `maps` where something that is meant is mapped.
  default List<byte[]> mapNeedles() {
    return List.of();
  }

  /// Whether a mount holds it: in another namespace, or inside of it.
  default boolean isMet(Mounts.Mounted mount) {
    return false;
  }

  /// Whether a folder or file of this host, as our own namespace calls it, lies in it.
  default boolean isMet(String path, FileStatus file) {
    return false;
  }
}
