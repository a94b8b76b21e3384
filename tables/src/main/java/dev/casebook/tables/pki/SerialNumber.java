package dev.casebook.tables.pki;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;

/// A certificate's serial number, as `index.txt` and as logs write it.
public record SerialNumber(BigInteger value) {

  /// RFC 5280 allows 160.
  private static final int BITS_MAX = 512;

  public boolean isWithinBounds() {
    return value.bitLength() <= BITS_MAX;
  }

  /// Two digits an octet, upper case, without the octet that only says that it is positive.
  public String hex() {
    byte[] octets = value.toByteArray();
    return HexFormat.of()
        .withUpperCase()
        .formatHex(
            octets.length > 1 && octets[0] == 0
                ? Arrays.copyOfRange(octets, 1, octets.length)
                : octets);
  }

  public String decimal() {
    return value.toString();
  }
}
