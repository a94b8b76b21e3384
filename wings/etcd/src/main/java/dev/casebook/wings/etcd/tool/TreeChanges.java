package dev.casebook.wings.etcd.tool;

import dev.casebook.wings.etcd.kubernetes.tree.Trees;
import dev.casebook.wings.etcd.tool.FieldChange.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Finds where two objects differ, field by field.
///
/// Elements of a list are paired by their `name`, `type`, `key` or `uid` where all have one and no
/// two the same, as the API server merges most lists; else by their place. The list of fields that
/// managers own is left out, and what is in a Secret is not told, only that it changed.
final class TreeChanges {

  /// More than a person reads, and a bound for forged objects.
  static final int CHANGES_MAX = 10_000;

  private static final List<String> IDENTITIES = List.of("name", "type", "key", "uid");

  private static final String MANAGED_FIELDS = ".metadata.managedFields";

  private static final List<String> CONFIDENTIAL = List.of(".data", ".stringData");

  private static final String HIDDEN = "(hidden)";

  private final boolean isSecret;
  private final List<FieldChange> changes = new ArrayList<>();

  private TreeChanges(boolean isSecret) {
    this.isSecret = isSecret;
  }

  /// The first [#CHANGES_MAX] differences, by path.
  static List<FieldChange> between(Map<?, ?> before, Map<?, ?> after) {
    var secret = "Secret".equals(before.get("kind")) || "Secret".equals(after.get("kind"));
    var found = new TreeChanges(secret);
    found.maps("", before, after);
    return found.changes;
  }

  private void compare(String path, @Nullable Object before, @Nullable Object after) {
    if (path.equals(MANAGED_FIELDS) || Trees.isSame(before, after)) {
      return;
    }
    if (before instanceof Map<?, ?> left && after instanceof Map<?, ?> right) {
      maps(path, left, right);
    } else if (before instanceof List<?> left && after instanceof List<?> right) {
      lists(path, left, right);
    } else {
      add(path, Kind.CHANGED, before, after);
    }
  }

  private void maps(String path, Map<?, ?> before, Map<?, ?> after) {
    var names = new TreeSet<String>();
    before.keySet().forEach(name -> names.add(String.valueOf(name)));
    after.keySet().forEach(name -> names.add(String.valueOf(name)));
    for (var name : names) {
      entry(path + step(name), name, before, after);
    }
  }

  private void entry(String path, String name, Map<?, ?> before, Map<?, ?> after) {
    if (!after.containsKey(name)) {
      add(path, Kind.REMOVED, before.get(name), null);
    } else if (!before.containsKey(name)) {
      add(path, Kind.ADDED, null, after.get(name));
    } else {
      compare(path, before.get(name), after.get(name));
    }
  }

  /// How a path goes on to a member of a map.
  static String step(String name) {
    return name.matches("[A-Za-z0-9_-]+") ? "." + name : "['" + name + "']";
  }

  private void lists(String path, List<?> before, List<?> after) {
    for (var identity : IDENTITIES) {
      var left = byIdentity(before, identity);
      var right = byIdentity(after, identity);
      if (left.isPresent() && right.isPresent()) {
        paired(path, left.get(), right.get());
        return;
      }
    }
    for (var i = 0; i < Math.max(before.size(), after.size()); i++) {
      var place = path + "[" + i + "]";
      if (i >= after.size()) {
        add(place, Kind.REMOVED, before.get(i), null);
      } else if (i >= before.size()) {
        add(place, Kind.ADDED, null, after.get(i));
      } else {
        compare(place, before.get(i), after.get(i));
      }
    }
  }

  private void paired(String path, Map<String, ?> before, Map<String, ?> after) {
    var found = changes.size();
    var all = new TreeSet<String>(before.keySet());
    all.addAll(after.keySet());
    for (var element : all) {
      entry(path + "[" + element + "]", element, before, after);
    }
    if (changes.size() == found) {
      changes.add(new FieldChange(path, Kind.CHANGED, "(one order)", "(another)"));
    }
  }

  /// The elements under `name=VALUE`; empty if they can't be told apart so.
  private static Optional<Map<String, Object>> byIdentity(List<?> list, String identity) {
    var elements = new LinkedHashMap<String, Object>();
    for (var element : list) {
      if (!(element instanceof Map<?, ?> map)
          || !(map.get(identity) instanceof String value)
          || elements.put(identity + "=" + value, element) != null) {
        return Optional.empty();
      }
    }
    return Optional.of(elements);
  }

  private void add(String path, Kind kind, @Nullable Object before, @Nullable Object after) {
    if (path.equals(MANAGED_FIELDS) || changes.size() >= CHANGES_MAX) {
      return;
    }
    var hidden = isSecret && CONFIDENTIAL.stream().anyMatch(path::startsWith);
    changes.add(
        hidden
            ? new FieldChange(
                path,
                kind,
                kind == Kind.ADDED ? null : HIDDEN,
                kind == Kind.REMOVED ? null : HIDDEN)
            : new FieldChange(path, kind, before, after));
  }
}
