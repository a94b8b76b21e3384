package dev.casebook.wings.etcd.tool;

import dev.casebook.wings.etcd.kubernetes.EtcdctlOutput;
import dev.casebook.wings.etcd.kubernetes.tree.Json;
import dev.casebook.wings.etcd.kubernetes.tree.MalformedException;
import dev.casebook.wings.etcd.kubernetes.tree.TreeBudget;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Stored values in what a user pastes: a value as it is, or what `etcdctl get` prints, also with
/// `--write-out=json`, `--hex` or `--print-value-only`.
///
/// @param entries all values in the input, in order; none if it is empty
/// @param untoldBytes how many bytes are neither a key nor a value for sure; see [EtcdctlOutput]
public record StorageInput(List<Entry> entries, long untoldBytes) {

  /// A value, and its key where the input tells it; else empty.
  public record Entry(String key, byte[] value) {}

  public StorageInput {
    entries = List.copyOf(entries);
  }

  /// Takes the input apart.
  public static StorageInput of(byte[] input) {
    if (isEscaped(input)) {
      return new StorageInput(ofLines(input), 0);
    }
    var ofJson = ofJson(input);
    if (ofJson != null) {
      return new StorageInput(ofJson, 0);
    }
    var output = EtcdctlOutput.of(input);
    return new StorageInput(
        output.pairs().stream().map(pair -> new Entry(pair.key(), pair.value())).toList(),
        output.untoldBytes());
  }

  /// Whether there are keys, but no value: `--keys-only`.
  public boolean hasOnlyKeys() {
    return !entries.isEmpty() && entries.stream().allMatch(entry -> entry.value().length == 0);
  }

  /// `--hex`: each byte as `\x6b`, each key and each value on a line of its own.
  private static boolean isEscaped(byte[] input) {
    return input.length > 4 && input[0] == '\\' && input[1] == 'x';
  }

  private static List<Entry> ofLines(byte[] input) {
    var lines =
        new String(input, StandardCharsets.US_ASCII)
            .lines()
            .map(line -> unescaped(line.getBytes(StandardCharsets.US_ASCII)))
            .toList();
    if (lines.getFirst()[0] != '/') {
      return lines.stream().map(value -> new Entry("", value)).toList();
    }
    var entries = new ArrayList<Entry>();
    for (var i = 0; i < lines.size(); i += 2) {
      var value = i + 1 < lines.size() ? lines.get(i + 1) : new byte[0];
      entries.add(new Entry(new String(lines.get(i), StandardCharsets.UTF_8), value));
    }
    return entries;
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

  /// The `kvs` of a range response in JSON; null if the input is not one.
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
}
