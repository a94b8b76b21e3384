package dev.casebook.wings.etcd.kubernetes;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What came of reading a stored value as a Kubernetes object.
public sealed interface Decoded {
  /// An object: maps, lists, strings, numbers, booleans and null, in the API server's key order.
  record Tree(Map<String, @Nullable Object> tree, StorageFormat format) implements Decoded {}

  /// Not an object, and why: encrypted, plain text, cut short, or malformed at a named place.
  record Failed(String reason) implements Decoded {}
}
