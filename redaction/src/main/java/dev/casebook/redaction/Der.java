package dev.casebook.redaction;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// A certificate, a request or a list of revocations with other names in it: its strings are
/// replaced and the lengths around them made right again (X.690, DER). Its signature no longer
/// fits, which nobody checks who only reads it.
final class Der {

  /// As deep as certificates go is 12.
  private static final int DEPTH_MAX = 32;

  private static final int OCTETS = 0x04;
  private static final int UTF8 = 0x0c;
  private static final int PRINTABLE = 0x13;
  private static final int TELETEX = 0x14;
  private static final int IA5 = 0x16;
  private static final int UNIVERSAL_STRING = 0x1c;
  private static final int BMP = 0x1e;
  private static final int CONSTRUCTED = 0x20;

  /// GeneralName (RFC 5280, section 4.2.1.6): mail, DNS, URI, address.
  private static final int MAIL = 0x81;

  private static final int DNS = 0x82;
  private static final int URI = 0x86;
  private static final int ADDRESS = 0x87;

  /// The longest text that is a name; RFC 5280, appendix A.1, has at most 64 for most.
  private static final int NAME_MAX = 1024;

  /// Gives what stands in the place of names.
  interface Names {
    String name(String name);

    byte[] address(byte[] address);
  }

  private final byte[] bytes;
  private final Names names;

  private Der(byte[] bytes, Names names) {
    this.bytes = bytes;
    this.names = names;
  }

  /// Empty if the bytes are not DER.
  static Optional<byte[]> renamed(byte[] bytes, Names names) {
    try {
      var out = new ByteArrayOutputStream();
      new Der(bytes, names).values(0, bytes.length, 0, out);
      return Optional.of(out.toByteArray());
    } catch (Malformed e) {
      return Optional.empty();
    }
  }

  private static final class Malformed extends Exception {
    private static final long serialVersionUID = 1;
  }

  private void values(int from, int to, int depth, ByteArrayOutputStream out) throws Malformed {
    int at = from;
    while (at < to) {
      at = value(at, to, depth, out);
    }
  }

  private int value(int at, int to, int depth, ByteArrayOutputStream out) throws Malformed {
    if (at + 2 > to || depth > DEPTH_MAX || (bytes[at] & 0x1f) == 0x1f) {
      throw new Malformed();
    }
    int tag = bytes[at] & 0xff;
    int start = at + 2;
    int length = bytes[at + 1] & 0xff;
    if (length > 0x80) {
      int count = length & 0x7f;
      if (count > 3 || start + count > to) {
        throw new Malformed();
      }
      length = 0;
      for (int i = 0; i < count; i++) {
        length = (length << 8) | (bytes[start++] & 0xff);
      }
    } else if (length == 0x80) {
      throw new Malformed();
    }
    if (length > to - start) {
      throw new Malformed();
    }
    write(tag, content(tag, start, start + length, depth), out);
    return start + length;
  }

  private byte[] content(int tag, int from, int to, int depth) throws Malformed {
    if ((tag & CONSTRUCTED) != 0) {
      var inner = new ByteArrayOutputStream();
      values(from, to, depth + 1, inner);
      return inner.toByteArray();
    }
    return switch (tag) {
      case OCTETS -> octets(from, to, depth);
      case UTF8, TELETEX, PRINTABLE, IA5, MAIL, DNS, URI -> text(from, to, StandardCharsets.UTF_8);
      case BMP -> text(from, to, StandardCharsets.UTF_16BE);
      case UNIVERSAL_STRING -> text(from, to, Charset.forName("UTF-32BE"));
      case ADDRESS -> names.address(Arrays.copyOfRange(bytes, from, to));
      default -> Arrays.copyOfRange(bytes, from, to);
    };
  }

  private byte[] text(int from, int to, Charset charset) {
    var text = new String(bytes, from, to - from, charset);
    boolean isName = text.length() <= NAME_MAX && text.chars().noneMatch(c -> c < ' ');
    return isName ? names.name(text).getBytes(charset) : Arrays.copyOfRange(bytes, from, to);
  }

  /// What an extension holds is DER of its own, or bytes that only look like it.
  private byte[] octets(int from, int to, int depth) {
    if (to - from > 2 && (bytes[from] & 0xff) == 0x30) {
      var inner = new ByteArrayOutputStream();
      try {
        values(from, to, depth + 1, inner);
        return inner.toByteArray();
      } catch (Malformed e) {
        // Then it is a key's id, or the like.
      }
    }
    return Arrays.copyOfRange(bytes, from, to);
  }

  private static void write(int tag, byte[] content, ByteArrayOutputStream out) {
    out.write(tag);
    int length = content.length;
    if (length < 0x80) {
      out.write(length);
    } else {
      int count = length < 0x100 ? 1 : length < 0x1_0000 ? 2 : 3;
      out.write(0x80 | count);
      for (int shift = 8 * (count - 1); shift >= 0; shift -= 8) {
        out.write(length >>> shift);
      }
    }
    out.writeBytes(content);
  }
}
