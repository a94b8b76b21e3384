package dev.casebook.wings.etcd.kubernetes.tree;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Comparing and copying object trees.
public final class Trees {
  private Trees() {}

  /// Whether two trees say the same, whatever the order of their keys and the Java type of their
  /// numbers: a reader of YAML gives an `Integer` where JSON gives a `Long`.
  public static boolean isSame(@Nullable Object left, @Nullable Object right) {
    return switch (left) {
      case Map<?, ?> map -> right instanceof Map<?, ?> other && isSameMap(map, other);
      case List<?> list -> right instanceof List<?> other && isSameList(list, other);
      case Number number -> right instanceof Number other && isSameNumber(number, other);
      case null -> right == null;
      default -> left.equals(right);
    };
  }

  private static boolean isSameMap(Map<?, ?> left, Map<?, ?> right) {
    if (left.size() != right.size()) {
      return false;
    }
    for (var entry : left.entrySet()) {
      var key = entry.getKey();
      if (!right.containsKey(key) || !isSame(entry.getValue(), right.get(key))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSameList(List<?> left, List<?> right) {
    if (left.size() != right.size()) {
      return false;
    }
    for (int i = 0; i < left.size(); i++) {
      if (!isSame(left.get(i), right.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSameNumber(Number left, Number right) {
    return left.equals(right)
        || new BigDecimal(left.toString()).compareTo(new BigDecimal(right.toString())) == 0;
  }

  /// A copy of the tree in which no object at any level has the key.
  public static Map<String, @Nullable Object> without(Map<?, ?> map, String key) {
    var copy = new LinkedHashMap<String, @Nullable Object>();
    map.forEach((name, value) -> {
      if (!key.equals(name)) {
        copy.put(String.valueOf(name), copyWithout(value, key));
      }
    });
    return copy;
  }

  private static @Nullable Object copyWithout(@Nullable Object node, String key) {
    return switch (node) {
      case Map<?, ?> map -> without(map, key);
      case List<?> list -> list.stream().map(element -> copyWithout(element, key)).toList();
      case null -> null;
      default -> node;
    };
  }
}
