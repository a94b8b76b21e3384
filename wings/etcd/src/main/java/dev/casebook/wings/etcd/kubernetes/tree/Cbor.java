package dev.casebook.wings.etcd.kubernetes.tree;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// CBOR (RFC 8949) as Kubernetes stores it, to the same object tree that JSON gives.
///
/// Kubernetes writes Go strings and field names as byte strings, and Go bytes as byte strings under
/// tag 22 (expected later: base64). It refuses what this refuses: indefinite lengths, other tags,
/// keys that are not strings, NaN and infinities.
public final class Cbor {
  /// Tag 55799, "self-described CBOR" (RFC 8949 section 3.4.6), with which each stored value
  /// starts.
  public static final List<Integer> SELF_DESCRIBED = List.of(0xD9, 0xD9, 0xF7);

  private static final int UNSIGNED = 0;
  private static final int NEGATIVE = 1;
  private static final int BYTE_STRING = 2;
  private static final int TEXT_STRING = 3;
  private static final int ARRAY = 4;
  private static final int MAP = 5;
  private static final int TAG = 6;

  private static final int TAG_BASE64URL = 21;
  private static final int TAG_BASE64 = 22;
  private static final int TAG_BASE16 = 23;

  private final ByteBuffer in;
  private final TreeBudget budget;

  private Cbor(ByteBuffer in, TreeBudget budget) {
    this.in = in;
    this.budget = budget;
  }

  /// Whether the bytes open with the tag of self-described CBOR.
  public static boolean isSelfDescribed(byte[] bytes) {
    return isSelfDescribed(bytes, 0);
  }

  /// The same, of what starts at `from`.
  public static boolean isSelfDescribed(byte[] bytes, int from) {
    return bytes.length - from > 3
        && bytes[from] == (byte) 0xD9
        && bytes[from + 1] == (byte) 0xD9
        && bytes[from + 2] == (byte) 0xF7;
  }

  /// The one item that the bytes hold after the self-described tag, which may be absent.
  public static @Nullable Object read(byte[] bytes, int depth, TreeBudget budget)
      throws MalformedException {
    var in = ByteBuffer.wrap(bytes).position(isSelfDescribed(bytes) ? 3 : 0);
    var item = new Cbor(in, budget).item(depth);
    if (in.hasRemaining()) {
      throw new MalformedException("bytes after the CBOR item");
    }
    return item;
  }

  /// How many bytes the item at the start takes, self-described tag included.
  public static int length(byte[] bytes) throws MalformedException {
    var in = ByteBuffer.wrap(bytes).position(isSelfDescribed(bytes) ? 3 : 0);
    new Cbor(in, new TreeBudget()).item(0);
    return in.position();
  }

  private @Nullable Object item(int depth) throws MalformedException {
    budget.spend(depth);
    int initial = octet();
    int info = initial & 0x1F;
    return switch (initial >> 5) {
      case UNSIGNED -> integer(argument(info), false);
      case NEGATIVE -> integer(argument(info), true);
      case BYTE_STRING, TEXT_STRING -> utf8(string(info));
      case ARRAY -> array(argument(info), depth);
      case MAP -> map(argument(info), depth);
      case TAG -> tagged(argument(info));
      default -> simple(info);
    };
  }

  private int octet() throws MalformedException {
    if (!in.hasRemaining()) {
      throw new MalformedException("the CBOR item is cut short");
    }
    return in.get() & 0xFF;
  }

  private long argument(int info) throws MalformedException {
    if (info < 24) {
      return info;
    }
    if (info > 27) {
      throw new MalformedException("a CBOR length that is indefinite or reserved");
    }
    return bits(1 << (info - 24));
  }

  private long bits(int octets) throws MalformedException {
    long bits = 0;
    for (int i = 0; i < octets; i++) {
      bits = (bits << 8) | octet();
    }
    return bits;
  }

  private static Long integer(long argument, boolean negative) throws MalformedException {
    if (argument < 0) {
      throw new MalformedException("a CBOR integer beyond 64 bits");
    }
    return negative ? -1 - argument : argument;
  }

  private byte[] string(int info) throws MalformedException {
    long length = argument(info);
    if (length < 0 || length > in.remaining()) {
      throw new MalformedException("a CBOR string runs past the end");
    }
    var bytes = new byte[(int) length];
    in.get(bytes);
    return bytes;
  }

  private static String utf8(byte[] bytes) throws MalformedException {
    try {
      CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return text.toString();
    } catch (CharacterCodingException e) {
      throw new MalformedException("a CBOR string that is not UTF-8");
    }
  }

  private List<@Nullable Object> array(long length, int depth) throws MalformedException {
    atMost(length, in.remaining());
    var list = new ArrayList<@Nullable Object>();
    for (long i = 0; i < length; i++) {
      list.add(item(depth + 1));
    }
    return list;
  }

  private Map<String, @Nullable Object> map(long length, int depth) throws MalformedException {
    atMost(length, in.remaining() / 2);
    var map = new LinkedHashMap<String, @Nullable Object>();
    for (long i = 0; i < length; i++) {
      int initial = octet();
      int major = initial >> 5;
      if (major != BYTE_STRING && major != TEXT_STRING) {
        throw new MalformedException("a CBOR key that is not a string");
      }
      map.put(utf8(string(initial & 0x1F)), item(depth + 1));
    }
    return map;
  }

  private static void atMost(long length, int limit) throws MalformedException {
    if (length < 0 || length > limit) {
      throw new MalformedException("a CBOR collection longer than its bytes");
    }
  }

  private String tagged(long tag) throws MalformedException {
    int initial = octet();
    if (initial >> 5 != BYTE_STRING) {
      throw new MalformedException("CBOR tag " + Long.toUnsignedString(tag));
    }
    var bytes = string(initial & 0x1F);
    return switch ((int) Math.min(tag & Long.MAX_VALUE, Integer.MAX_VALUE)) {
      case TAG_BASE64 -> Base64.getEncoder().encodeToString(bytes);
      case TAG_BASE64URL -> Base64.getUrlEncoder().encodeToString(bytes);
      case TAG_BASE16 -> HexFormat.of().formatHex(bytes);
      default -> throw new MalformedException("CBOR tag " + Long.toUnsignedString(tag));
    };
  }

  private @Nullable Object simple(int info) throws MalformedException {
    return switch (info) {
      case 20 -> false;
      case 21 -> true;
      case 22, 23 -> null;
      case 25 -> decimal(Float.float16ToFloat((short) bits(2)));
      case 26 -> decimal(Float.intBitsToFloat((int) bits(4)));
      case 27 -> decimal(Double.longBitsToDouble(bits(8)));
      default -> throw new MalformedException("CBOR simple value " + info);
    };
  }

  private static Double decimal(double value) throws MalformedException {
    if (!Double.isFinite(value)) {
      throw new MalformedException("a CBOR float that is not a number");
    }
    return value;
  }

  /// Whether a number is stored as a CBOR integer.
  static boolean isInteger(Number number) {
    return !(number instanceof Double || number instanceof Float || number instanceof BigDecimal);
  }
}
