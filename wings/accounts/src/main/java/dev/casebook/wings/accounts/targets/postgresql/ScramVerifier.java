package dev.casebook.wings.accounts.targets.postgresql;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/// What a server keeps of a password: `SCRAM-SHA-256$ITERATIONS:SALT$STOREDKEY:SERVERKEY` (RFC
/// 5802, RFC 7677). It is made here, so that the password itself is in no statement and in no log
/// of the server.
///
/// Passwords are printable ASCII: what SASLprep (RFC 4013) makes of others differs by client.
record ScramVerifier(int iterations, String salt, String keys) {

  /// As the server makes them itself.
  static final int ITERATIONS = 4096;

  static final int SALT_BYTES = 16;

  /// So that whoever may write what we read can't keep us busy.
  private static final int ITERATIONS_MAX = 1_000_000;

  private static final int KEY_BITS = 256;

  private static final Pattern FORM =
      Pattern.compile(
          "SCRAM-SHA-256\\$([1-9][0-9]{0,6}):((?:[A-Za-z0-9+/]{4}){0,50}(?:[A-Za-z0-9+/]{4}|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{2}==))\\$([A-Za-z0-9+/=]+:[A-Za-z0-9+/=]+)");

  /// Empty for what is none, such as an MD5 hash.
  static Optional<ScramVerifier> of(String text) {
    var matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int iterations = Integer.parseInt(matcher.group(1));
    return iterations > ITERATIONS_MAX
        ? Optional.empty()
        : Optional.of(new ScramVerifier(iterations, matcher.group(2), matcher.group(3)));
  }

  /// @param salt in Base64
  static ScramVerifier of(char[] password, String salt, int iterations) {
    var spec = new PBEKeySpec(password, Base64.getDecoder().decode(salt), iterations, KEY_BITS);
    try {
      var salted =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
      var stored = MessageDigest.getInstance("SHA-256").digest(keyed(salted, "Client Key"));
      var base64 = Base64.getEncoder();
      return new ScramVerifier(
          iterations,
          salt,
          base64.encodeToString(stored) + ":" + base64.encodeToString(keyed(salted, "Server Key")));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    } finally {
      spec.clearPassword();
    }
  }

  private static byte[] keyed(byte[] key, String text) throws GeneralSecurityException {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
  }

  boolean isOf(char[] password) {
    return of(password, salt, iterations).keys().equals(keys);
  }

  @Override
  public String toString() {
    return "SCRAM-SHA-256$%d:%s$%s".formatted(iterations, salt, keys);
  }
}
