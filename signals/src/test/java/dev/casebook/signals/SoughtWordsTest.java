package dev.casebook.signals;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SoughtWordsTest {

  private static List<String> words(String... patterns) {
    var signals =
        java.util.Arrays.stream(patterns)
            .map(regex -> new SignalPattern("note", "signal", List.of(), regex))
            .toList();
    return new SoughtWords(signals).get();
  }

  @Test
  void eachAlternativeHasItsWord() {
    assertThat(words("Failed (password|publickey) for (?<user>\\S+)"))
        .contains("failed password for ", "failed publickey for ");
  }

  @Test
  void aWordHoldsNothingThatIsWrittenInAnotherWayInJson() {
    assertThat(words("unit \"kubelet\" /has failed here/ <now>")).contains("has failed here");
  }

  @Test
  void aWordThatHoldsAnotherOneIsLeftOut() {
    assertThat(words("disk full on", "disk full"))
        .contains("disk full")
        .doesNotContain("disk full on");
  }

  @Test
  void aTextWithoutLettersOfAsciiIsLookedForAsItIsAndAsJsonHasIt() {
    assertThat(words("错误：没有")).contains("错误：没有", "\\u9519\\u8bef\\uff1a\\u6ca1\\u6709");
  }

  @Test
  void aSignalOfAnyTextCannotBeLookedForSo() {
    assertThat(words("disk full", "(?<any>\\d+)")).isEmpty();
    assertThat(words("\"/\"")).isEmpty();
  }
}
