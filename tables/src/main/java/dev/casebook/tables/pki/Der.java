package dev.casebook.tables.pki;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.cert.CRLException;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A value in DER (X.690) where it lies; nothing is copied until it is asked for.
///
/// @param start of its tag
/// @param from of its content
/// @param to the end of both
record Der(byte[] bytes, int tag, int start, int from, int to) {

  static final int INTEGER = 0x02;
  static final int OCTET_STRING = 0x04;
  static final int OBJECT_IDENTIFIER = 0x06;
  static final int ENUMERATED = 0x0a;
  static final int UTC_TIME = 0x17;
  static final int GENERALIZED_TIME = 0x18;
  static final int SEQUENCE = 0x30;

  /// No value's parts.
  static final Contents NOTHING = new Contents(new byte[0], 0, 0, false);

  /// A length of more octets does not fit an array.
  private static final int LENGTH_OCTETS_MAX = 4;

  private static final int LONG_FORM = 0x80;

  /// The value that these bytes are.
  static Der of(byte[] bytes) throws CRLException {
    return new Contents(bytes, 0, bytes.length, false).next();
  }

  /// The value that begins with these bytes, and ends with them where it is cut.
  static Der ofHead(byte[] bytes) throws CRLException {
    return new Contents(bytes, 0, bytes.length, true).next();
  }

  /// A value's parts, one after another.
  static final class Contents {
    private final byte[] bytes;
    private final int end;
    private final boolean cut;
    private int at;

    private Contents(byte[] bytes, int from, int end, boolean cut) {
      this.bytes = bytes;
      this.at = from;
      this.end = end;
      this.cut = cut;
    }

    boolean hasNext() {
      return at < end;
    }

    /// Whether the next one has this tag.
    boolean isNext(int tag) {
      return at < end && (bytes[at] & 0xff) == tag;
    }

    Der next(int tag) throws CRLException {
      var value = next();
      if (value.tag != tag) {
        throw new CRLException("another kind of value at byte " + value.start);
      }
      return value;
    }

    Der next() throws CRLException {
      int start = at;
      int tag = octet();
      long length = octet();
      if (length >= LONG_FORM) {
        int octets = (int) length - LONG_FORM;
        if (octets == 0 || octets > LENGTH_OCTETS_MAX) {
          throw new CRLException("no length at byte " + start);
        }
        length = 0;
        for (int i = 0; i < octets; i++) {
          length = length << 8 | octet();
        }
      }
      if (length > end - at && !cut) {
        throw new CRLException("a value at byte " + start + " is longer than what it is in");
      }
      var value = new Der(bytes, tag, start, at, at + (int) Math.min(length, end - at));
      at = value.to;
      return value;
    }

    private int octet() throws CRLException {
      if (at >= end) {
        throw new CRLException("cut at byte " + at);
      }
      return bytes[at++] & 0xff;
    }
  }

  Contents contents() {
    return new Contents(bytes, from, to, false);
  }

  /// Its parts where its end may be missing.
  Contents contentsOfHead() {
    return new Contents(bytes, from, to, true);
  }

  /// Its content alone.
  byte[] content() {
    return Arrays.copyOfRange(bytes, from, to);
  }

  /// Its tag, length and content.
  byte[] whole() {
    return Arrays.copyOfRange(bytes, start, to);
  }

  BigInteger integer() throws CRLException {
    if (from == to) {
      throw new CRLException("an empty number at byte " + start);
    }
    return new BigInteger(bytes, from, to - from);
  }

  /// Null if it is no time.
  @Nullable Instant time() {
    return tag == UTC_TIME || tag == GENERALIZED_TIME
        ? Asn1Time.of(new String(bytes, from, to - from, StandardCharsets.US_ASCII))
        : null;
  }

  boolean contains(byte[] content) {
    return Arrays.equals(bytes, from, to, content, 0, content.length);
  }
}
