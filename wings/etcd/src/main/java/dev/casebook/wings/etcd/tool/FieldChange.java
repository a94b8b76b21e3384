package dev.casebook.wings.etcd.tool;

import dev.casebook.wings.etcd.kubernetes.tree.JsonWriter;
import org.jspecify.annotations.Nullable;

/// One place in which two object trees differ.
///
/// @param path `.spec.containers[name=web].image`, `.metadata.labels['a.b/c']`, `.args[0]`
/// @param before null for what was added, and for what was null
/// @param after null for what was removed, and for what is null
public record FieldChange(String path, Kind kind, @Nullable Object before, @Nullable Object after) {

  /// What happened to the place.
  public enum Kind {
    ADDED,
    REMOVED,
    CHANGED
  }

  private static final int SHOWN_CHARS_MAX = 60;

  /// In one line: `.spec.replicas: 1 → 2`.
  public String text() {
    return path
        + switch (kind) {
          case ADDED -> ": added " + shown(after);
          case REMOVED -> ": removed " + shown(before);
          case CHANGED -> ": " + shown(before) + " → " + shown(after);
        };
  }

  /// The value as JSON, cut.
  public static String shown(@Nullable Object value) {
    var text = JsonWriter.compact(value);
    return text.length() <= SHOWN_CHARS_MAX
        ? text
        : text.substring(0, text.offsetByCodePoints(0, cut(text))) + "…";
  }

  private static int cut(String text) {
    return Math.min(SHOWN_CHARS_MAX - 1, text.codePointCount(0, text.length()));
  }
}
