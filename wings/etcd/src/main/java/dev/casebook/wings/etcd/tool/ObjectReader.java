package dev.casebook.wings.etcd.tool;

import dev.casebook.wings.etcd.kubernetes.Decoded;
import dev.casebook.wings.etcd.kubernetes.StorageCodec;
import dev.casebook.wings.etcd.kubernetes.StoredValue;
import dev.casebook.wings.etcd.kubernetes.encryption.EncryptionKeys;
import dev.casebook.wings.etcd.kubernetes.encryption.UndecryptableException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Turns stored values into objects, with the keys at hand for encrypted ones.
public final class ObjectReader {

  private final EncryptionKeys keys;

  public ObjectReader(EncryptionKeys keys) {
    this.keys = keys;
  }

  /// Without keys: encrypted values stay closed.
  public ObjectReader() {
    this(EncryptionKeys.of(List.of()));
  }

  /// The value as what it is. Never fails: what is not an object is shown as bytes or text.
  public ObjectValue read(String key, byte[] value) {
    return read(key, value, false);
  }

  /// As [#read], with marks wherever encoding would otherwise not give back the same bytes; see
  /// [StorageCodec#decodeExactly].
  public ObjectValue readExactly(String key, byte[] value) {
    return read(key, value, true);
  }

  private ObjectValue read(String key, byte[] value, boolean exactly) {
    var stored = value;
    if (StoredValue.of(value) instanceof StoredValue.Encrypted) {
      try {
        stored = keys.decrypt(key, value);
      } catch (UndecryptableException e) {
        return closed(key, value, "encrypted: " + e.getMessage());
      }
    }
    var decoded = exactly ? StorageCodec.decodeExactly(stored) : StorageCodec.decode(stored);
    return switch (decoded) {
      case Decoded.Tree(var tree, _) -> new ObjectValue.Whole(tree);
      case Decoded.Failed(var reason) -> other(key, stored, reason);
    };
  }

  private static ObjectValue other(String key, byte[] value, String reason) {
    return switch (StoredValue.of(value)) {
      case StoredValue.Text(var text) -> new ObjectValue.NoObject(shown(key, "text", text));
      case StoredValue.Binary _ -> new ObjectValue.NoObject(shown(key, "base64", base64(value)));
      case StoredValue.Protobuf _,
          StoredValue.Malformed _,
          StoredValue.Json _,
          StoredValue.Cbor _,
          StoredValue.Encrypted _ ->
          closed(key, value, reason);
    };
  }

  private static ObjectValue closed(String key, byte[] value, String reason) {
    var tree = shown(key, "problem", reason);
    tree.put("base64", base64(value));
    return new ObjectValue.Unreadable(tree, reason);
  }

  private static Map<String, @Nullable Object> shown(String key, String form, String content) {
    var tree = new LinkedHashMap<String, @Nullable Object>();
    tree.put("key", key);
    tree.put(form, content);
    return tree;
  }

  private static String base64(byte[] value) {
    return Base64.getEncoder().encodeToString(value);
  }
}
