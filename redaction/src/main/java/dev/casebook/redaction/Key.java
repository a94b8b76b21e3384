package dev.casebook.redaction;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What tokens hang on beside what they stand for: without it nobody can try names until the token
/// fits. The same key gives the same tokens, in another bundle too.
final class Key {

  private static final String ALGORITHM = "HmacSHA256";

  private static final int BYTES = 32;

  private final byte[] bytes;
  private final Mac mac;

  private Key(byte[] bytes) {
    this.bytes = bytes;
    try {
      mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(bytes, ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  static Key fresh() {
    var bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return new Key(bytes);
  }

  /// @param hex as [#hex] gave it
  static Key of(String hex) {
    return new Key(HexFormat.of().parseHex(hex));
  }

  String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  /// 64 bits that hang on all of these.
  long bits(String purpose, long high, long low, int attempt) {
    mac.update(purpose.getBytes(StandardCharsets.UTF_8));
    mac.update(ByteBuffer.allocate(20).putLong(high).putLong(low).putInt(attempt).array());
    return ByteBuffer.wrap(mac.doFinal()).getLong();
  }

  /// 64 bits that hang on a text.
  long bits(String purpose, String text, int attempt) {
    mac.update(text.getBytes(StandardCharsets.UTF_8));
    return bits(purpose, 0, 0, attempt);
  }
}
