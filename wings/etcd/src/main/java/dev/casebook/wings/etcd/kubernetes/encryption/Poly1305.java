package dev.casebook.wings.etcd.kubernetes.encryption;

import java.math.BigInteger;
import java.util.Arrays;

/// The Poly1305 authenticator of a message under a one-time key of 32 bytes.
///
/// Source: RFC 8439 section 2.5. Plain big integers: what is checked here was read from a file, so
/// nobody can measure the time it takes.
final class Poly1305 {
  private static final BigInteger PRIME =
      BigInteger.ONE.shiftLeft(130).subtract(BigInteger.valueOf(5));
  private static final BigInteger CLAMP = new BigInteger("0ffffffc0ffffffc0ffffffc0fffffff", 16);

  private static final int TAG_BYTES = 16;

  private Poly1305() {}

  static byte[] tag(byte[] key, byte[] message) {
    var r = littleEndian(Arrays.copyOf(key, TAG_BYTES)).and(CLAMP);
    var s = littleEndian(Arrays.copyOfRange(key, TAG_BYTES, 2 * TAG_BYTES));
    var sum = BigInteger.ZERO;
    for (int at = 0; at < message.length; at += TAG_BYTES) {
      int length = Math.min(TAG_BYTES, message.length - at);
      var block = Arrays.copyOfRange(message, at, at + length + 1);
      block[length] = 1;
      sum = sum.add(littleEndian(block)).multiply(r).mod(PRIME);
    }
    return lowBytes(sum.add(s));
  }

  private static BigInteger littleEndian(byte[] bytes) {
    return new BigInteger(1, reversed(bytes));
  }

  private static byte[] lowBytes(BigInteger value) {
    var low = reversed(value.toByteArray());
    return Arrays.copyOf(low, TAG_BYTES);
  }

  private static byte[] reversed(byte[] bytes) {
    var reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }
}
