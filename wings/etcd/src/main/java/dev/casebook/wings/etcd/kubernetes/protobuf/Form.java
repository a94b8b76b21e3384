package dev.casebook.wings.etcd.kubernetes.protobuf;

/// How one value of a field stands in protobuf and in JSON.
enum Form {
  STRING("string"),
  BOOL("bool"),
  INT32("int32"),
  INT64("int64"),
  DOUBLE("double"),
  /// `[]byte`: base64 in JSON.
  BYTES("bytes"),
  /// A message of seconds and nanoseconds; an RFC 3339 string without fractions, or null when zero.
  TIME("Time"),
  /// The same with six digits of fraction.
  MICRO_TIME("MicroTime"),
  /// A message of nanoseconds; a string as `1h30m0s`.
  DURATION("Duration"),
  /// A message of one string, such as `100m` or `2Gi`; canonical in JSON.
  QUANTITY("Quantity"),
  /// A message of a type, a number and a string; a number or a string in JSON.
  INT_OR_STRING("IntOrString"),
  /// A message of JSON text (RawExtension, FieldsV1, JSON); that JSON itself, or null when empty.
  RAW("Raw"),
  /// A message that repeats field 1 (ExtraValue, Verbs); a list of strings in JSON.
  STRINGS("Strings"),
  /// JSONSchemaPropsOrBool: a boolean and a schema; either in JSON.
  SCHEMA_OR_BOOL("bool|"),
  /// JSONSchemaPropsOrArray: a schema and a list of schemas; either in JSON.
  SCHEMA_OR_LIST("list|"),
  /// JSONSchemaPropsOrStringArray: a schema and a list of strings; either in JSON.
  SCHEMA_OR_STRINGS("strings|"),
  /// A message with fields of its own; an object in JSON.
  MESSAGE(""),
  /// A struct whose fields stand among its parent's in JSON, but in a message of their own.
  INLINED("+");

  final String token;

  Form(String token) {
    this.token = token;
  }

  /// The form that a type token of the schema table begins with.
  static Form of(String token) {
    int bar = token.indexOf('|');
    var head = bar < 0 ? token : token.substring(0, bar + 1);
    for (var form : values()) {
      if (form.token.equals(head)) {
        return form;
      }
    }
    return MESSAGE;
  }

  boolean isScalar() {
    return compareTo(BYTES) < 0;
  }
}
