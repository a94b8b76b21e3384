package dev.casebook.wings.accounts.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneTimeCodeTest {

  private static final byte[] SEED = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

  /// RFC 4226, appendix D.
  @ParameterizedTest
  @CsvSource({
    "0,755224", "1,287082", "2,359152", "3,969429", "4,338314",
    "5,254676", "6,287922", "7,162583", "8,399871", "9,520489"
  })
  void aCounterHasItsValue(long counter, String value) {
    assertThat(OneTimeCode.at(SEED, counter)).isEqualTo(value);
  }

  /// RFC 6238, appendix B: the last six digits of those for SHA-1.
  @ParameterizedTest
  @CsvSource({
    "59,287082",
    "1111111109,081804",
    "1111111111,050471",
    "1234567890,005924",
    "2000000000,279037",
    "20000000000,353130"
  })
  void aTimeHasItsValue(long second, String value) {
    assertThat(OneTimeCode.at(SEED, OneTimeCode.step(Instant.ofEpochSecond(second))))
        .isEqualTo(value);
  }

  @Test
  void aCounterIsLookedForAheadAndNeverBack() {
    var token = new Token("t", Token.Kind.HOTP, SEED, 2);
    var now = Instant.EPOCH;
    assertThat(OneTimeCode.position(token, "359152", now)).isEmpty();
    assertThat(OneTimeCode.position(token, "755224", now)).isEmpty();
    assertThat(OneTimeCode.position(token, "969429", now)).hasValue(3);
    assertThat(OneTimeCode.position(token, OneTimeCode.at(SEED, 12), now)).hasValue(12);
    assertThat(OneTimeCode.position(token, OneTimeCode.at(SEED, 13), now)).isEmpty();
  }

  @Test
  void aStepThatWasTakenIsNotTakenAgainWhateverTheClock() {
    var now = Instant.ofEpochSecond(3000);
    var token = new Token("t", Token.Kind.TOTP, SEED, -1);
    assertThat(OneTimeCode.position(token, OneTimeCode.at(SEED, 99), now)).hasValue(99);
    assertThat(OneTimeCode.position(token, OneTimeCode.at(SEED, 101), now)).hasValue(101);
    assertThat(OneTimeCode.position(token, OneTimeCode.at(SEED, 98), now)).isEmpty();
    assertThat(OneTimeCode.position(token, OneTimeCode.at(SEED, 102), now)).isEmpty();
    var taken = token.takenAt(100);
    assertThat(OneTimeCode.position(taken, OneTimeCode.at(SEED, 100), now)).isEmpty();
    assertThat(OneTimeCode.position(taken, OneTimeCode.at(SEED, 101), now)).hasValue(101);
  }

  @Test
  void twoValuesInARowFindATokenThatRanAhead() {
    var token = new Token("t", Token.Kind.HOTP, SEED, 2);
    var now = Instant.EPOCH;
    var first = OneTimeCode.at(SEED, 400);
    var second = OneTimeCode.at(SEED, 401);
    assertThat(OneTimeCode.positionOfTwo(token, first, second, now)).hasValue(401);
    assertThat(OneTimeCode.positionOfTwo(token, second, first, now)).isEmpty();
    assertThat(OneTimeCode.positionOfTwo(token, "755224", "287082", now)).isEmpty();
  }

  /// RFC 4648, section 10.
  @ParameterizedTest
  @CsvSource({
    "f,MY",
    "fo,MZXQ",
    "foo,MZXW6",
    "foob,MZXW6YQ",
    "fooba,MZXW6YTB",
    "foobar,MZXW6YTBOI"
  })
  void aSeedIsWrittenForApps(String text, String base32) {
    assertThat(Base32.text(text.getBytes(StandardCharsets.US_ASCII))).isEqualTo(base32);
  }
}
