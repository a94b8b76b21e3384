package dev.casebook.wings.accounts.credentials;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.OptionalLong;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Values of one use, six digits, HMAC-SHA-1.
///
/// Source: RFC 4226, sections 5.3 and 7; RFC 6238, section 5.
public final class OneTimeCode {

  public static final int DIGITS = 6;

  private static final int MODULUS = 1_000_000;
  private static final long STEP_SECONDS = 30;

  /// A counter that somebody pressed on without signing in is found so far ahead.
  private static final int AHEAD = 10;

  /// With two values in a row, so far.
  private static final int RESYNC_AHEAD = 1000;

  /// A clock may be off by so many steps.
  private static final int DRIFT = 1;

  private OneTimeCode() {}

  /// The value at a counter or time step.
  public static String at(byte[] seed, long position) {
    try {
      var mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(seed, "RAW"));
      byte[] hash = mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(position).array());
      int offset = hash[hash.length - 1] & 0xf;
      int number = ByteBuffer.wrap(hash).getInt(offset) & 0x7fffffff;
      return "%06d".formatted(number % MODULUS);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public static long step(Instant time) {
    return Math.floorDiv(time.getEpochSecond(), STEP_SECONDS);
  }

  /// Where a value stands after the last one taken: ahead only, never back.
  ///
  /// @return the position to be taken, if the value is good
  static OptionalLong position(Token token, String code, Instant now) {
    return switch (token.kind()) {
      case HOTP -> first(token, code, token.position() + 1, token.position() + 1 + AHEAD);
      case TOTP -> {
        long step = step(now);
        yield first(token, code, Math.max(token.position() + 1, step - DRIFT), step + DRIFT + 1);
      }
    };
  }

  /// Where the second of two values in a row stands, further ahead than one alone is looked for.
  static OptionalLong positionOfTwo(Token token, String first, String second, Instant now) {
    long from = token.kind() == Token.Kind.HOTP ? token.position() + 1 : step(now) - RESYNC_AHEAD;
    long to = from + 2L * RESYNC_AHEAD;
    var seed = token.seed();
    for (long i = Math.max(from, token.position() + 1); i < to; i++) {
      if (equal(at(seed, i), first) && equal(at(seed, i + 1), second)) {
        return OptionalLong.of(i + 1);
      }
    }
    return OptionalLong.empty();
  }

  private static OptionalLong first(Token token, String code, long from, long to) {
    var seed = token.seed();
    for (long i = from; i < to; i++) {
      if (equal(at(seed, i), code)) {
        return OptionalLong.of(i);
      }
    }
    return OptionalLong.empty();
  }

  private static boolean equal(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.UTF_8));
  }
}
