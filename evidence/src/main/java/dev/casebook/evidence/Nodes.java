package dev.casebook.evidence;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where the files of a source lie, path by path and without following a link: a folder of this
/// machine, or an index of what was kept of an archive or collected from a host.
interface Nodes extends AutoCloseable {

  /// What lies at a path in which no folder is a link; null if nothing does.
  @Nullable Node at(String path);

  /// What lies in a folder under one of its names; null if nothing does.
  default @Nullable Node at(String folder, String name) {
    return at(FileTree.join(folder, name));
  }

  /// Whether a folder lies in a folder under a name, and no link to one.
  default boolean isFolder(String folder, String name) {
    return at(folder, name) instanceof Node.Folder;
  }

  /// The names in a folder, in order.
  ///
  /// @throws IOException if it can't be listed
  List<String> names(String folder) throws IOException;

  /// Whether folders may lie in a folder; asked before its names are.
  default boolean mayHaveFolders(String folder) {
    return true;
  }

  /// Whether a glob may find something that lies elsewhere than it says, behind a link, or meet a
  /// bound; or nobody knows.
  default boolean mayLead(Glob glob) {
    return true;
  }

  /// What could not be read of the source as such.
  List<String> problems();

  /// Whether bytes of the source are missing or wrong, such as of an archive that was cut.
  boolean isDamaged();

  /// Why it may lack files that nobody knows of, as an archive that was cut does; empty if it does
  /// not.
  default String cut() {
    return "";
  }

  /// Looks again from now on, since something has changed.
  default void forget() {}

  @Override
  void close();
}
