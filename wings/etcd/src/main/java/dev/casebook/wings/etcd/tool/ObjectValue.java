package dev.casebook.wings.etcd.tool;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What stands under a key, as a tree that can be shown.
public sealed interface ObjectValue {

  Map<String, @Nullable Object> tree();

  /// A Kubernetes object.
  record Whole(Map<String, @Nullable Object> tree) implements ObjectValue {}

  /// Something else that etcd keeps: `key`, and `text` or `base64`.
  record NoObject(Map<String, @Nullable Object> tree) implements ObjectValue {}

  /// An object that can't be read: `key`, `problem` and `base64`.
  record Unreadable(Map<String, @Nullable Object> tree, String problem) implements ObjectValue {}
}
