package dev.casebook.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EnumerationTest {

  @Test
  void aFewNamesAreAllShown() {
    assertThat(Enumeration.of(List.of("a", "b", "c"), 2, Wording.of("en"))).isEqualTo("a, b, c");
  }

  @Test
  void manyNamesAreCounted() {
    assertThat(Enumeration.of(List.of("a", "b", "c", "d"), 2, Wording.of("en")))
        .isEqualTo("a, b and 2 more");
  }

  @Test
  void whatWasLookedForIsShortenedAndTheReasonKept() {
    assertThat(Enumeration.ofMissing("routes: looked for a, b, c, d, e, f; f is empty"))
        .isEqualTo("routes: looked for a, b, c and 3 more; f is empty");
    assertThat(Enumeration.ofMissing("t: looked for a; 1; 2; 3; 4"))
        .isEqualTo("t: looked for a; 1; 2; and 2 more");
  }
}
