package dev.casebook.formats.kubernetes;

import dev.casebook.formats.kubernetes.ObjectHead.Manager;
import dev.casebook.formats.kubernetes.ObjectHead.Owner;
import dev.casebook.formats.kubernetes.tree.Json;
import dev.casebook.formats.kubernetes.tree.MalformedException;
import dev.casebook.formats.kubernetes.tree.TreeBudget;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// The identity of an object stored as JSON: notes where its strings stand, and reads no further
/// than its kind, API version and metadata.
///
/// Strings and brackets are followed, nothing else is checked: a full reading is the codec's work.
final class JsonHead implements ObjectHead.Metadata {
  private static final byte[] KIND = ascii("kind");
  private static final byte[] API_VERSION = ascii("apiVersion");
  private static final byte[] METADATA = ascii("metadata");
  private static final byte[] NAME = ascii("name");
  private static final byte[] NAMESPACE = ascii("namespace");
  private static final byte[] UID = ascii("uid");
  private static final byte[] CREATION = ascii("creationTimestamp");

  private MemorySegment value = MemorySegment.NULL;
  private int size;
  private int at;

  /// Ranges of JSON values as `start << 32 | end`; 0 when absent.
  private long apiVersion;

  private long kind;
  private long metadata;
  private long name;
  private long namespace;
  private long uid;
  private long creation;

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /// Notes the places in a value that starts with `{`; false when it has no metadata.
  boolean scan(MemorySegment value) {
    this.value = value;
    size = (int) value.byteSize();
    apiVersion = kind = metadata = name = namespace = uid = creation = 0;
    at = 1;
    root();
    at = (int) (metadata >>> 32) + 1;
    return metadata != 0 && peekAt(metadata) == '{' && objectMeta((int) metadata - 1);
  }

  private void root() {
    while ((kind == 0 || apiVersion == 0 || metadata == 0) && visible() == '"') {
      int keyStart = at + 1;
      int keyEnd = skipString() - 1;
      long range = skipMember();
      if (range == 0) {
        return;
      }
      if (isKey(keyStart, keyEnd, KIND)) {
        kind = range;
      } else if (isKey(keyStart, keyEnd, API_VERSION)) {
        apiVersion = range;
      } else if (isKey(keyStart, keyEnd, METADATA)) {
        metadata = range;
      }
    }
  }

  private boolean objectMeta(int end) {
    while (at < end && visible() == '"') {
      int keyStart = at + 1;
      int keyEnd = skipString() - 1;
      long range = skipMember();
      if (range == 0) {
        return false;
      }
      if (isKey(keyStart, keyEnd, NAME)) {
        name = range;
      } else if (isKey(keyStart, keyEnd, NAMESPACE)) {
        namespace = range;
      } else if (isKey(keyStart, keyEnd, UID)) {
        uid = range;
      } else if (isKey(keyStart, keyEnd, CREATION)) {
        creation = range;
      }
    }
    return true;
  }

  /// Skips the colon, the value and a comma; the range of the value, or 0 at a malformed place.
  private long skipMember() {
    if (visible() != ':') {
      return 0;
    }
    at++;
    visible();
    int start = at;
    skipValue();
    long range = at > start ? ((long) start << 32) | at : 0;
    if (visible() == ',') {
      at++;
    }
    return range;
  }

  private void skipValue() {
    int depth = 0;
    while (at < size) {
      switch (peek()) {
        case '"' -> skipString();
        case '{', '[' -> {
          depth++;
          at++;
        }
        case '}', ']' -> {
          depth--;
          at += depth >= 0 ? 1 : 0;
        }
        case ',' -> at += depth > 0 ? 1 : 0;
        default -> at++;
      }
      if (depth < 0 || (depth == 0 && isValueEnd())) {
        return;
      }
    }
  }

  private boolean isValueEnd() {
    if (at >= size) {
      return true;
    }
    int before = value.get(ValueLayout.JAVA_BYTE, at - 1L);
    return before == '"' || before == '}' || before == ']' || isDelimiter(peek());
  }

  private static boolean isDelimiter(int c) {
    return c == ',' || c == '}' || c == ']' || c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }

  /// Moves behind the closing quote of the string at the cursor; returns where that is.
  private int skipString() {
    at++;
    while (at < size) {
      int c = peek();
      at++;
      if (c == '"') {
        return at;
      }
      at += c == '\\' ? 1 : 0;
    }
    at = size;
    return at;
  }

  /// The first character from here on that is no white space, or 0 at the end.
  private int visible() {
    while (at < size && peek() <= ' ' && peek() >= 0) {
      at++;
    }
    return at < size ? peek() : 0;
  }

  private int peek() {
    return value.get(ValueLayout.JAVA_BYTE, at);
  }

  private int peekAt(long range) {
    return value.get(ValueLayout.JAVA_BYTE, range >>> 32);
  }

  private boolean isKey(int from, int to, byte[] key) {
    if (to - from != key.length) {
      return false;
    }
    for (int i = 0; i < key.length; i++) {
      if (value.get(ValueLayout.JAVA_BYTE, (long) from + i) != key[i]) {
        return false;
      }
    }
    return true;
  }

  private String text(long range) {
    if (range == 0 || peekAt(range) != '"') {
      return "";
    }
    var quoted = bytes(range);
    for (byte octet : quoted) {
      if (octet == '\\') {
        return unescaped(quoted);
      }
    }
    return new String(quoted, 1, Math.max(0, quoted.length - 2), StandardCharsets.UTF_8);
  }

  private static String unescaped(byte[] quoted) {
    try {
      return Json.read(quoted, new TreeBudget()) instanceof String text ? text : "";
    } catch (MalformedException e) {
      return "";
    }
  }

  private byte[] bytes(long range) {
    long start = range >>> 32;
    return value.asSlice(start, (int) range - start).toArray(ValueLayout.JAVA_BYTE);
  }

  @Override
  public String apiVersion() {
    return text(apiVersion);
  }

  @Override
  public String kind() {
    return text(kind);
  }

  @Override
  public String name() {
    return text(name);
  }

  @Override
  public String namespace() {
    return text(namespace);
  }

  @Override
  public String uid() {
    return text(uid);
  }

  @Override
  public long creationSeconds() {
    return TreeHead.seconds(text(creation));
  }

  @Override
  public Map<String, String> labels() {
    return tree().labels();
  }

  @Override
  public List<Owner> owners() {
    return tree().owners();
  }

  @Override
  public List<Manager> managers() {
    return tree().managers();
  }

  private TreeHead tree() {
    try {
      var tree = Json.read(bytes(metadata), new TreeBudget());
      return new TreeHead(tree == null ? Map.of() : Map.of("metadata", tree));
    } catch (MalformedException e) {
      return new TreeHead(Map.of());
    }
  }
}
