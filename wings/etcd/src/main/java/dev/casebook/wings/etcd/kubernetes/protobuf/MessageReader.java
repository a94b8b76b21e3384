package dev.casebook.wings.etcd.kubernetes.protobuf;

import dev.casebook.wings.etcd.kubernetes.tree.CodePointOrder;
import dev.casebook.wings.etcd.kubernetes.tree.MalformedException;
import dev.casebook.wings.etcd.kubernetes.tree.TreeBudget;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Protobuf messages to trees, field for field as the API server prints them in JSON.
final class MessageReader {
  private final Schema schema;
  private final TreeBudget budget;
  private final @Nullable WireMarks marks;

  /// A reader for one object. With `marks`, messages that the tree alone cannot restore keep their
  /// bytes under a key of their own.
  MessageReader(Schema schema, TreeBudget budget, @Nullable WireMarks marks) {
    this.schema = schema;
    this.budget = budget;
    this.marks = marks;
  }

  Map<String, @Nullable Object> message(MessageType type, Slice message, int depth)
      throws MalformedException {
    budget.spend(depth);
    var map = new LinkedHashMap<String, @Nullable Object>();
    into(map, type, message, "", depth);
    return marks == null ? map : marks.mark(map, type, message, depth);
  }

  private void into(
      Map<String, @Nullable Object> map,
      MessageType type,
      Slice message,
      String numberPrefix,
      int depth)
      throws MalformedException {
    var found = new @Nullable Object[type.size()];
    var unknown = new LinkedHashMap<String, @Nullable Object>(0);
    for (var in = new WireReader(message); in.next(); ) {
      int index = type.indexOf(in.number());
      if (index < 0 || !collect(in, type.field(index), found, index, depth)) {
        UnknownFields.read(in, numberPrefix, unknown, depth, budget);
      }
    }
    for (int i = 0; i < found.length; i++) {
      var field = type.field(i);
      try {
        print(map, field, found[i], numberPrefix, depth);
      } catch (MalformedException e) {
        throw e.within(field.name());
      }
    }
    map.putAll(unknown);
  }

  /// Takes the field that `in` stands at, unless its wire type is not that of the schema.
  private boolean collect(
      WireReader in, Field field, @Nullable Object[] found, int index, int depth)
      throws MalformedException {
    int wireType = in.wireType();
    if (field.form().isScalar()
        && field.form() != Form.STRING
        && field.count() != Field.Count.MAP) {
      return collectNumbers(in, field, found, index, depth);
    }
    if (wireType != WireReader.LENGTH_DELIMITED) {
      return false;
    }
    var slice = in.slice();
    if (field.count() == Field.Count.ONE) {
      boolean isMessage = !field.form().isScalar() && field.form() != Form.BYTES;
      found[index] =
          isMessage && found[index] instanceof Slice earlier ? earlier.followedBy(slice) : slice;
    } else {
      budget.spend(depth);
      list(found, index).add(slice);
    }
    return true;
  }

  private boolean collectNumbers(
      WireReader in, Field field, @Nullable Object[] found, int index, int depth)
      throws MalformedException {
    boolean isDouble = field.form() == Form.DOUBLE;
    boolean isList = field.count() == Field.Count.LIST;
    if (isList && in.wireType() == WireReader.LENGTH_DELIMITED) {
      for (var packed = new WireReader(in.slice()); !packed.atEnd(); ) {
        budget.spend(depth);
        list(found, index).add(number(packed, field.form()));
      }
      return true;
    }
    if (in.wireType() != (isDouble ? WireReader.FIXED64 : WireReader.VARINT)) {
      return false;
    }
    var value = number(in, field.form());
    if (isList) {
      budget.spend(depth);
      list(found, index).add(value);
    } else {
      found[index] = value;
    }
    return true;
  }

  private static Object number(WireReader in, Form form) throws MalformedException {
    return switch (form) {
      case DOUBLE -> decimal(Double.longBitsToDouble(in.fixed(8)));
      case BOOL -> in.varint() != 0;
      case INT32 -> (long) (int) in.varint();
      default -> in.varint();
    };
  }

  /// JSON has no others, so the API server lets none in.
  private static double decimal(double value) throws MalformedException {
    if (!Double.isFinite(value)) {
      throw new MalformedException("a float that is not a number");
    }
    return value;
  }

  @SuppressWarnings("unchecked")
  private static List<Object> list(@Nullable Object[] found, int index) {
    var list = (List<Object>) found[index];
    if (list == null) {
      list = new ArrayList<>();
      found[index] = list;
    }
    return list;
  }

  private void print(
      Map<String, @Nullable Object> map,
      Field field,
      @Nullable Object found,
      String numberPrefix,
      int depth)
      throws MalformedException {
    if (field.form() == Form.INLINED) {
      var inlined = found instanceof Slice slice ? slice : Slice.EMPTY;
      into(map, schema.typeOf(field), inlined, numberPrefix + field.number() + "/", depth + 1);
      return;
    }
    if (found == null && field.presence() == Presence.WHEN_SET) {
      return;
    }
    var value =
        found == null && field.presence() == Presence.NULL_WHEN_UNSET
            ? null
            : value(field, found, depth + 1);
    if (isOmitted(field, value)) {
      return;
    }
    budget.spend(depth + 1);
    map.put(field.name(), value);
  }

  private static boolean isOmitted(Field field, @Nullable Object value) {
    return switch (field.presence()) {
      case WHEN_SET, ALWAYS, NULL_WHEN_UNSET -> false;
      case OMITTED_WHEN_ZERO, DROPPED ->
          switch (value) {
            case null -> true;
            case String text -> text.isEmpty();
            case Long number -> number == 0;
            case Double number -> number == 0;
            case Boolean truth -> !truth;
            default -> false;
          };
    };
  }

  private @Nullable Object value(Field field, @Nullable Object found, int depth)
      throws MalformedException {
    return switch (field.count()) {
      case ONE -> one(field, found, depth);
      case LIST -> found == null ? null : elements(field, found, depth);
      case MAP -> found == null ? null : entries(field, found, depth);
    };
  }

  private List<@Nullable Object> elements(Field field, Object found, int depth)
      throws MalformedException {
    var values = new ArrayList<@Nullable Object>();
    for (var element : (List<?>) found) {
      try {
        values.add(one(field, element, depth + 1));
      } catch (MalformedException e) {
        throw e.within("[" + values.size() + "]");
      }
    }
    return values;
  }

  private Map<String, @Nullable Object> entries(Field field, Object found, int depth)
      throws MalformedException {
    var sorted = new TreeMap<String, @Nullable Object>(CodePointOrder.ASCENDING);
    for (var element : (List<?>) found) {
      if (element instanceof Slice entry) {
        entry(sorted, field, entry, depth);
      }
    }
    return new LinkedHashMap<String, @Nullable Object>(sorted);
  }

  /// A map entry is a message of the key (field 1) and the value (field 2).
  private void entry(Map<String, @Nullable Object> sorted, Field field, Slice entry, int depth)
      throws MalformedException {
    var key = "";
    var value = Slice.EMPTY;
    for (var in = new WireReader(entry); in.next(); ) {
      if (in.number() <= 2 && in.wireType() == WireReader.LENGTH_DELIMITED) {
        var slice = in.slice();
        if (in.number() == 1) {
          key = slice.text();
        } else {
          value = slice;
        }
      } else {
        in.skip();
      }
    }
    try {
      sorted.put(key, one(field, value, depth + 1));
    } catch (MalformedException e) {
      throw e.within("[" + key + "]");
    }
  }

  private @Nullable Object one(Field field, @Nullable Object found, int depth)
      throws MalformedException {
    var slice = found instanceof Slice present ? present : Slice.EMPTY;
    return switch (field.form()) {
      case STRING -> slice.text();
      case BOOL -> found == null ? false : found;
      case INT32, INT64 -> found == null ? 0L : found;
      case DOUBLE -> found == null ? 0.0 : found;
      case BYTES -> found == null ? null : Base64.getEncoder().encodeToString(slice.copy());
      case TIME, MICRO_TIME -> Timestamp.read(slice, field.form());
      case DURATION -> Nanoseconds.spell(WireReader.firstNumber(slice));
      case QUANTITY -> quantity(slice);
      case INT_OR_STRING -> IntOrString.read(slice);
      case RAW -> JsonText.read(slice, depth, budget);
      case STRINGS -> found == null ? null : strings(slice, 1, depth);
      case SCHEMA_OR_BOOL -> SchemaUnion.boolOrSchema(this, schema.typeOf(field), slice, depth);
      case SCHEMA_OR_LIST -> SchemaUnion.listOrSchema(this, schema.typeOf(field), slice, depth);
      case SCHEMA_OR_STRINGS ->
          SchemaUnion.stringsOrSchema(this, schema.typeOf(field), slice, depth);
      case MESSAGE, INLINED -> message(schema.typeOf(field), slice, depth);
    };
  }

  private static String quantity(Slice message) throws MalformedException {
    var text = WireReader.last(message, 1);
    return text == null ? "0" : Quantity.canonical(text.text());
  }

  /// The strings of a repeated field, which is all that its message holds.
  List<@Nullable Object> strings(Slice message, int number, int depth) throws MalformedException {
    var strings = new ArrayList<@Nullable Object>();
    for (var in = new WireReader(message); in.next(); ) {
      if (in.number() == number && in.wireType() == WireReader.LENGTH_DELIMITED) {
        budget.spend(depth + 1);
        strings.add(in.slice().text());
      } else {
        in.skip();
      }
    }
    return strings;
  }
}
