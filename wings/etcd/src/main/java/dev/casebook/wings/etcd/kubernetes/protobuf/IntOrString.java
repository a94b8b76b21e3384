package dev.casebook.wings.etcd.kubernetes.protobuf;

import dev.casebook.wings.etcd.kubernetes.tree.MalformedException;
import dev.casebook.wings.etcd.kubernetes.tree.UnencodableException;

/// A number or a string, such as a port: type (field 1: 0 number, 1 string), number (2), string
/// (3).
final class IntOrString {
  private IntOrString() {}

  static Object read(Slice message) throws MalformedException {
    long type = 0;
    long number = 0;
    var text = "";
    for (var in = new WireReader(message); in.next(); ) {
      switch ((in.number() << 3) | in.wireType()) {
        case (1 << 3) | WireReader.VARINT -> type = in.varint();
        case (2 << 3) | WireReader.VARINT -> number = (int) in.varint();
        case (3 << 3) | WireReader.LENGTH_DELIMITED -> text = in.slice().text();
        default -> in.skip();
      }
    }
    return type == 1 ? text : (Object) number;
  }

  static void write(WireWriter out, Object value) throws UnencodableException {
    boolean isText = value instanceof String;
    out.text(3, isText ? Scalars.string(value) : "");
    out.number(2, isText ? 0 : Scalars.integer32(value));
    out.number(1, isText ? 1 : 0);
  }
}
