package dev.casebook.wings.etcd.kubernetes;

import dev.casebook.wings.etcd.kubernetes.tree.Cbor;
import dev.casebook.wings.etcd.kubernetes.tree.MalformedException;
import java.util.Arrays;
import java.util.OptionalInt;

/// Where a value ends that says so itself: protobuf by its envelope, JSON by its last brace, CBOR
/// by its lengths.
final class ValueExtent {
  /// Above etcd's largest request, which is 1.5 MiB unless it was raised.
  private static final int CBOR_BYTES_MAX = 4 << 20;

  private static final String JSON_SYMBOLS = "{}[]:,\" \t\r\n+-.";

  private final byte[] bytes;
  private int at;

  private ValueExtent(byte[] bytes, int from) {
    this.bytes = bytes;
    this.at = from;
  }

  /// The end of the object that starts at `from`; empty if none does, or it is broken.
  static OptionalInt end(byte[] bytes, int from) {
    try {
      if (Envelope.isAt(bytes, from)) {
        return OptionalInt.of(Envelope.end(bytes, from));
      }
      if (from < bytes.length && bytes[from] == '{') {
        return new ValueExtent(bytes, from).jsonEnd();
      }
      if (Cbor.isSelfDescribed(bytes, from)) {
        var until = Math.min(bytes.length, from + CBOR_BYTES_MAX);
        return OptionalInt.of(from + Cbor.length(Arrays.copyOfRange(bytes, from, until)));
      }
      return OptionalInt.empty();
    } catch (MalformedException e) {
      return OptionalInt.empty();
    }
  }

  /// Only braces and strings are looked at, and that no byte is one that JSON can't have there: so
  /// JSON that was cut off ends at the next key, which starts with a slash.
  private OptionalInt jsonEnd() {
    var open = 0;
    while (at < bytes.length && isJson(bytes[at])) {
      switch (bytes[at]) {
        case '"' -> skipString();
        case '{' -> open++;
        case '}' -> open--;
        default -> {}
      }
      at++;
      if (open == 0) {
        return OptionalInt.of(at);
      }
      if (isNextObject()) {
        break;
      }
    }
    return OptionalInt.empty();
  }

  private static boolean isJson(byte octet) {
    return JSON_SYMBOLS.indexOf(octet) >= 0
        || (octet >= '0' && octet <= '9')
        || (octet >= 'a' && octet <= 'z')
        || octet == 'E';
  }

  /// To its closing quote, or to what no string holds as it is.
  private void skipString() {
    at++;
    while (at < bytes.length && bytes[at] != '"' && (bytes[at] < 0 || bytes[at] >= ' ')) {
      at += bytes[at] == '\\' ? 2 : 1;
    }
  }

  /// An object at the start of a line is the next value: inside of another it would be indented.
  private boolean isNextObject() {
    return at + 1 < bytes.length
        && bytes[at - 1] == '\n'
        && bytes[at] == '{'
        && bytes[at + 1] == '"';
  }
}
