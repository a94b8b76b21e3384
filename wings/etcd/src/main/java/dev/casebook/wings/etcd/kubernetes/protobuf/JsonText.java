package dev.casebook.wings.etcd.kubernetes.protobuf;

import dev.casebook.wings.etcd.kubernetes.tree.Cbor;
import dev.casebook.wings.etcd.kubernetes.tree.Json;
import dev.casebook.wings.etcd.kubernetes.tree.JsonWriter;
import dev.casebook.wings.etcd.kubernetes.tree.MalformedException;
import dev.casebook.wings.etcd.kubernetes.tree.TreeBudget;
import dev.casebook.wings.etcd.kubernetes.tree.UnencodableException;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// RawExtension, FieldsV1 and JSON: a message whose field 1 is a document of its own.
///
/// A document that is neither JSON nor CBOR stands as `{"@raw": "base64"}`.
final class JsonText {
  private static final String RAW = "@raw";

  private JsonText() {}

  static @Nullable Object read(Slice message, int depth, TreeBudget budget)
      throws MalformedException {
    var text = Slice.EMPTY;
    for (var in = new WireReader(message); in.next(); ) {
      if (in.number() == 1 && in.wireType() == WireReader.LENGTH_DELIMITED) {
        text = in.slice();
      } else {
        in.skip();
      }
    }
    return text.length() == 0 ? null : document(text, depth, budget);
  }

  private static @Nullable Object document(Slice text, int depth, TreeBudget budget) {
    try {
      return Json.read(text.bytes, text.from, text.to, depth, budget);
    } catch (MalformedException e) {
      return cborOrRaw(text.copy(), depth, budget);
    }
  }

  private static @Nullable Object cborOrRaw(byte[] bytes, int depth, TreeBudget budget) {
    try {
      if (Cbor.isSelfDescribed(bytes)) {
        return Cbor.read(bytes, depth, budget);
      }
    } catch (MalformedException e) {
      // Shown as bytes, like every other document that cannot be read.
    }
    return Map.of(RAW, Base64.getEncoder().encodeToString(bytes));
  }

  static void write(WireWriter out, Object document) throws UnencodableException {
    boolean raw = document instanceof Map<?, ?> map && map.size() == 1 && map.containsKey(RAW);
    if (raw && document instanceof Map<?, ?> map && map.get(RAW) instanceof String base64) {
      out.delimited(1, Scalars.base64(base64));
    } else {
      out.delimited(1, JsonWriter.stored(document, false));
    }
  }
}
