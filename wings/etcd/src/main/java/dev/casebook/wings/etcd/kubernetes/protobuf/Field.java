package dev.casebook.wings.etcd.kubernetes.protobuf;

/// One field of a Kubernetes type, as its token of the schema table says: name, `:`, number,
/// presence mark, then `[]` for a list or `{}` for a map, and the type.
record Field(String name, int number, Presence presence, Count count, Form form, String typeName) {

  /// How many values a field holds.
  enum Count {
    ONE,
    LIST,
    MAP
  }

  /// Reads a token such as `replicas:1?int32` within a type of the group-version `home`.
  static Field parse(String token, String home) {
    int colon = token.indexOf(':');
    int mark = colon + 1;
    while (Character.isDigit(token.charAt(mark))) {
      mark++;
    }
    var rest = token.substring(mark + 1);
    var count = rest.startsWith("[]") ? Count.LIST : rest.startsWith("{}") ? Count.MAP : Count.ONE;
    var type = count == Count.ONE ? rest : rest.substring(2);
    var form = token.startsWith("+") ? Form.INLINED : Form.of(type);
    var target = type.substring(type.indexOf('|') + 1);
    return new Field(
        token.substring(0, colon),
        Integer.parseInt(token.substring(colon + 1, mark)),
        Presence.of(token.charAt(mark)),
        count,
        form,
        target.startsWith(".") ? home + target : target);
  }
}
