package dev.casebook.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

  @ParameterizedTest
  @CsvSource({
    "etc/*, etc/hosts, true",
    "etc/*, etc/pam.d/su, false",
    "etc/*, etc, false",
    "etc/**, etc/pam.d/su, true",
    "etc/**, etc, false",
    "**/*.log, a.log, true",
    "**/*.log, a/b/c.log, true",
    "a/**/b, a/b, true",
    "a/**/b, a/x/y/b, true",
    "a/**/b, ab, false",
    "proc/*/status, proc/1/status, true",
    "a?c, abc, true",
    "a?c, ac, false",
    "a.c, abc, false",
    "dmesg*, dmesg, true"
  })
  void matches(String glob, String path, boolean expected) {
    assertThat(Glob.of(glob).matches(path)).isEqualTo(expected);
    assertThat(Glob.of(glob).pattern().matcher(path).matches()).isEqualTo(expected);
  }

  @Test
  void thePatternAgreesWithTheMatcher() {
    var random = new Random(20_261_122);
    int matched = 0;
    for (int i = 0; i < 200_000; i++) {
      var glob = Glob.of(path(random, new String[] {"a", "b", "*", "?", "a*", "*b", "**", "."}));
      var path = path(random, new String[] {"a", "b", "ab", "ba", ".", "aab"});
      boolean matches = glob.matches(path);
      assertThat(glob.pattern().matcher(path).matches())
          .as("%s on %s", glob, path)
          .isEqualTo(matches);
      matched += matches ? 1 : 0;
    }
    assertThat(matched).isGreaterThan(5_000);
  }

  private static String path(Random random, String[] names) {
    var path = new StringBuilder(names[random.nextInt(names.length)]);
    for (int i = random.nextInt(4); i > 0; i--) {
      path.append('/').append(names[random.nextInt(names.length)]);
    }
    return path.toString();
  }

  @Test
  void manyStarsTakeNoLongTime() {
    assertThat(Glob.of("*a".repeat(50) + "b").matches("a".repeat(2000))).isFalse();
  }

  @Test
  void theLiteralPrefixEndsBeforeTheFirstWildcard() {
    assertThat(Glob.of("var/log/**").literalPrefix()).isEqualTo("var/log/");
    assertThat(Glob.of("var/l*/x").literalPrefix()).isEqualTo("var/");
    assertThat(Glob.of("hosts").literalPrefix()).isEmpty();
    assertThat(Glob.of("etc/*").under("sos").text()).isEqualTo("sos/etc/*");
    assertThat(Glob.of("etc/hosts").isLiteral()).isTrue();
  }
}
