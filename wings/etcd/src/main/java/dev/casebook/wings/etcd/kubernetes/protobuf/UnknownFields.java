package dev.casebook.wings.etcd.kubernetes.protobuf;

import dev.casebook.wings.etcd.kubernetes.tree.MalformedException;
import dev.casebook.wings.etcd.kubernetes.tree.TreeBudget;
import dev.casebook.wings.etcd.kubernetes.tree.UnencodableException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Fields without a name in the schema, shown by number and wire form, such as `"15:string"`.
///
/// Bytes show as a string when they are printable text, as a nested object when they are a message
/// of such fields, and as base64 otherwise: a guess that decides the looks, never the bytes
/// written. A field that occurs more than once is a list. Within an inlined struct the key starts
/// with the struct's own number: `"2/31:message"`.
final class UnknownFields {
  /// How deep bytes are tried as messages within messages.
  private static final int MAX_GUESSED_DEPTH = 24;

  private static final String VARINT = "varint";
  private static final String FIXED64 = "fixed64";
  private static final String FIXED32 = "fixed32";
  private static final String STRING = "string";
  private static final String MESSAGE = "message";
  private static final String BYTES = "bytes";

  private UnknownFields() {}

  /// Reads the field that `in` stands at and adds it to `map`.
  static void read(
      WireReader in, String prefix, Map<String, @Nullable Object> map, int depth, TreeBudget budget)
      throws MalformedException {
    budget.spend(depth);
    var key = prefix + in.number() + ":";
    switch (in.wireType()) {
      case WireReader.VARINT -> add(map, key + VARINT, in.varint());
      case WireReader.FIXED64 -> add(map, key + FIXED64, in.fixed(8));
      case WireReader.FIXED32 -> add(map, key + FIXED32, in.fixed(4));
      default -> delimited(in.slice(), key, map, depth, budget);
    }
  }

  private static void delimited(
      Slice value, String key, Map<String, @Nullable Object> map, int depth, TreeBudget budget)
      throws MalformedException {
    if (isPrintable(value)) {
      add(map, key + STRING, value.text());
      return;
    }
    var message = depth > MAX_GUESSED_DEPTH ? null : message(value, depth, budget);
    if (message == null) {
      add(map, key + BYTES, Base64.getEncoder().encodeToString(value.copy()));
    } else {
      add(map, key + MESSAGE, message);
    }
  }

  private static @Nullable Map<String, @Nullable Object> message(
      Slice value, int depth, TreeBudget budget) throws MalformedException {
    if (!isMessage(value)) {
      return null;
    }
    var message = new LinkedHashMap<String, @Nullable Object>();
    for (var in = new WireReader(value); in.next(); ) {
      read(in, "", message, depth + 1, budget);
    }
    return message;
  }

  private static boolean isMessage(Slice value) {
    try {
      for (var in = new WireReader(value); in.next(); ) {
        in.skip();
      }
      return value.length() > 0;
    } catch (MalformedException e) {
      return false;
    }
  }

  /// A message whose first field is number 1 and a string starts like a text that begins with a
  /// line feed, which real texts do not.
  private static boolean isPrintable(Slice value) {
    if (value.length() > 0 && value.bytes[value.from] == '\n') {
      return false;
    }
    var text = value.text();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < 0x20 && c != '\n' && c != '\t' && c != '\r') || c == 0x7F || c == '\uFFFD') {
        return false;
      }
    }
    return true;
  }

  @SuppressWarnings("unchecked")
  private static void add(Map<String, @Nullable Object> map, String key, Object value) {
    var earlier = map.get(key);
    switch (earlier) {
      case null -> map.put(key, value);
      case List<?> list -> ((List<Object>) list).add(value);
      default -> {
        var list = new ArrayList<Object>();
        list.add(earlier);
        list.add(value);
        map.put(key, list);
      }
    }
  }

  /// One field to be written: its number, wire form and value.
  record Numbered(int number, String wireForm, Object value) {}

  /// The unknown fields among the keys of `map` that start with `prefix`, lowest number first,
  /// whatever the order of the keys; each key that was taken is counted in `taken`.
  static List<Numbered> among(Map<?, ?> map, String prefix, int[] taken)
      throws UnencodableException {
    if (!hasNumbered(map)) {
      return List.of();
    }
    var found = new ArrayList<Numbered>();
    for (var entry : map.entrySet()) {
      var key = String.valueOf(entry.getKey());
      int colon = key.indexOf(':');
      if (colon < 0
          || !key.startsWith(prefix)
          || !isNumber(key, prefix.length(), colon)
          || entry.getValue() == null) {
        continue;
      }
      taken[0]++;
      int number = Integer.parseInt(key, prefix.length(), colon, 10);
      var wireForm = key.substring(colon + 1);
      var value = entry.getValue();
      for (var one : value instanceof List<?> list ? list : List.of(value)) {
        if (one == null) {
          throw new UnencodableException(key + ": null");
        }
        found.add(new Numbered(number, wireForm, one));
      }
    }
    found.sort(Comparator.comparingInt(Numbered::number).thenComparing(Numbered::wireForm));
    return found;
  }

  private static boolean hasNumbered(Map<?, ?> map) {
    for (var key : map.keySet()) {
      if (key instanceof String name && !name.isEmpty() && name.charAt(0) <= '9') {
        return true;
      }
    }
    return false;
  }

  private static boolean isNumber(String key, int from, int to) {
    for (int i = from; i < to; i++) {
      if (key.charAt(i) < '0' || key.charAt(i) > '9') {
        return false;
      }
    }
    return to > from && to - from <= 9;
  }

  static void write(WireWriter out, Numbered field) throws UnencodableException {
    int number = field.number();
    switch (field.wireForm()) {
      case VARINT -> out.number(number, Scalars.integer(field.value()));
      case FIXED64 -> fixed(out, field, 8, WireReader.FIXED64);
      case FIXED32 -> fixed(out, field, 4, WireReader.FIXED32);
      case STRING -> out.text(number, Scalars.string(field.value()));
      case BYTES -> out.delimited(number, Scalars.base64(field.value()));
      case MESSAGE -> message(out, field);
      default -> throw new UnencodableException("no wire form is called " + field.wireForm());
    }
  }

  private static void fixed(WireWriter out, Numbered field, int octets, int wireType)
      throws UnencodableException {
    out.fixed(Scalars.integer(field.value()), octets);
    out.tag(field.number(), wireType);
  }

  private static void message(WireWriter out, Numbered field) throws UnencodableException {
    if (!(field.value() instanceof Map<?, ?> map)) {
      throw new UnencodableException("expected an object for field " + field.number());
    }
    int before = out.length();
    var taken = new int[1];
    var fields = among(map, "", taken);
    if (taken[0] != map.size()) {
      throw new UnencodableException("a key without a number in field " + field.number());
    }
    for (var nested : fields.reversed()) {
      write(out, nested);
    }
    out.prefix(field.number(), out.length() - before);
  }
}
