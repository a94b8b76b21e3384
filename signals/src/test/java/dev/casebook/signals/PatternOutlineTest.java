package dev.casebook.signals;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PatternOutlineTest {
  private static final String REGEX = "^Failed (?:password|publickey) for (?<user>[^ ]+) from";

  @Test
  void tellsGroupsAndLiterals() {
    assertThat(PatternOutline.of(REGEX))
        .contains(
            new PatternOutline(
                List.of("user"), List.of("failed password for ", "failed publickey for ")));
  }

  @Test
  void ofWhatCantBeUsedThereIsNone() {
    assertThat(PatternOutline.of("(?=x)")).isEmpty();
  }

  @Test
  void whatIsKnownIsParsedWhenALineMayMatch() {
    var known = Optional.of(new PatternOutline(List.of("a"), List.of("b")));
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
