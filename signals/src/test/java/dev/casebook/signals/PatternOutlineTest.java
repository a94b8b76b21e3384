package dev.casebook.signals;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatternOutlineTest {
  private static final String REGEX = "^Failed (?:password|publickey) for (?<user>[^ ]+) from";

  @Test
  void tellsGroupsAndLiterals() {
    assertThat(PatternOutline.of(REGEX))
        .contains(
            new PatternOutline(
                List.of("user"), List.of("failed password for ", "failed publickey for "), true));
  }

  @ParameterizedTest
  @CsvSource({
    "error 24,false",
    "[1-9]x,false",
    "depth=[0-8],false",
    "(?<n>[0-9a-f]+) of \\d,true",
    "[^\"]+ \\w\\b.?$,true",
    "(?:a|b{2}|[^5]),false"
  })
  void tellsWhetherCertainDigitsAreAskedFor(String regex, boolean isBlind) {
    assertThat(PatternOutline.of(regex).orElseThrow().isBlindToDigits()).isEqualTo(isBlind);
  }

  @Test
  void ofWhatCantBeUsedThereIsNone() {
    assertThat(PatternOutline.of("(?=x)")).isEmpty();
  }

  @Test
  void whatIsKnownIsParsedWhenALineMayMatch() {
    var known = Optional.of(new PatternOutline(List.of("a"), List.of("b"), true));
    var broken = LinePattern.of("", "(?=x)", known);
    assertThat(broken.groups()).containsExactly("a");
    assertThat(broken.literals()).containsExactly("b");
    byte[] line = "x".getBytes(UTF_8);
    assertThatThrownBy(() -> broken.find(line, 0, 1, new Groups()))
        .isInstanceOf(UnsupportedPatternException.class);

    var pattern = LinePattern.of("", REGEX, PatternOutline.of(REGEX));
    byte[] found = "Failed password for bob from".getBytes(UTF_8);
    var groups = new Groups();
    assertThat(pattern.find(found, 0, found.length, groups)).isTrue();
    assertThat(groups.texts()).containsExactly("bob");
  }
}
