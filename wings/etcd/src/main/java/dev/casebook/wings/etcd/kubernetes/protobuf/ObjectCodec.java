package dev.casebook.wings.etcd.kubernetes.protobuf;

import dev.casebook.wings.etcd.kubernetes.tree.MalformedException;
import dev.casebook.wings.etcd.kubernetes.tree.TreeBudget;
import dev.casebook.wings.etcd.kubernetes.tree.UnencodableException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Kubernetes objects as protobuf messages, by the schema table of all APIs.
///
/// A kind outside the table shows its metadata by name, if it has any, and the rest by number.
public final class ObjectCodec {
  private static final Schema SCHEMA = Schema.kubernetes();

  private ObjectCodec() {}

  /// Whether the schema table has the kind.
  public static boolean isKnown(String apiVersion, String kind) {
    return !kind.isEmpty() && SCHEMA.kind(apiVersion, kind) != null;
  }

  /// The object's fields as the API server prints them after `kind` and `apiVersion`.
  ///
  /// @param exact whether messages that the tree alone cannot restore keep their bytes (`@wire`)
  public static Map<String, @Nullable Object> read(
      String apiVersion, String kind, byte[] message, boolean exact) throws MalformedException {
    var slice = new Slice(message, 0, message.length);
    var type = SCHEMA.kind(apiVersion, kind);
    if (type != null && !kind.isEmpty()) {
      return reader(exact).message(type, slice, 1);
    }
    var guess = type == null ? Schema.UNKNOWN_KIND : type;
    try {
      var map = reader(exact).message(guess, slice, 1);
      if (type == null ? isMetadata(map.get("metadata")) : !isNumbered(map)) {
        return map;
      }
    } catch (MalformedException e) {
      // Not of that type then; without a name for any field the message may still be read.
    }
    return reader(exact).message(Schema.UNKNOWN, slice, 1);
  }

  private static MessageReader reader(boolean exact) {
    return new MessageReader(SCHEMA, new TreeBudget(), exact ? new WireMarks(SCHEMA) : null);
  }

  private static boolean isMetadata(@Nullable Object value) {
    return value instanceof Map<?, ?> metadata
        && metadata.get("name") instanceof String name
        && !name.isEmpty()
        && !isNumbered(metadata);
  }

  private static boolean isNumbered(Map<?, ?> map) {
    return map.keySet().stream().anyMatch(key -> String.valueOf(key).contains(":"));
  }

  /// The message of an object's fields; `kind` and `apiVersion` among them are left out.
  public static byte[] write(String apiVersion, String kind, Map<?, ?> object)
      throws UnencodableException {
    var fields = new LinkedHashMap<Object, @Nullable Object>(object);
    fields.remove("kind");
    fields.remove("apiVersion");
    var known = kind.isEmpty() && isNumbered(fields) ? null : SCHEMA.kind(apiVersion, kind);
    var unknown = fields.containsKey("metadata") ? Schema.UNKNOWN_KIND : Schema.UNKNOWN;
    var out = new WireWriter();
    new MessageWriter(SCHEMA).message(out, known == null ? unknown : known, fields, 1);
    return out.toByteArray();
  }
}
