package dev.casebook.wings.accounts.targets.mariadb;

import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// What mysql_native_password keeps of a password: `*` and SHA1(SHA1(password)) in upper case. It
/// is made here, so that the password itself is in no statement and in no log of the server.
final class NativePassword {

  /// Which no password has.
  static final String NONE = "*" + "0".repeat(40);

  private NativePassword() {}

  static String hash(char[] password) {
    try {
      var sha = MessageDigest.getInstance("SHA-1");
      var bytes = StandardCharsets.UTF_8.encode(CharBuffer.wrap(password));
      var clear = new byte[bytes.remaining()];
      bytes.get(clear);
      return "*" + HexFormat.of().withUpperCase().formatHex(sha.digest(sha.digest(clear)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
