package dev.casebook.wings.etcd.kubernetes.protobuf;

import dev.casebook.wings.etcd.kubernetes.tree.MalformedException;
import org.jspecify.annotations.Nullable;

/// The fields of one protobuf message, in the order of its bytes.
///
/// Source: protobuf.dev, "Encoding". Groups (wire types 3 and 4) are refused: Kubernetes has none.
final class WireReader {
  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int LENGTH_DELIMITED = 2;
  static final int FIXED32 = 5;

  private final Varint varint = new Varint();
  private final byte[] bytes;
  private final int end;
  private int at;
  private int number;
  private int wireType;

  WireReader(Slice message) {
    this.bytes = message.bytes;
    this.at = message.from;
    this.end = message.to;
  }

  /// Moves to the next field; its value must then be read by the method of its wire type.
  boolean next() throws MalformedException {
    if (at == end) {
      return false;
    }
    long tag = varint();
    long field = tag >>> 3;
    wireType = (int) tag & 7;
    if (field < 1 || field > 0x1FFFFFFF) {
      throw new MalformedException("field number " + Long.toUnsignedString(field));
    }
    number = (int) field;
    switch (wireType) {
      case VARINT, FIXED64, LENGTH_DELIMITED, FIXED32 -> {}
      case 3, 4 -> throw new MalformedException("field " + number + " is a group");
      default -> throw new MalformedException("field " + number + " has wire type " + wireType);
    }
    return true;
  }

  int number() {
    return number;
  }

  int wireType() {
    return wireType;
  }

  boolean atEnd() {
    return at == end;
  }

  long varint() throws MalformedException {
    if (!varint.read(bytes, at, end)) {
      throw new MalformedException(
          end - at < Varint.BYTES_MAX
              ? "a number is cut short"
              : "a number of more than ten bytes");
    }
    at += varint.length();
    return varint.value();
  }

  Slice slice() throws MalformedException {
    long length = varint();
    if (length < 0 || length > end - at) {
      throw new MalformedException("field " + number + " runs past the end of its message");
    }
    at += (int) length;
    return new Slice(bytes, at - (int) length, at);
  }

  long fixed(int octets) throws MalformedException {
    if (octets > end - at) {
      throw new MalformedException("field " + number + " runs past the end of its message");
    }
    long value = 0;
    for (int i = 0; i < octets; i++) {
      value |= (bytes[at++] & 0xFFL) << (8 * i);
    }
    return value;
  }

  void skip() throws MalformedException {
    switch (wireType) {
      case VARINT -> varint();
      case FIXED64 -> fixed(8);
      case FIXED32 -> fixed(4);
      default -> slice();
    }
  }

  /// The number in field 1 of a message; 0 without one.
  static long firstNumber(Slice message) throws MalformedException {
    long number = 0;
    for (var in = new WireReader(message); in.next(); ) {
      if (in.number() == 1 && in.wireType() == VARINT) {
        number = in.varint();
      } else {
        in.skip();
      }
    }
    return number;
  }

  /// The last occurrence of a length-delimited field; null without one.
  static @Nullable Slice last(Slice message, int number) throws MalformedException {
    Slice last = null;
    for (var in = new WireReader(message); in.next(); ) {
      if (in.number() == number && in.wireType() == LENGTH_DELIMITED) {
        last = in.slice();
      } else {
        in.skip();
      }
    }
    return last;
  }
}
