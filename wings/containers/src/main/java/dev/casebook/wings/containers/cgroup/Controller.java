package dev.casebook.wings.containers.cgroup;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A part of the kernel that counts and limits for control groups.
///
/// Source: cgroups(7).
public enum Controller {
  CPU("cpu"),
  /// A controller of its own in version 1 only; in version 2 every group has `cpu.stat`.
  CPUACCT("cpuacct"),
  MEMORY("memory"),
  PIDS("pids"),
  IO("blkio");

  private final String name;

  Controller(String name) {
    this.name = name;
  }

  /// As version 1 and `/proc/cgroups` call it.
  public String v1Name() {
    return name;
  }

  /// As version 2 calls it.
  public String v2Name() {
    return switch (this) {
      case IO -> "io";
      case CPUACCT -> "cpu";
      case CPU, MEMORY, PIDS -> name;
    };
  }

  public static Optional<Controller> ofV1Name(String name) {
    return Arrays.stream(values()).filter(one -> one.name.equals(name)).findFirst();
  }

  /// Where a controller keeps its files of one group.
  public sealed interface Place {

    /// @param root those of the whole host
    record V1(Content.Files files, Content.Files root) implements Place {}

    /// @param above those of the groups that it lies in, the nearest first
    record V2(Content.Files files, List<Content.Files> above) implements Place {
      public V2 {
        above = List.copyOf(above);
      }
    }

    record Missing(String reason) implements Place {}
  }
}
