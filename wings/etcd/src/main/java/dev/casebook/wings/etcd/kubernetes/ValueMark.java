package dev.casebook.wings.etcd.kubernetes;

import dev.casebook.wings.etcd.kubernetes.tree.Trees;
import dev.casebook.wings.etcd.kubernetes.tree.UnencodableException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The mark that keeps a whole stored value: used while it still says what the object says.
final class ValueMark {
  private ValueMark() {}

  /// The value that the object was stored as; empty if it bears no mark or was edited since.
  static Optional<byte[]> stored(Map<?, ?> object) throws UnencodableException {
    if (!object.containsKey(StorageCodec.VALUE_MARK)) {
      return Optional.empty();
    }
    var value = bytes(object.get(StorageCodec.VALUE_MARK));
    boolean unedited =
        StorageCodec.decode(value) instanceof Decoded.Tree stored
            && Trees.isSame(without(stored.tree()), without(object));
    return unedited ? Optional.of(value) : Optional.empty();
  }

  private static byte[] bytes(@Nullable Object mark) throws UnencodableException {
    try {
      return Base64.getDecoder().decode(String.valueOf(mark));
    } catch (IllegalArgumentException e) {
      throw new UnencodableException(StorageCodec.VALUE_MARK + ": expected base64");
    }
  }

  /// The mark stands at the top only: deeper, and in what was stored, the key is a stranger's own.
  static Map<String, @Nullable Object> without(Map<?, ?> object) {
    var rest = new LinkedHashMap<String, @Nullable Object>();
    object.forEach((key, value) -> rest.put(String.valueOf(key), value));
    rest.remove(StorageCodec.VALUE_MARK);
    return rest;
  }
}
