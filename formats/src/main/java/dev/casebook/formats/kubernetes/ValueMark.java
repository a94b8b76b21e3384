package dev.casebook.formats.kubernetes;

import dev.casebook.formats.kubernetes.tree.Trees;
import dev.casebook.formats.kubernetes.tree.UnencodableException;
import java.util.Base64;
import java.util.Map;

/// The mark that keeps a whole stored value: used while it still says what the object says.
final class ValueMark {
  private ValueMark() {}

  static byte[] bytes(Map<?, ?> object, StorageFormat format) throws UnencodableException {
    var edited = Trees.without(object, StorageCodec.VALUE_MARK);
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
            && Trees.isSame(stored.tree(), edited);
    return unedited ? value : StorageCodec.encode(edited, format);
  }
}
