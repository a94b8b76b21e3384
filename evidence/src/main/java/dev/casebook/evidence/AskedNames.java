package dev.casebook.evidence;

import java.util.function.Predicate;

/// Names that will be asked for, folder by folder: most members of an archive lie beside the one
/// before, so that what is asked for in a folder has to be found out once for all of them.
interface AskedNames {

  /// Of a folder in which nothing is asked for.
  Predicate<String> NONE = _ -> false;

  /// Which of the names in a folder. The answer holds whatever is asked later.
  Predicate<String> in(String folder);

  /// Whether this path has to be kept.
  default boolean contains(String path) {
    int slash = path.lastIndexOf('/');
    return in(path.substring(0, Math.max(0, slash))).test(path.substring(slash + 1));
  }
}
