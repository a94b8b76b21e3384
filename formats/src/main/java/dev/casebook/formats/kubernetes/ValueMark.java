package dev.casebook.formats.kubernetes;

import dev.casebook.formats.kubernetes.tree.Trees;
import dev.casebook.formats.kubernetes.tree.UnencodableException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The mark that keeps a whole stored value: used while it still says what the object says.
final class ValueMark {
  private ValueMark() {}

  static byte[] bytes(Map<?, ?> object, StorageFormat format) throws UnencodableException {
    var edited = withoutMark(object);
    if (!(object.get(StorageCodec.VALUE_MARK) instanceof String base64)) {
      throw new UnencodableException(StorageCodec.VALUE_MARK + ": expected base64");
    }
    byte[] value;
    try {
      value = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new UnencodableException(StorageCodec.VALUE_MARK + ": expected base64");
    }
    boolean unedited =
        StorageCodec.decode(value) instanceof Decoded.Tree stored
            && Trees.isSame(withoutMark(stored.tree()), edited);
    return unedited ? value : StorageCodec.encode(edited, format);
  }

  /// The mark stands at the top only: deeper, and in what was stored, the key is a stranger's own.
  private static Map<String, @Nullable Object> withoutMark(Map<?, ?> object) {
    var rest = new LinkedHashMap<String, @Nullable Object>();
    object.forEach((key, value) -> rest.put(String.valueOf(key), value));
    rest.remove(StorageCodec.VALUE_MARK);
    return rest;
  }
}
