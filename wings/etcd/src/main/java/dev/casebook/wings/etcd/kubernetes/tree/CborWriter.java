package dev.casebook.wings.etcd.kubernetes.tree;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// An object tree to CBOR with core deterministic encoding (RFC 8949 section 4.2.1): shortest
/// forms, keys in the byte order of their encoding. Strings become byte strings, as Kubernetes
/// does.
public final class CborWriter {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private CborWriter() {}

  /// The item after the tag of self-described CBOR.
  public static byte[] write(@Nullable Object tree) throws UnencodableException {
    var writer = new CborWriter();
    Cbor.SELF_DESCRIBED.forEach(writer.out::write);
    writer.item(tree, 0);
    return writer.out.toByteArray();
  }

  private void item(@Nullable Object node, int depth) throws UnencodableException {
    if (depth > TreeBudget.MAX_DEPTH) {
      throw new UnencodableException("nested more than " + TreeBudget.MAX_DEPTH + " levels deep");
    }
    switch (node) {
      case null -> out.write(0xF6);
      case Boolean truth -> out.write(truth ? 0xF5 : 0xF4);
      case Number number when Cbor.isInteger(number) -> integer(number);
      case Number number -> decimal(number.doubleValue());
      case Map<?, ?> map -> map(map, depth);
      case List<?> list -> {
        head(4, list.size());
        for (var element : list) {
          item(element, depth + 1);
        }
      }
      default -> out.writeBytes(string(node.toString()));
    }
  }

  private void map(Map<?, ?> map, int depth) throws UnencodableException {
    var byEncodedKey = new TreeMap<byte[], @Nullable Object>(Arrays::compareUnsigned);
    map.forEach((key, value) -> byEncodedKey.put(string(String.valueOf(key)), value));
    head(5, byEncodedKey.size());
    for (var entry : byEncodedKey.entrySet()) {
      out.writeBytes(entry.getKey());
      item(entry.getValue(), depth + 1);
    }
  }

  private void integer(Number number) throws UnencodableException {
    if (number instanceof BigInteger big && big.bitLength() > 63) {
      throw new UnencodableException(big + " does not fit 64 bits");
    }
    long value = number.longValue();
    head(value < 0 ? 1 : 0, value < 0 ? -1 - value : value);
  }

  private void decimal(double value) throws UnencodableException {
    if (!Double.isFinite(value)) {
      throw new UnencodableException("not a finite number");
    }
    float single = (float) value;
    short half = Float.floatToFloat16(single);
    if (single != value) {
      out.write(0xFB);
      bits(Double.doubleToRawLongBits(value), 8);
    } else if (Float.float16ToFloat(half) != single) {
      out.write(0xFA);
      bits(Float.floatToRawIntBits(single), 4);
    } else {
      out.write(0xF9);
      bits(half, 2);
    }
  }

  private static byte[] string(String text) {
    var writer = new CborWriter();
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    writer.head(2, bytes.length);
    writer.out.writeBytes(bytes);
    return writer.out.toByteArray();
  }

  private void head(int major, long argument) {
    int octets =
        argument < 24
            ? 0
            : argument < 1 << 8 ? 1 : argument < 1 << 16 ? 2 : argument < 1L << 32 ? 4 : 8;
    if (octets == 0) {
      out.write((major << 5) | (int) argument);
    } else {
      out.write((major << 5) | (24 + Integer.numberOfTrailingZeros(octets)));
      bits(argument, octets);
    }
  }

  private void bits(long bits, int octets) {
    for (int shift = (octets - 1) * 8; shift >= 0; shift -= 8) {
      out.write((int) (bits >>> shift));
    }
  }
}
