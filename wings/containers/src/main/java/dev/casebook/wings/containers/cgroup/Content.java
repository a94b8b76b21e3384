package dev.casebook.wings.containers.cgroup;

/// What a file holds, or why that is not known.
public sealed interface Content {

  record Text(String text) implements Content {}

  /// @param reason in words, the same for the file of this name in every group
  record Missing(String reason) implements Content {}

  /// A file may be there or not by the kernel's version and settings.
  interface Files {
    /// @param file its name in the group's folder: `cpu.stat`
    Content read(String file);
  }
}
