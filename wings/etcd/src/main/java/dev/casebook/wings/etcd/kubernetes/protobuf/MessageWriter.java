package dev.casebook.wings.etcd.kubernetes.protobuf;

import dev.casebook.wings.etcd.kubernetes.tree.CodePointOrder;
import dev.casebook.wings.etcd.kubernetes.tree.TreeBudget;
import dev.casebook.wings.etcd.kubernetes.tree.UnencodableException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Trees to protobuf messages, byte for byte as Kubernetes writes them: fields by ascending number,
/// everything that is held by value even when zero, maps by ascending key.
final class MessageWriter {
  private final Schema schema;
  private final WireMarks marks;

  MessageWriter(Schema schema) {
    this.schema = schema;
    this.marks = new WireMarks(schema);
  }

  /// Writes the object's fields; its own tag and length are the caller's.
  void message(WireWriter out, MessageType type, Map<?, ?> map, int depth)
      throws UnencodableException {
    if (depth > TreeBudget.MAX_DEPTH) {
      throw new UnencodableException("nested more than " + TreeBudget.MAX_DEPTH + " levels deep");
    }
    var marked = marks.bytesOf(map, type);
    if (marked != null) {
      out.raw(marked);
      return;
    }
    int taken = fields(out, type, map, "", depth) + (map.containsKey(WireMarks.KEY) ? 1 : 0);
    if (taken != map.size()) {
      throw new UnencodableException(surplusKey(type, map));
    }
  }

  /// Writes the fields that `type` has among the keys of `map`; returns how many keys those were.
  private int fields(
      WireWriter out, MessageType type, Map<?, ?> map, String numberPrefix, int depth)
      throws UnencodableException {
    var taken = new int[1];
    var unknown = UnknownFields.among(map, numberPrefix, taken);
    int pending = unknown.size();
    for (int n = type.size() - 1; n >= 0; n--) {
      var field = type.field(type.ascending(n));
      while (pending > 0 && unknown.get(pending - 1).number() >= field.number()) {
        UnknownFields.write(out, unknown.get(--pending));
      }
      try {
        taken[0] += field(out, field, map, numberPrefix, depth);
      } catch (UnencodableException e) {
        throw field.form() == Form.INLINED ? e : e.within(field.name());
      }
    }
    while (pending > 0) {
      UnknownFields.write(out, unknown.get(--pending));
    }
    return taken[0];
  }

  private int field(WireWriter out, Field field, Map<?, ?> map, String numberPrefix, int depth)
      throws UnencodableException {
    if (field.form() == Form.INLINED) {
      int before = out.length();
      var prefix = numberPrefix + field.number() + "/";
      int taken = fields(out, schema.typeOf(field), map, prefix, depth + 1);
      out.prefix(field.number(), out.length() - before);
      return taken;
    }
    var value = map.get(field.name());
    switch (field.count()) {
      case ONE -> single(out, field, value, depth);
      case LIST -> list(out, field, value, depth);
      case MAP -> map(out, field, value, depth);
    }
    return value != null || map.containsKey(field.name()) ? 1 : 0;
  }

  private void single(WireWriter out, Field field, @Nullable Object value, int depth)
      throws UnencodableException {
    boolean isNothing = field.form() == Form.BYTES || field.form() == Form.STRINGS;
    boolean byValue = !field.presence().isPointer() && field.presence() != Presence.DROPPED;
    if (value != null || (byValue && !isNothing)) {
      one(out, field, field.number(), value, depth + 1);
    }
  }

  private void list(WireWriter out, Field field, @Nullable Object value, int depth)
      throws UnencodableException {
    if (value == null) {
      return;
    }
    if (!(value instanceof List<?> list)) {
      throw Scalars.expected("a list", value);
    }
    for (int i = list.size() - 1; i >= 0; i--) {
      try {
        one(out, field, field.number(), list.get(i), depth + 1);
      } catch (UnencodableException e) {
        throw e.within("[" + i + "]");
      }
    }
  }

  private void map(WireWriter out, Field field, @Nullable Object value, int depth)
      throws UnencodableException {
    if (value == null) {
      return;
    }
    var sorted = new TreeMap<String, @Nullable Object>(CodePointOrder.ASCENDING.reversed());
    object(value).forEach((key, element) -> sorted.put(String.valueOf(key), element));
    for (var entry : sorted.entrySet()) {
      int before = out.length();
      var element = entry.getValue();
      try {
        if (element != null || field.form() != Form.BYTES) {
          one(out, field, 2, element, depth + 1);
        }
      } catch (UnencodableException e) {
        throw e.within("[" + entry.getKey() + "]");
      }
      out.text(1, entry.getKey());
      out.prefix(field.number(), out.length() - before);
    }
  }

  /// Writes one value under `number`; null stands for the zero value.
  private void one(WireWriter out, Field field, int number, @Nullable Object value, int depth)
      throws UnencodableException {
    switch (field.form()) {
      case STRING -> out.text(number, value == null ? "" : Scalars.string(value));
      case BOOL -> out.number(number, value != null && Scalars.bool(value) ? 1 : 0);
      case INT32 -> out.number(number, value == null ? 0 : Scalars.integer32(value));
      case INT64 -> out.number(number, value == null ? 0 : Scalars.integer(value));
      case DOUBLE -> {
        double decimal = value == null ? 0 : Scalars.decimal(value);
        out.fixed(Double.doubleToRawLongBits(decimal), 8);
        out.tag(number, WireReader.FIXED64);
      }
      case BYTES -> out.delimited(number, value == null ? new byte[0] : Scalars.base64(value));
      default -> {
        int before = out.length();
        nested(out, field, value, depth);
        out.prefix(number, out.length() - before);
      }
    }
  }

  private void nested(WireWriter out, Field field, @Nullable Object value, int depth)
      throws UnencodableException {
    switch (field.form()) {
      case QUANTITY -> out.text(1, value == null ? "0" : quantity(value));
      case INT_OR_STRING -> IntOrString.write(out, value == null ? 0L : value);
      case MESSAGE ->
          message(out, schema.typeOf(field), value == null ? Map.of() : object(value), depth);
      case SCHEMA_OR_BOOL -> schemaOrBool(out, field, value, depth);
      default -> {
        if (value != null) {
          optional(out, field, value, depth);
        }
      }
    }
  }

  /// The forms whose zero value is an empty message.
  private void optional(WireWriter out, Field field, Object value, int depth)
      throws UnencodableException {
    switch (field.form()) {
      case TIME, MICRO_TIME -> Timestamp.write(out, value, field.form());
      case DURATION -> out.number(1, Nanoseconds.parse(Scalars.string(value)));
      case RAW -> JsonText.write(out, value);
      case STRINGS -> strings(out, 1, value);
      case SCHEMA_OR_LIST -> schemaOrList(out, field, value, depth);
      case SCHEMA_OR_STRINGS -> schemaOrStrings(out, field, value, depth);
      default -> throw new IllegalStateException("not an optional form: " + field);
    }
  }

  private static String quantity(Object value) throws UnencodableException {
    return Quantity.canonical(value instanceof Number ? value.toString() : Scalars.string(value));
  }

  private static void strings(WireWriter out, int number, Object value)
      throws UnencodableException {
    if (!(value instanceof List<?> list)) {
      throw Scalars.expected("a list of strings", value);
    }
    for (var element : list.reversed()) {
      out.text(number, element == null ? "" : Scalars.string(element));
    }
  }

  private void schemaOrBool(WireWriter out, Field field, @Nullable Object value, int depth)
      throws UnencodableException {
    boolean isSchema = value instanceof Map<?, ?>;
    if (isSchema) {
      schema(out, field, 2, value, depth);
    }
    out.number(1, isSchema || (value != null && Scalars.bool(value)) ? 1 : 0);
  }

  private void schemaOrList(WireWriter out, Field field, Object value, int depth)
      throws UnencodableException {
    if (value instanceof List<?> list) {
      for (var element : list.reversed()) {
        schema(out, field, 2, element, depth);
      }
    } else {
      schema(out, field, 1, value, depth);
    }
  }

  private void schemaOrStrings(WireWriter out, Field field, Object value, int depth)
      throws UnencodableException {
    if (value instanceof List<?>) {
      strings(out, 2, value);
    } else {
      schema(out, field, 1, value, depth);
    }
  }

  private void schema(WireWriter out, Field field, int number, @Nullable Object value, int depth)
      throws UnencodableException {
    int before = out.length();
    message(out, schema.typeOf(field), value == null ? Map.of() : object(value), depth + 1);
    out.prefix(number, out.length() - before);
  }

  private static Map<?, ?> object(Object value) throws UnencodableException {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw Scalars.expected("an object", value);
  }

  private static String surplusKey(MessageType type, Map<?, ?> map) {
    for (var key : map.keySet()) {
      var name = String.valueOf(key);
      if (type.named(name) == null && !name.contains(":") && !name.equals(WireMarks.KEY)) {
        return name + " is not a field of " + type.name();
      }
    }
    return "a key that is not a field of " + type.name();
  }
}
