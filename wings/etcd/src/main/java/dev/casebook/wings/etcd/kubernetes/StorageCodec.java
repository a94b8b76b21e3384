package dev.casebook.wings.etcd.kubernetes;

import dev.casebook.wings.etcd.kubernetes.protobuf.ObjectCodec;
import dev.casebook.wings.etcd.kubernetes.tree.Cbor;
import dev.casebook.wings.etcd.kubernetes.tree.CborWriter;
import dev.casebook.wings.etcd.kubernetes.tree.Json;
import dev.casebook.wings.etcd.kubernetes.tree.JsonWriter;
import dev.casebook.wings.etcd.kubernetes.tree.MalformedException;
import dev.casebook.wings.etcd.kubernetes.tree.TreeBudget;
import dev.casebook.wings.etcd.kubernetes.tree.UnencodableException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Stored bytes to object trees and back.
///
/// Fields that the schema lacks stand under their number (`"99:string"`) and are written back. What
/// a tree cannot say, such as an unusual order of fields, is lost by [#decode] and kept by
/// [#decodeExactly], whose trees encode to the very bytes they came from.
public final class StorageCodec {
  /// The key that holds a whole stored value in base64 where nothing less restores it.
  static final String VALUE_MARK = "@value";

  /// etcd's default limit of a request is 1.5 MiB; this is far above what a cluster is set to.
  private static final int MAX_VALUE_BYTES = 64 << 20;

  /// The groups that the API server stores as JSON although their types have protobuf tags.
  private static final Set<String> JSON_GROUPS =
      Set.of("apiextensions.k8s.io", "apiregistration.k8s.io");

  private StorageCodec() {}

  /// The object in the value, as the API server would print it.
  public static Decoded decode(byte[] value) {
    return decode(value, false);
  }

  /// The object in the value, with marks (`@wire`, `@value`) wherever [#encode] would otherwise not
  /// give back the same bytes. Most objects need none.
  public static Decoded decodeExactly(byte[] value) {
    var plain = decode(value, false);
    if (!(plain instanceof Decoded.Tree tree) || restores(tree.tree(), value)) {
      return plain;
    }
    if (tree.format() == StorageFormat.PROTOBUF
        && decode(value, true) instanceof Decoded.Tree marked
        && restores(marked.tree(), value)) {
      return marked;
    }
    var whole = new LinkedHashMap<String, @Nullable Object>(tree.tree());
    whole.put(VALUE_MARK, Base64.getEncoder().encodeToString(value));
    return new Decoded.Tree(whole, tree.format());
  }

  private static boolean restores(Map<String, @Nullable Object> tree, byte[] value) {
    try {
      return Arrays.equals(encode(tree), value);
    } catch (UnencodableException e) {
      return false;
    }
  }

  private static Decoded decode(byte[] value, boolean exact) {
    if (value.length > MAX_VALUE_BYTES) {
      return new Decoded.Failed("more than " + (MAX_VALUE_BYTES >> 20) + " MiB");
    }
    try {
      return switch (StoredValue.of(value)) {
        case StoredValue.Protobuf(var envelope) -> protobuf(envelope, exact);
        case StoredValue.Json() -> tree(Json.read(value, new TreeBudget()), StorageFormat.JSON);
        case StoredValue.Cbor() -> tree(Cbor.read(value, 0, new TreeBudget()), StorageFormat.CBOR);
        case StoredValue.Encrypted encrypted ->
            new Decoded.Failed(
                "encrypted with " + encrypted.provider() + ", key " + encrypted.keyName());
        case StoredValue.Malformed(var reason) -> new Decoded.Failed(reason);
        case StoredValue.Text _ -> new Decoded.Failed("plain text, not an object");
        case StoredValue.Binary _ -> new Decoded.Failed("bytes of no known format");
      };
    } catch (MalformedException e) {
      return new Decoded.Failed(String.valueOf(e.getMessage()));
    }
  }

  private static Decoded protobuf(Envelope envelope, boolean exact) throws MalformedException {
    if (!envelope.contentEncoding().isEmpty()) {
      return new Decoded.Failed("content encoding " + envelope.contentEncoding());
    }
    if (envelope.contentType().contains("json")) {
      return tree(Json.read(envelope.message(), new TreeBudget()), StorageFormat.PROTOBUF);
    }
    var tree = new LinkedHashMap<String, @Nullable Object>();
    if (!envelope.kind().isEmpty()) {
      tree.put("kind", envelope.kind());
    }
    if (!envelope.apiVersion().isEmpty()) {
      tree.put("apiVersion", envelope.apiVersion());
    }
    tree.putAll(
        ObjectCodec.read(envelope.apiVersion(), envelope.kind(), envelope.message(), exact));
    return new Decoded.Tree(tree, StorageFormat.PROTOBUF);
  }

  private static Decoded tree(@Nullable Object root, StorageFormat format) {
    if (!(root instanceof Map<?, ?> map)) {
      return new Decoded.Failed("not an object");
    }
    var tree = new LinkedHashMap<String, @Nullable Object>();
    map.forEach((key, value) -> tree.put(String.valueOf(key), value));
    return new Decoded.Tree(tree, format);
  }

  /// The bytes that the API server would store for the object: protobuf for the built-in APIs, JSON
  /// for everything else. Marks are honoured where the object was not edited.
  ///
  /// @param object maps with string keys, lists, strings, numbers, booleans and null, as any reader
  ///   of JSON or YAML gives them
  public static byte[] encode(Map<?, ?> object) throws UnencodableException {
    // What bears its bytes needs no format, which an object without a proper kind has not.
    var stored = ValueMark.stored(object);
    return stored.isPresent()
        ? stored.get()
        : encodeNew(ValueMark.without(object), usualFormat(object));
  }

  /// The bytes of the object in the given format.
  public static byte[] encode(Map<?, ?> object, StorageFormat format) throws UnencodableException {
    var stored = ValueMark.stored(object);
    return stored.isPresent() ? stored.get() : encodeNew(ValueMark.without(object), format);
  }

  private static byte[] encodeNew(Map<?, ?> object, StorageFormat format)
      throws UnencodableException {
    return switch (format) {
      case PROTOBUF -> {
        var apiVersion = text(object, "apiVersion");
        var kind = text(object, "kind");
        yield Envelope.write(apiVersion, kind, ObjectCodec.write(apiVersion, kind, object));
      }
      case JSON -> json(object);
      case CBOR -> CborWriter.write(object);
    };
  }

  /// How the API server stores objects of this kind.
  static StorageFormat usualFormat(Map<?, ?> object) throws UnencodableException {
    var apiVersion = text(object, "apiVersion");
    var group = apiVersion.substring(0, Math.max(0, apiVersion.indexOf('/')));
    if (JSON_GROUPS.contains(group)) {
      return StorageFormat.JSON;
    }
    boolean isProtobuf =
        ObjectCodec.isKnown(apiVersion, text(object, "kind"))
            || object.keySet().stream().anyMatch(key -> isNumbered(String.valueOf(key)));
    return isProtobuf ? StorageFormat.PROTOBUF : StorageFormat.JSON;
  }

  private static boolean isNumbered(String key) {
    return key.equals("@wire")
        || (!key.isEmpty() && Character.isDigit(key.codePointAt(0)) && key.contains(":"));
  }

  private static byte[] json(Map<?, ?> object) throws UnencodableException {
    var text = text(object, "apiVersion");
    var known = ObjectCodec.isKnown(text, text(object, "kind")) ? inFieldOrder(object) : null;
    var line =
        known == null
            ? JsonWriter.stored(object, true)
            : JsonWriter.compact(known).getBytes(StandardCharsets.UTF_8);
    var stored = Arrays.copyOf(line, line.length + 1);
    stored[line.length] = '\n';
    return stored;
  }

  /// A typed object is stored in the order of its Go fields, which its protobuf form restores.
  private static @Nullable Map<String, @Nullable Object> inFieldOrder(Map<?, ?> object) {
    try {
      var protobuf = encode(object, StorageFormat.PROTOBUF);
      return decode(protobuf, false) instanceof Decoded.Tree ordered ? ordered.tree() : null;
    } catch (UnencodableException e) {
      return null;
    }
  }

  private static String text(Map<?, ?> object, String key) throws UnencodableException {
    return switch (object.get(key)) {
      case null -> "";
      case String text -> text;
      default -> throw new UnencodableException(key + ": expected a string");
    };
  }
}
