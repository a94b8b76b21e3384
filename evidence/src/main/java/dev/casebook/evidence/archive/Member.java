package dev.casebook.evidence.archive;

import java.time.Instant;

/// A member of an archive.
///
/// @param path relative to the archive's top, components separated by `/`, none of them `.`, `..`
///   or empty; bytes that are no UTF-8 appear as U+FFFD
/// @param kind what it is
/// @param size bytes that it claims to hold; zero unless it is a file
/// @param mode the twelve permission bits; zero when the archive does not say
/// @param owner name or number; empty when the archive does not say
/// @param group name or number; empty when the archive does not say
/// @param modified last change; the epoch when the archive does not say. A zip without Unix times
///   says it in some local time, taken for UTC
/// @param target where a symbolic link points, as it is written, or the path of the member that a
///   hard link shares its bytes with; empty otherwise
/// @param repeated whether a member of this path came before. Extracting keeps the last one
public record Member(
    String path,
    Kind kind,
    long size,
    int mode,
    String owner,
    String group,
    Instant modified,
    String target,
    boolean repeated)
    implements Entry {
  /// What a member can be. Devices, pipes and sockets are [Rejected].
  public enum Kind {
    FILE,
    DIRECTORY,
    SYMBOLIC_LINK,
    HARD_LINK
  }
}
