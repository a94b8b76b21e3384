package dev.casebook.tools.etcd;

import dev.casebook.formats.kubernetes.EtcdctlOutput;
import dev.casebook.formats.kubernetes.tree.Json;
import dev.casebook.formats.kubernetes.tree.MalformedException;
import dev.casebook.formats.kubernetes.tree.TreeBudget;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Stored values in what a user pastes: a value as it is, or what `etcdctl get` prints, also with
/// `--write-out=json`, `--hex` or `--print-value-only`.
public final class StorageInput {

  /// A value, and its key where the input tells it; else empty.
  public record Entry(String key, byte[] value) {}

  private StorageInput() {}

  /// All values in the input, in order; none if it is empty.
  public static List<Entry> entries(byte[] input) {
    var bytes = isEscaped(input) ? unescaped(input) : input;
    var ofJson = ofJson(bytes);
    if (ofJson != null) {
      return ofJson;
    }
    var objects = objectsIn(bytes);
    return objects.isEmpty() ? plain(bytes) : objects;
  }

  /// Every protobuf object, with the key on the line before it, if there is one.
  static List<Entry> objectsIn(byte[] input) {
    return EtcdctlOutput.findAll(input).stream()
        .map(object -> new Entry(object.key(), object.value()))
        .toList();
  }

  /// `--hex`: each byte as `\x6b`, each field on a line.
  private static boolean isEscaped(byte[] input) {
    return input.length > 4 && input[0] == '\\' && input[1] == 'x';
  }

  private static byte[] unescaped(byte[] input) {
    var bytes = new ByteArrayOutputStream(input.length / 4 + 1);
    for (var i = 0; i < input.length; i++) {
      var high = i + 3 < input.length ? Character.digit(input[i + 2], 16) : -1;
      var low = i + 3 < input.length ? Character.digit(input[i + 3], 16) : -1;
      if (input[i] == '\\' && input[i + 1] == 'x' && high >= 0 && low >= 0) {
        bytes.write(high * 16 + low);
        i += 3;
      } else {
        bytes.write(input[i]);
      }
    }
    return bytes.toByteArray();
  }

  /// The `kvs` of a range response in JSON; null if the input is none.
  private static @Nullable List<Entry> ofJson(byte[] input) {
    try {
      if (input.length == 0
          || input[0] != '{'
          || !(Json.read(input, new TreeBudget()) instanceof Map<?, ?> response)
          || !response.containsKey("header")
          || response.containsKey("kind")) {
        return null;
      }
      var entries = new ArrayList<Entry>();
      if (response.get("kvs") instanceof List<?> pairs) {
        for (var pair : pairs) {
          if (pair instanceof Map<?, ?> map) {
            var key = new String(base64(map.get("key")), StandardCharsets.UTF_8);
            entries.add(new Entry(key, base64(map.get("value"))));
          }
        }
      }
      return entries;
    } catch (MalformedException | IllegalArgumentException e) {
      return null;
    }
  }

  private static byte[] base64(@Nullable Object text) {
    return text == null ? new byte[0] : Base64.getDecoder().decode(text.toString());
  }

  /// A value without `k8s\0`: JSON, CBOR, an encrypted one. The newline behind it is etcdctl's, and
  /// so is a line before it that looks like a key.
  private static List<Entry> plain(byte[] input) {
    var end = input.length > 0 && input[input.length - 1] == '\n' ? input.length - 1 : input.length;
    var line = 0;
    while (line < end && input[line] != '\n') {
      line++;
    }
    if (line < end && input[0] == '/') {
      var key = new String(input, 0, line, StandardCharsets.UTF_8);
      return List.of(new Entry(key, Arrays.copyOfRange(input, line + 1, end)));
    }
    return end == 0 ? List.of() : List.of(new Entry("", Arrays.copyOf(input, end)));
  }
}
