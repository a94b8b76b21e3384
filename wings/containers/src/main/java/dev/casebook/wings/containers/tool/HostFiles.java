package dev.casebook.wings.containers.tool;

import dev.casebook.wings.containers.cgroup.Content;
import java.util.List;
import java.util.Optional;

/// The files of a host: this one, or one that was gathered.
interface HostFiles {

  /// @param path on the host
  Content read(String path);

  /// The names of the folders in a folder, in order; none if it can't be listed.
  List<String> folders(String folder);

  /// Whether what is not here is not on the host: of another one some files are collected.
  boolean isWhole();

  /// Whether a folder that was there is there still.
  boolean stillHas(String folder);

  /// What tells network namespaces apart; empty where it can't be told.
  ///
  /// @param pid as this host's `/proc` has it
  Optional<String> networkNamespace(int pid);

  /// That of the host itself.
  Optional<String> networkNamespace();
}
