package dev.casebook.wings.etcd.kubernetes;

import dev.casebook.wings.etcd.kubernetes.tree.MalformedException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// What a value in etcd is, told by its first bytes.
public sealed interface StoredValue {
  /// An object of a built-in API.
  record Protobuf(Envelope envelope) implements StoredValue {}

  /// `k8s\0`, followed by what is not a runtime.Unknown.
  record Malformed(String reason) implements StoredValue {}

  /// A JSON object, by its opening brace.
  record Json() implements StoredValue {}

  /// An object in self-described CBOR.
  record Cbor() implements StoredValue {}

  /// A value encrypted at rest: `k8s:enc:PROVIDER:VERSION:KEY:`, then the provider's bytes, which
  /// start at `payloadAt`. The key is a name: for kms it is that of the plugin.
  record Encrypted(String provider, String version, String keyName, int payloadAt)
      implements StoredValue {
    static final String PREFIX = "k8s:enc:";
  }

  /// Printable text, such as the number under `compact_rev_key`.
  record Text(String text) implements StoredValue {}

  /// Anything else.
  record Binary(int length) implements StoredValue {}

  /// Tells what the value is. Never fails: unknown bytes are [Binary].
  static StoredValue of(byte[] value) {
    if (Envelope.isAt(value, 0)) {
      return protobuf(value);
    }
    if (startsWith(value, Encrypted.PREFIX)) {
      return encrypted(value);
    }
    if (dev.casebook.wings.etcd.kubernetes.tree.Cbor.isSelfDescribed(value)) {
      return new Cbor();
    }
    return firstVisible(value) == '{' ? new Json() : textOrBinary(value);
  }

  private static StoredValue protobuf(byte[] value) {
    try {
      return new Protobuf(Envelope.read(value));
    } catch (MalformedException e) {
      return new Malformed(String.valueOf(e.getMessage()));
    }
  }

  private static StoredValue encrypted(byte[] value) {
    int at = Encrypted.PREFIX.length();
    var parts = new String[3];
    for (int part = 0; part < parts.length; part++) {
      int colon = at;
      while (colon < value.length && value[colon] != ':') {
        colon++;
      }
      if (colon == value.length) {
        return new Malformed("k8s:enc: without provider, version and key name");
      }
      parts[part] = new String(value, at, colon - at, StandardCharsets.UTF_8);
      at = colon + 1;
    }
    return new Encrypted(parts[0], parts[1], parts[2], at);
  }

  private static StoredValue textOrBinary(byte[] value) {
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
      boolean printable =
          text.chars().allMatch(c -> c >= 0x20 || c == '\n' || c == '\t' || c == '\r');
      return printable ? new Text(text) : new Binary(value.length);
    } catch (CharacterCodingException e) {
      return new Binary(value.length);
    }
  }

  private static int firstVisible(byte[] value) {
    int at = 0;
    while (at < value.length
        && (value[at] == ' ' || value[at] == '\n' || value[at] == '\t' || value[at] == '\r')) {
      at++;
    }
    return at < value.length ? value[at] : -1;
  }

  private static boolean startsWith(byte[] value, String prefix) {
    var bytes = prefix.getBytes(StandardCharsets.US_ASCII);
    return value.length >= bytes.length
        && Arrays.equals(value, 0, bytes.length, bytes, 0, bytes.length);
  }
}
