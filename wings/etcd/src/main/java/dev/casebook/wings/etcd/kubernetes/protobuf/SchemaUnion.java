package dev.casebook.wings.etcd.kubernetes.protobuf;

import dev.casebook.wings.etcd.kubernetes.tree.MalformedException;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/// The unions of JSONSchemaProps: a schema, or in its place a boolean, a list of schemas or a list
/// of strings. In JSON each stands as what it holds.
///
/// Source: k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1/marshal.go for the choice.
final class SchemaUnion {
  private SchemaUnion() {}

  /// JSONSchemaPropsOrBool: the boolean (field 1) counts when there is no schema (2).
  static Object boolOrSchema(MessageReader reader, MessageType schema, Slice union, int depth)
      throws MalformedException {
    var nested = WireReader.last(union, 2);
    return nested == null
        ? WireReader.firstNumber(union) != 0
        : reader.message(schema, nested, depth);
  }

  /// JSONSchemaPropsOrArray: the list (field 2) counts before the schema (1).
  static @Nullable Object listOrSchema(
      MessageReader reader, MessageType schema, Slice union, int depth) throws MalformedException {
    var list = new ArrayList<@Nullable Object>();
    for (var in = new WireReader(union); in.next(); ) {
      if (in.number() == 2 && in.wireType() == WireReader.LENGTH_DELIMITED) {
        list.add(reader.message(schema, in.slice(), depth + 1));
      } else {
        in.skip();
      }
    }
    return list.isEmpty() ? schemaOrNull(reader, schema, union, depth) : list;
  }

  /// JSONSchemaPropsOrStringArray: the strings (field 2) count before the schema (1).
  static @Nullable Object stringsOrSchema(
      MessageReader reader, MessageType schema, Slice union, int depth) throws MalformedException {
    var strings = reader.strings(union, 2, depth);
    return strings.isEmpty() ? schemaOrNull(reader, schema, union, depth) : strings;
  }

  private static @Nullable Object schemaOrNull(
      MessageReader reader, MessageType schema, Slice union, int depth) throws MalformedException {
    var nested = WireReader.last(union, 1);
    return nested == null ? null : reader.message(schema, nested, depth);
  }
}
