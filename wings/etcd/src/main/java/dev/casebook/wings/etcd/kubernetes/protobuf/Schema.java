package dev.casebook.wings.etcd.kubernetes.protobuf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The types of all Kubernetes APIs, found by name in a sorted text table.
///
/// The table is searched in place and a type is read when first asked for: a pod needs about sixty
/// of its 1,300 lines.
final class Schema {
  /// A type of which nothing is known: all its fields go by number.
  static final MessageType UNKNOWN = MessageType.parse("?.Unknown");

  /// A kind outside the table. Each kind whose API follows the conventions has its metadata first.
  static final MessageType UNKNOWN_KIND =
      MessageType.parse("?.Kind metadata:1?meta.k8s.io/v1.ObjectMeta");

  private static final Schema KUBERNETES = new Schema(resource("schema.txt"));

  private final byte[] table;
  private final ConcurrentHashMap<String, MessageType> types = new ConcurrentHashMap<>();

  private Schema(byte[] table) {
    this.table = table;
  }

  static Schema kubernetes() {
    return KUBERNETES;
  }

  /// The type of a root object, or null for a kind that the table lacks. Status and the options of
  /// requests belong to the meta package but appear as kinds of `v1`; a WatchEvent has no kind.
  @Nullable MessageType kind(String apiVersion, String kind) {
    if (apiVersion.isEmpty() && kind.isEmpty()) {
      return lookUp("meta.k8s.io/v1.WatchEvent");
    }
    var type = lookUp(apiVersion + "." + kind);
    return type == null && apiVersion.equals("v1") ? lookUp("meta.k8s.io/v1." + kind) : type;
  }

  /// The type that a field names.
  MessageType typeOf(Field field) {
    var type = lookUp(field.typeName());
    return type == null ? UNKNOWN : type;
  }

  private @Nullable MessageType lookUp(String name) {
    var known = types.get(name);
    if (known != null) {
      return known;
    }
    var line = line(name.getBytes(StandardCharsets.UTF_8));
    if (line == null) {
      return null;
    }
    var type = MessageType.parse(line);
    types.put(name, type);
    return type;
  }

  /// The line that starts with `name` and a space or its end, by binary search over the bytes.
  private @Nullable String line(byte[] name) {
    int low = 0;
    int high = table.length;
    while (low < high) {
      int start = lineStart((low + high) >>> 1);
      int end = lineEnd(start);
      int order = compareName(start, end, name);
      if (order == 0) {
        return new String(table, start, end - start, StandardCharsets.UTF_8);
      }
      if (order < 0) {
        low = end + 1;
      } else {
        high = start;
      }
    }
    return null;
  }

  private int lineStart(int at) {
    int start = at;
    while (start > 0 && table[start - 1] != '\n') {
      start--;
    }
    return start;
  }

  private int lineEnd(int at) {
    int end = at;
    while (end < table.length && table[end] != '\n') {
      end++;
    }
    return end;
  }

  private int compareName(int start, int end, byte[] name) {
    int nameEnd = start;
    while (nameEnd < end && table[nameEnd] != ' ') {
      nameEnd++;
    }
    return Arrays.compareUnsigned(table, start, nameEnd, name, 0, name.length);
  }

  private static byte[] resource(String name) {
    try (var in = Schema.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the schema table is missing from the build");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
