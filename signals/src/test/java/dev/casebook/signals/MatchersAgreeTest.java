package dev.casebook.signals;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MatchersAgreeTest {
  private static final int ROUNDS = Integer.getInteger("rounds", 300);
  private static final int FROM = Integer.getInteger("from", 0);

  @Test
  void hyperscanAndJavaFindWhatTheDefinitionSays() {
    for (int seed = FROM; seed < FROM + ROUNDS; seed++) {
      var samples = new RandomSamples(seed);
      List<LinePattern> patterns = patterns(samples);
      byte[] log = samples.log(1 + samples.below(40));
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

  private static List<LinePattern> patterns(RandomSamples samples) {
    var patterns = new ArrayList<LinePattern>();
    for (int i = 1 + samples.below(30); i > 0; i--) {
      patterns.add(LinePattern.of("p" + i, samples.pattern()));
    }
    return patterns;
  }
}
