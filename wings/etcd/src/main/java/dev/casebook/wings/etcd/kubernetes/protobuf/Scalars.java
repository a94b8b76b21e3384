package dev.casebook.wings.etcd.kubernetes.protobuf;

import dev.casebook.wings.etcd.kubernetes.tree.UnencodableException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Base64;

/// Scalar values of a tree as the types that a field demands, or a complaint.
final class Scalars {
  private static final int MAX_SHOWN_CHARS = 60;

  private Scalars() {}

  static String string(Object value) throws UnencodableException {
    if (value instanceof String text) {
      return text;
    }
    throw expected("a string", value);
  }

  static boolean bool(Object value) throws UnencodableException {
    if (value instanceof Boolean truth) {
      return truth;
    }
    throw expected("true or false", value);
  }

  static long integer(Object value) throws UnencodableException {
    return switch (value) {
      case Long number -> number;
      case Integer number -> number;
      case BigInteger number when number.bitLength() < 64 -> number.longValue();
      case BigDecimal number when isWhole(number) -> number.longValue();
      case Double number when number == Math.rint(number) && Math.abs(number) < 1L << 53 ->
          number.longValue();
      default -> throw expected("a whole number of 64 bits", value);
    };
  }

  /// A scale near zero first: a number such as 1e999999999 must not be expanded.
  private static boolean isWhole(BigDecimal number) {
    return Math.abs(number.scale()) < 20
        && number.stripTrailingZeros().scale() <= 0
        && number.toBigInteger().bitLength() < 64;
  }

  static int integer32(Object value) throws UnencodableException {
    long number = integer(value);
    if (number != (int) number) {
      throw expected("a whole number of 32 bits", value);
    }
    return (int) number;
  }

  static double decimal(Object value) throws UnencodableException {
    if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
      return number.doubleValue();
    }
    throw expected("a number of double precision", value);
  }

  static byte[] base64(Object value) throws UnencodableException {
    try {
      return Base64.getDecoder().decode(string(value));
    } catch (IllegalArgumentException e) {
      throw expected("base64", value);
    }
  }

  static UnencodableException expected(String what, Object value) {
    var text = String.valueOf(value);
    var shown = text.length() > MAX_SHOWN_CHARS ? text.substring(0, MAX_SHOWN_CHARS) + "…" : text;
    return new UnencodableException("expected " + what + ", found " + shown);
  }
}
