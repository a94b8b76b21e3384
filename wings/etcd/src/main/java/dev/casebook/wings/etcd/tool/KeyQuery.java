package dev.casebook.wings.etcd.tool;

import java.util.List;
import java.util.OptionalLong;

/// Which keys or objects are asked for, and as of when.
///
/// @param revision 0 for the current one
/// @param version the version of each key that is wanted, of the generation that is live at the
///   revision; the newest if empty
/// @param filters what an object must hold, all of it
public record KeyQuery(
    KeySelection selection, long revision, OptionalLong version, List<PathFilter> filters) {

  public KeyQuery {
    filters = List.copyOf(filters);
  }
}
