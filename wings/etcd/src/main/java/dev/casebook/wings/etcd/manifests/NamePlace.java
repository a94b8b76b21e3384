package dev.casebook.wings.etcd.manifests;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/// Where an object's name stands in its text: the line that tells a reader which one it is.
final class NamePlace {

  private NamePlace() {}

  /// The offset of the key before the name; that of the object if it is not found.
  static int of(byte[] bytes, int from, int to, Map<?, ?> object) {
    var name = Manifests.text(Manifests.map(object, "metadata"), "name");
    if (!name.isEmpty()) {
      for (var form : new String[] {"\"name\": \"%s\"", "\"name\":\"%s\"", "name: %s"}) {
        int at = find(bytes, from, to, form.formatted(name).getBytes(StandardCharsets.UTF_8));
        if (at >= 0) {
          return at;
        }
      }
    }
    return from;
  }

  private static int find(byte[] bytes, int from, int to, byte[] word) {
    for (int at = from; at <= to - word.length; at++) {
      if (bytes[at] == word[0]
          && Arrays.equals(bytes, at, at + word.length, word, 0, word.length)) {
        return at;
      }
    }
    return -1;
  }
}
