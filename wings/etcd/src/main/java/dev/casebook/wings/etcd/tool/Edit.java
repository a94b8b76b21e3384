package dev.casebook.wings.etcd.tool;

import dev.casebook.wings.etcd.kubernetes.tree.Trees;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Who wrote a revision of an object, and when, as the object itself tells (`managedFields`).
///
/// @param managers those whose entries are new or changed; a subresource stands behind a slash:
///   `kubelet/status`
/// @param when RFC 3339; empty if the object does not tell
public record Edit(List<String> managers, Optional<String> when) {

  static final Edit UNKNOWN = new Edit(List.of(), Optional.empty());

  public Edit {
    managers = List.copyOf(managers);
  }

  /// What made `after` of `before`. Of the first revision that is retained it is told who wrote to
  /// the object last; of a deletion, when it was asked for.
  static Edit of(
      Optional<Map<String, @Nullable Object>> before,
      Optional<Map<String, @Nullable Object>> after) {
    if (after.isEmpty()) {
      return new Edit(
          List.of(), before.flatMap(object -> text(metadata(object), "deletionTimestamp")));
    }
    var known = before.map(object -> entries(metadata(object))).orElse(List.of());
    var fresh =
        entries(metadata(after.get())).stream()
            .filter(entry -> known.stream().noneMatch(other -> Trees.isSame(entry, other)))
            .toList();
    if (fresh.isEmpty()) {
      return before.isPresent()
          ? UNKNOWN
          : new Edit(List.of(), text(metadata(after.get()), "creationTimestamp"));
    }
    var newest =
        fresh.stream().flatMap(entry -> text(entry, "time").stream()).max(String::compareTo);
    var writers =
        before.isPresent()
            ? fresh
            : fresh.stream().filter(entry -> text(entry, "time").equals(newest)).toList();
    var names = new TreeSet<String>();
    writers.forEach(entry -> names.add(name(entry)));
    return new Edit(List.copyOf(names), newest);
  }

  private static String name(Map<?, ?> entry) {
    return text(entry, "manager").orElse("?")
        + text(entry, "subresource").map(name -> "/" + name).orElse("");
  }

  private static Map<?, ?> metadata(Map<?, ?> object) {
    return object.get("metadata") instanceof Map<?, ?> metadata ? metadata : Map.of();
  }

  private static List<Map<?, ?>> entries(Map<?, ?> metadata) {
    return metadata.get("managedFields") instanceof List<?> list
        ? list.stream()
            .<Map<?, ?>>mapMulti((entry, sink) -> {
              if (entry instanceof Map<?, ?> map) {
                sink.accept(map);
              }
            })
            .toList()
        : List.of();
  }

  private static Optional<String> text(Map<?, ?> map, String name) {
    return map.get(name) instanceof String text && !text.isEmpty()
        ? Optional.of(text)
        : Optional.empty();
  }
}
