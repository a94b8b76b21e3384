package dev.casebook.wings.accounts.credentials;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// Passwords as they are kept: `$argon2id$v=19$m=19456,t=2,p=1$SALT$HASH`, which other programs
/// read too. About a tenth of a second of work each.
///
/// Source: RFC 9106; OWASP Password Storage Cheat Sheet for the cost.
final class Passwords {

  private static final int MEMORY_KIB = 19_456;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;

  /// A character of UTF-16 takes at most so many, and a pair of them four.
  private static final int UTF8_BYTES_MAX = 3;

  private static final Pattern FORM =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=([0-9]{1,7}),t=([0-9]{1,3}),p=([0-9]{1,2})"
              + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,172})");

  private static final SecureRandom RANDOM = new SecureRandom();

  private Passwords() {}

  static String hashed(char[] password) {
    var salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    byte[] hash = hash(password, salt, MEMORY_KIB, PASSES, LANES, HASH_BYTES);
    return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
        .formatted(MEMORY_KIB, PASSES, LANES, base64(salt), base64(hash));
  }

  static boolean matches(char[] password, String kept) {
    var matcher = FORM.matcher(kept);
    if (!matcher.matches()) {
      return false;
    }
    var decoder = Base64.getDecoder();
    byte[] wanted = decoder.decode(matcher.group(5));
    byte[] hash =
        hash(
            password,
            decoder.decode(matcher.group(4)),
            Integer.parseInt(matcher.group(1)),
            Integer.parseInt(matcher.group(2)),
            Integer.parseInt(matcher.group(3)),
            wanted.length);
    return MessageDigest.isEqual(hash, wanted);
  }

  private static byte[] hash(
      char[] password, byte[] salt, int memoryKib, int passes, int lanes, int bytes) {
    var generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(memoryKib)
            .withIterations(passes)
            .withParallelism(lanes)
            .withSalt(salt)
            .build());
    var hash = new byte[bytes];
    byte[] utf8 = utf8(password);
    generator.generateBytes(utf8, hash);
    Arrays.fill(utf8, (byte) 0);
    return hash;
  }

  static byte[] utf8(char[] text) {
    var bytes = new byte[text.length * UTF8_BYTES_MAX];
    var encoded = ByteBuffer.wrap(bytes);
    var encoder =
        StandardCharsets.UTF_8
            .newEncoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    encoder.encode(CharBuffer.wrap(text), encoded, true);
    byte[] whole = Arrays.copyOf(bytes, encoded.position());
    Arrays.fill(bytes, (byte) 0);
    return whole;
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().withoutPadding().encodeToString(bytes);
  }
}
