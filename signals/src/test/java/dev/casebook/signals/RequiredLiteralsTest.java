package dev.casebook.signals;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequiredLiteralsTest {

  private static RequiredLiterals of(String regex) {
    return RequiredLiterals.of(LinePattern.of("p", regex).tree());
  }

  @Test
  void aLiteralGoesOnInAFewWays() {
    assertThat(of("Failed (?:password|publickey) for (?<user>\\w+)").literals())
        .containsExactlyInAnyOrder("failed password for ", "failed publickey for ");
  }

  @Test
  void ofTooManyWaysTheLongerPartIsRequired() {
    assertThat(of("(?:a|b|c)(?:d|e|f)(?:one|two)").literals())
        .containsExactlyInAnyOrder("one", "two");
  }

  @Test
  void whatHasOtherPartsIsNotWhole() {
    assertThat(of("a[0-9]").isWhole()).isFalse();
    assertThat(of("x(?:ab[0-9]c)y").literals()).containsExactly("ab");
    assertThat(of("^ab$").isWhole()).isTrue();
  }
}
