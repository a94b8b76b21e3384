package dev.casebook.wings.etcd.tables;

import java.util.HashSet;
import java.util.Set;

/// The unique ids of objects that a reading has made rows of: a bundle often holds one object in a
/// list and in a file of its own.
final class SeenUids {

  /// Some 20 MB; a larger cluster's bundle may show an object twice.
  private static final int KNOWN_MAX = 200_000;

  private final Set<String> known = new HashSet<>();

  /// Whether it was not seen before. Of what has no id nothing is known.
  boolean isFirst(String uid) {
    if (uid.isEmpty()) {
      return true;
    }
    return known.size() < KNOWN_MAX ? known.add(uid) : !known.contains(uid);
  }
}
