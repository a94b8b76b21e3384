package dev.casebook.tables.pki;

import java.security.cert.CRLException;
import java.time.Instant;
import java.util.HexFormat;
import javax.security.auth.x500.X500Principal;
import org.jspecify.annotations.Nullable;

/// A CertificateList of RFC 5280, section 5.1, with its entries still undecoded.
///
/// The JDK's own parser builds an object of some 300 bytes for each entry before the first can be
/// asked for; a list may have a million.
///
/// @param revoked the sequence of entries; null in a list that has none
record RevocationList(
    String issuer,
    @Nullable String number,
    Instant thisUpdate,
    @Nullable Instant nextUpdate,
    @Nullable Der revoked) {

  /// 2.5.29.20 and 2.5.29.21
  private static final byte[] CRL_NUMBER = HexFormat.of().parseHex("551d14");

  private static final byte[] REASON_CODE = HexFormat.of().parseHex("551d15");

  /// The tag of the list's own extensions: `[0]`.
  private static final int EXTENSIONS = 0xa0;

  /// A number of a list has up to 20 octets.
  private static final int NUMBER_OCTETS_MAX = 64;

  static RevocationList of(byte[] der) throws CRLException {
    var list = Der.of(der).contents().next(Der.SEQUENCE).contents();
    if (list.isNext(Der.INTEGER)) {
      list.next();
    }
    list.next(Der.SEQUENCE);
    var issuer = issuer(list.next(Der.SEQUENCE));
    var thisUpdate = time(list.next());
    @Nullable Instant nextUpdate =
        list.isNext(Der.UTC_TIME) || list.isNext(Der.GENERALIZED_TIME) ? time(list.next()) : null;
    @Nullable Der revoked = list.isNext(Der.SEQUENCE) ? list.next() : null;
    @Nullable Der number =
        list.isNext(EXTENSIONS)
            ? extension(list.next().contents().next(Der.SEQUENCE), CRL_NUMBER)
            : null;
    return new RevocationList(
        issuer, number == null ? null : number(number), thisUpdate, nextUpdate, revoked);
  }

  /// The entries, each a sequence; none in a list that revokes nothing.
  Der.Contents entries() {
    return revoked == null ? Der.NOTHING : revoked.contents();
  }

  /// A revoked certificate.
  record Entry(SerialNumber serial, Instant revokedAt, @Nullable String reason) {

    static Entry of(Der entry) throws CRLException {
      var parts = entry.contents();
      var serial = new SerialNumber(parts.next(Der.INTEGER).integer());
      if (!serial.isWithinBounds()) {
        throw new CRLException("a serial number of more than 64 octets");
      }
      var revokedAt = time(parts.next());
      @Nullable Der reason =
          parts.isNext(Der.SEQUENCE) ? extension(parts.next(), REASON_CODE) : null;
      return new Entry(serial, revokedAt, reason == null ? null : reasonOf(reason));
    }
  }

  /// What an extension of this name holds; null if it is not there.
  private static @Nullable Der extension(Der extensions, byte[] name) throws CRLException {
    for (var all = extensions.contents(); all.hasNext(); ) {
      var extension = all.next(Der.SEQUENCE).contents();
      if (extension.next(Der.OBJECT_IDENTIFIER).contains(name)) {
        if (!extension.isNext(Der.OCTET_STRING)) {
          extension.next(); // whether it is critical
        }
        return extension.next(Der.OCTET_STRING).contents().next();
      }
    }
    return null;
  }

  private static String number(Der number) throws CRLException {
    if (number.to() - number.from() > NUMBER_OCTETS_MAX) {
      throw new CRLException("a number of more than 64 octets");
    }
    return number.integer().toString();
  }

  private static Instant time(Der value) throws CRLException {
    var time = value.time();
    if (time == null) {
      throw new CRLException("no time at byte " + value.start());
    }
    return time;
  }

  private static String issuer(Der name) throws CRLException {
    try {
      return new X500Principal(name.whole()).getName();
    } catch (IllegalArgumentException e) {
      throw new CRLException("no issuer at byte " + name.start(), e);
    }
  }

  /// CRLReason of RFC 5280, 5.3.1, by OpenSSL's names.
  private static String reasonOf(Der code) {
    return switch (code.content().length == 1 ? code.content()[0] : -1) {
      case 0 -> "unspecified";
      case 1 -> "keyCompromise";
      case 2 -> "CACompromise";
      case 3 -> "affiliationChanged";
      case 4 -> "superseded";
      case 5 -> "cessationOfOperation";
      case 6 -> "certificateHold";
      case 8 -> "removeFromCRL";
      case 9 -> "privilegeWithdrawn";
      case 10 -> "AACompromise";
      default -> "unknown";
    };
  }
}
