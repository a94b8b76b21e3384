package dev.casebook.wings.etcd.kubernetes.encryption;

import dev.casebook.wings.etcd.kubernetes.StoredValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The keys of an EncryptionConfiguration, with which stored values are opened.
public final class EncryptionKeys {
  private final List<EncryptionKey> keys;

  private EncryptionKeys(List<EncryptionKey> keys) {
    this.keys = List.copyOf(keys);
  }

  public static EncryptionKeys of(List<EncryptionKey> keys) {
    return new EncryptionKeys(keys);
  }

  /// The keys of all resources in an EncryptionConfiguration, given as the tree of its YAML.
  ///
  /// Providers without keys (`identity`, `kms`) are passed over.
  public static EncryptionKeys from(Map<?, ?> configuration) throws UndecryptableException {
    var keys = new ArrayList<EncryptionKey>();
    for (var resource : list(configuration.get("resources"))) {
      for (var provider : list(map(resource).get("providers"))) {
        for (var entry : map(provider).entrySet()) {
          var name = String.valueOf(entry.getKey());
          for (var key : list(entry.getValue() instanceof Map<?, ?> of ? of.get("keys") : null)) {
            keys.add(key(name, map(key)));
          }
        }
      }
    }
    return new EncryptionKeys(keys);
  }

  private static EncryptionKey key(String provider, Map<?, ?> key) throws UndecryptableException {
    var name = String.valueOf(key.get("name"));
    try {
      var secret = Base64.getDecoder().decode(String.valueOf(key.get("secret")).strip());
      return EncryptionKey.of(provider, name, secret);
    } catch (IllegalArgumentException e) {
      throw new UndecryptableException("the secret of key " + name + " is not base64");
    }
  }

  private static List<?> list(@Nullable Object node) {
    return node instanceof List<?> list ? list : List.of();
  }

  private static Map<?, ?> map(@Nullable Object node) {
    return node instanceof Map<?, ?> map ? map : Map.of();
  }

  /// The bytes that were encrypted, themselves a stored value.
  ///
  /// @param etcdKey the whole key in etcd, such as `/registry/secrets/default/token`: aesgcm binds
  ///   values to it
  public byte[] decrypt(String etcdKey, byte[] value) throws UndecryptableException {
    if (!(StoredValue.of(value) instanceof StoredValue.Encrypted encrypted)) {
      throw new UndecryptableException("not an encrypted value");
    }
    var named = encrypted.provider() + " key " + encrypted.keyName();
    if (!encrypted.version().equals("v1")) {
      throw new UndecryptableException(named + ": version " + encrypted.version());
    }
    var payload = Arrays.copyOfRange(value, encrypted.payloadAt(), value.length);
    boolean known = false;
    for (var key : keys) {
      if (key.isNamed(encrypted.provider(), encrypted.keyName())) {
        known = true;
        var plain = key.decrypt(etcdKey, payload);
        if (plain != null) {
          return plain;
        }
      }
    }
    throw new UndecryptableException(
        known ? named + " does not open this value" : named + " is not among the keys given");
  }
}
