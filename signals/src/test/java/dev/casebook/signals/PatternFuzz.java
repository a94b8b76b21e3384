package dev.casebook.signals;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/// Any bytes as a stranger's pattern, up to the first line's end, and a log behind it: refused, or
/// all matchers find the same.
class PatternFuzz {

  @TempDir private static Path cache = Path.of("");

  static Stream<byte[]> seeds() {
    return IntStream.range(0, 60)
        .mapToObj(seed -> {
          var samples = new RandomSamples(seed);
          var regex = samples.pattern();
          var log = samples.log(List.of(LinePattern.of("p", regex)), 5);
          var head = (regex + "\n").getBytes(UTF_8);
          var bytes = Arrays.copyOf(head, head.length + log.length);
          System.arraycopy(log, 0, bytes, head.length, log.length);
          return bytes;
        });
  }

  @MethodSource("seeds")
  @FuzzTest
  void matchersAgreeOnWhatTheyTake(byte[] bytes) {
    var end = IntStream.range(0, bytes.length).filter(i -> bytes[i] == '\n').findFirst();
    var head = end.orElse(bytes.length);
    var regex = new String(bytes, 0, head, UTF_8);
    if (LinePattern.problem(regex).isPresent()) {
      assertThat(new SignalPattern("note", "signal", List.of(), regex).groups()).isEmpty();
      return;
    }
    var log = Arrays.copyOfRange(bytes, Math.min(head + 1, bytes.length), bytes.length);
    var patterns = List.of(LinePattern.of("p", regex));
    var expected = Matching.expected(patterns, log, 100);
    try (var slow = PatternSet.ofJava(patterns);
        var fast = PatternSet.ofHyperscan(patterns, Optional.of(cache))) {
      assertThat(Matching.matches(slow, log, 100, () -> 7)).isEqualTo(expected);
      assertThat(Matching.matches(fast, log, 100, () -> 13)).isEqualTo(expected);
    }
  }
}
