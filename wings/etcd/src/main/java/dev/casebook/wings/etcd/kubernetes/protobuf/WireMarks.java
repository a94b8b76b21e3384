package dev.casebook.wings.etcd.kubernetes.protobuf;

import dev.casebook.wings.etcd.kubernetes.tree.MalformedException;
import dev.casebook.wings.etcd.kubernetes.tree.TreeBudget;
import dev.casebook.wings.etcd.kubernetes.tree.Trees;
import dev.casebook.wings.etcd.kubernetes.tree.UnencodableException;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The memory of messages that are not written the way this Kubernetes would write them: fields out
/// of order or twice, a field that an older version did not have, a time with nanoseconds.
///
/// Such a message keeps its bytes in base64 under `@wire`. They are written again as long as what
/// else the object says is what they say; an edit of the object wins over them.
final class WireMarks {
  static final String KEY = "@wire";

  private final Schema schema;

  WireMarks(Schema schema) {
    this.schema = schema;
  }

  /// The object of a message, marked if it alone would not give the same bytes.
  Map<String, @Nullable Object> mark(
      Map<String, @Nullable Object> map, MessageType type, Slice message, int depth)
      throws MalformedException {
    if (isRestoredFrom(map, type, message)) {
      return map;
    }
    var plain = plain(type, message, depth);
    plain.put(KEY, Base64.getEncoder().encodeToString(message.copy()));
    return plain;
  }

  private boolean isRestoredFrom(
      Map<String, @Nullable Object> map, MessageType type, Slice message) {
    try {
      var out = new WireWriter();
      new MessageWriter(schema).message(out, type, map, 0);
      return message.holds(out.toByteArray());
    } catch (UnencodableException e) {
      return false;
    }
  }

  /// The bytes under the object's mark, or null when it has none or was edited since.
  byte @Nullable [] bytesOf(Map<?, ?> map, MessageType type) throws UnencodableException {
    var mark = map.get(KEY);
    if (mark == null) {
      return null;
    }
    var bytes = Scalars.base64(mark);
    try {
      var plain = plain(type, new Slice(bytes, 0, bytes.length), 0);
      return Trees.isSame(plain, Trees.without(map, KEY)) ? bytes : null;
    } catch (MalformedException e) {
      throw new UnencodableException(KEY + ": " + e.getMessage());
    }
  }

  private Map<String, @Nullable Object> plain(MessageType type, Slice message, int depth)
      throws MalformedException {
    return new MessageReader(schema, new TreeBudget(), null).message(type, message, depth);
  }
}
