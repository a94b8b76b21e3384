package dev.casebook.wings.etcd.kubernetes;

import dev.casebook.wings.etcd.kubernetes.ObjectHead.Manager;
import dev.casebook.wings.etcd.kubernetes.ObjectHead.Owner;
import dev.casebook.wings.etcd.kubernetes.tree.Json;
import dev.casebook.wings.etcd.kubernetes.tree.MalformedException;
import dev.casebook.wings.etcd.kubernetes.tree.TreeBudget;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
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
  private static final byte[] MANAGED_FIELDS = ascii("managedFields");
  private static final byte[] MANAGER = ascii("manager");
  private static final byte[] OPERATION = ascii("operation");
  private static final byte[] SUBRESOURCE = ascii("subresource");
  private static final byte[] FIELDS_V1 = ascii("fieldsV1");

  private byte[] value = {};
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
  private long managedFields;

  /// The member that the cursor just moved over.
  private int keyStart;

  private int keyEnd;
  private long member;

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /// Notes the places in the first `size` bytes, which start with `{`; false when it has no
  /// metadata.
  boolean scan(byte[] value, int size) {
    this.value = value;
    this.size = size;
    apiVersion = kind = metadata = name = namespace = uid = creation = managedFields = 0;
    at = 1;
    root();
    at = (int) (metadata >>> 32) + 1;
    return metadata != 0 && peekAt(metadata) == '{' && objectMeta((int) metadata - 1);
  }

  private void root() {
    while ((kind == 0 || apiVersion == 0 || metadata == 0) && nextMember(size)) {
      if (isKey(KIND)) {
        kind = member;
      } else if (isKey(API_VERSION)) {
        apiVersion = member;
      } else if (isKey(METADATA)) {
        metadata = member;
      }
    }
  }

  private boolean objectMeta(int end) {
    while (nextMember(end)) {
      if (isKey(NAME)) {
        name = member;
      } else if (isKey(NAMESPACE)) {
        namespace = member;
      } else if (isKey(UID)) {
        uid = member;
      } else if (isKey(CREATION)) {
        creation = member;
      } else if (isKey(MANAGED_FIELDS)) {
        managedFields = member;
      }
    }
    return at >= end;
  }

  /// Moves to the next member of an object; false at its end, and at a malformed place.
  private boolean nextMember(int end) {
    if (at >= end || visible() != '"') {
      return false;
    }
    keyStart = at + 1;
    keyEnd = skipString() - 1;
    member = skipMember();
    return member != 0;
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
    int before = value[at - 1];
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

  /// The first character from here on that is not white space, or 0 at the end.
  private int visible() {
    while (at < size && peek() <= ' ' && peek() >= 0) {
      at++;
    }
    return at < size ? peek() : 0;
  }

  private int peek() {
    return value[at];
  }

  private int peekAt(long range) {
    return value[(int) (range >>> 32)];
  }

  private boolean isKey(byte[] key) {
    return Arrays.equals(value, keyStart, keyEnd, key, 0, key.length);
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
    return Arrays.copyOfRange(value, (int) (range >>> 32), (int) range);
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
    var managers = new ArrayList<Manager>();
    at = (int) (managedFields >>> 32) + 1;
    while (at < (int) managedFields && visible() == '{') {
      managers.add(nextManager((int) managedFields));
    }
    return managers;
  }

  /// The list's next element, at whose brace the cursor stands.
  private Manager nextManager(int end) {
    long manager = 0;
    long operation = 0;
    long subresource = 0;
    long fields = 0;
    at++;
    while (nextMember(end)) {
      if (isKey(MANAGER)) {
        manager = member;
      } else if (isKey(OPERATION)) {
        operation = member;
      } else if (isKey(SUBRESOURCE)) {
        subresource = member;
      } else if (isKey(FIELDS_V1)) {
        fields = member;
      }
    }
    at += visible() == '}' ? 1 : 0;
    at += visible() == ',' ? 1 : 0;
    return new Manager(text(manager), text(operation), text(subresource), length(fields));
  }

  private static int length(long range) {
    return (int) range - (int) (range >>> 32);
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
