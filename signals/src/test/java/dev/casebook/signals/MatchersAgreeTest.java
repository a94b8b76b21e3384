package dev.casebook.signals;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MatchersAgreeTest {
  /// More of them: `-Dtest.jvm.args="--enable-native-access=ALL-UNNAMED -Drounds=100000"`.
  private static final int ROUNDS = Integer.getInteger("rounds", 100);

  private static final int FROM = Integer.getInteger("from", 0);

  @Test
  void bothFiltersLeadToWhatTheDefinitionSays() {
    for (int seed = FROM; seed < FROM + ROUNDS; seed++) {
      var samples = new RandomSamples(seed);
      List<LinePattern> patterns = patterns(samples);
      int lines = 1 + samples.below(40);
      byte[] log = samples.below(2) == 0 ? samples.log(lines) : samples.log(patterns, lines);
      int limit = samples.below(4) == 0 ? 1 + samples.below(60) : 1 << 20;
      List<String> expected = Matching.expected(patterns, log, limit);
      try (var fast = PatternSet.ofHyperscan(patterns, Optional.empty());
          var slow = PatternSet.ofJava(patterns)) {
        assertThat(Matching.matches(fast, log, limit, () -> 1 + samples.below(100)))
            .as("Hyperscan, seed %d", seed)
            .isEqualTo(expected);
        assertThat(Matching.matches(slow, log, limit, () -> 1 + samples.below(100)))
            .as("Java, seed %d", seed)
            .isEqualTo(expected);
      }
    }
  }

  /// What is printed for RE2/J must mean what was written. The JDK's engine tries every way, so
  /// lines are short; and it looks for `\B` between the halves of a character.
  @Test
  void aPatternMatchesWhereTheJdkSaysSo() {
    for (int seed = FROM; seed < FROM + ROUNDS; seed++) {
      var samples = new RandomSamples(seed);
      var pattern = LinePattern.of("p", samples.pattern());
      var reference = Pattern.compile(pattern.regex(), Pattern.UNIX_LINES);
      for (int i = 0; i < 20; i++) {
        String line = samples.line();
        assertThat(pattern.find(line, new Groups()))
            .as("seed %d, %s in %s", seed, pattern.regex(), line)
            .isEqualTo(reference.matcher(line).find());
      }
    }
  }

  /// What tries one way after the other finds what RE2/J finds, and in the same places.
  @Test
  void bothMatchersFindTheSame() {
    int decided = 0;
    int undecided = 0;
    for (int seed = FROM; seed < FROM + 20 * ROUNDS; seed++) {
      var samples = new RandomSamples(seed);
      var pattern = LinePattern.of("p", samples.pattern());
      var quick = Backtracker.of(pattern.tree(), pattern.groups().size());
      for (int i = 0; quick.isPresent() && i < 20; i++) {
        String line = i < 10 ? samples.line() : samples.line() + samples.match(pattern.tree());
        var bytes = line.getBytes(StandardCharsets.UTF_8);
        var exact = new Groups();
        var found = new Groups();
        int end = quick.get().find(found.run(), bytes, 0, bytes.length);
        found.found(pattern.groups().size());
        undecided += end == Step.UNKNOWN ? 1 : 0;
        if (end != Step.UNKNOWN) {
          decided++;
          boolean isFound = pattern.find(line, exact);
          assertThat(end >= 0)
              .as("seed %d, %s in %s", seed, pattern.regex(), line)
              .isEqualTo(isFound);
          if (isFound) {
            assertThat(found.texts())
                .as("seed %d, %s in %s", seed, pattern.regex(), line)
                .isEqualTo(exact.texts());
          }
        }
      }
    }
    assertThat(decided).isGreaterThan(300 * ROUNDS);
    assertThat(undecided).isLessThan(decided / 100);
  }

  /// What is known of a message holds for every other one that is the same up to where the matcher
  /// looked.
  @Test
  void whatFollowsWhereTheMatcherLookedChangesNothing() {
    int tried = 0;
    for (int seed = FROM; seed < FROM + 20 * ROUNDS; seed++) {
      var samples = new RandomSamples(seed);
      var pattern = LinePattern.of("p", samples.pattern());
      for (int i = 0; i < 10; i++) {
        var bytes =
            (samples.line() + samples.match(pattern.tree()) + samples.line())
                .getBytes(StandardCharsets.UTF_8);
        var found = new Groups();
        if (!pattern.find(bytes, 0, bytes.length, found) || found.reach() > bytes.length) {
          continue;
        }
        var texts = found.texts();
        var beginning = new String(bytes, 0, found.reach(), StandardCharsets.UTF_8);
        if (beginning.getBytes(StandardCharsets.UTF_8).length != found.reach()) {
          continue; // within a character, which no other message ends
        }
        for (var rest : List.of("", samples.line(), samples.match(pattern.tree()))) {
          tried++;
          var other = (beginning + rest).getBytes(StandardCharsets.UTF_8);
          var again = new Groups();
          assertThat(pattern.find(other, 0, other.length, again))
              .as("seed %d, %s in %s%s", seed, pattern.regex(), beginning, rest)
              .isTrue();
          assertThat(again.texts())
              .as("seed %d, %s in %s%s", seed, pattern.regex(), beginning, rest)
              .isEqualTo(texts);
        }
      }
    }
    assertThat(tried).isGreaterThan(100 * ROUNDS);
  }

  /// What goes back again and again ends nevertheless, with the right answer.
  @Test
  void aPatternThatGoesBackForEverIsLeftToTheOtherMatcher() {
    var pattern = LinePattern.of("p", "^(?:a|b|ab)*(?:[ab]+c?)+(?<x>d)");
    var line = "ab".repeat(200);
    var quick = Backtracker.of(pattern.tree(), 1).orElseThrow();
    var bytes = line.getBytes(StandardCharsets.UTF_8);
    assertThat(quick.find(new Groups().run(), bytes, 0, bytes.length)).isEqualTo(Step.UNKNOWN);
    assertThat(pattern.find(bytes, 0, bytes.length, new Groups())).isFalse();
    var deep = ("x,".repeat(50_000) + "y").getBytes(StandardCharsets.UTF_8);
    assertThat(LinePattern.of("p", "^(?:[a-x],)+y").find(deep, 0, deep.length, new Groups()))
        .isTrue();
  }

  /// RE2/J sees U+FFFD there.
  @Test
  void aMessageThatIsNotUtf8IsLeftToTheOtherMatcher() {
    var bytes = new byte[] {'a', (byte) 0xE4, 'b', (byte) 0xC3, (byte) 0xA4};
    var groups = new Groups();
    assertThat(LinePattern.of("p", "a(?<x>.)b(?<y>.)$").find(bytes, 0, 5, groups)).isTrue();
    assertThat(groups.texts()).containsExactly("\uFFFD", "\u00E4");
  }

  private static List<LinePattern> patterns(RandomSamples samples) {
    var patterns = new ArrayList<LinePattern>();
    for (int i = 1 + samples.below(12); i > 0; i--) {
      patterns.add(LinePattern.of("p" + i, samples.pattern()));
    }
    return patterns;
  }
}
