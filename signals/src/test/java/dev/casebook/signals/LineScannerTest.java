package dev.casebook.signals;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LineScannerTest {
  /// The ways in which a set finds lines.
  enum Way {
    HYPERSCAN {
      @Override
      PatternSet set(List<LinePattern> patterns) {
        return PatternSet.ofHyperscan(patterns, Optional.empty());
      }
    },
    JAVA {
      @Override
      PatternSet set(List<LinePattern> patterns) {
        return PatternSet.ofJava(patterns);
      }
    };

    abstract PatternSet set(List<LinePattern> patterns);
  }

  private static final String TRICKY =
      "\n\r\n\r\r\nerror one\r\nerror\u0000two\n\u00ff\u00c3error three\u00e4\u00b8\nno\n"
          + "error four\u00e4\u00b8\u00ad\u00e6\u0096\u0087 end\r\n\n\nan error\nlast error\r";

  @ParameterizedTest
  @EnumSource
  void aLogGivesTheSameInPiecesOfAnySize(Way way) {
    byte[] log = bytes(TRICKY);
    List<LinePattern> patterns =
        Matching.patterns(
            "error",
            "^$",
            "^error (?<which>\\w+)$",
            "\\x{ff}|中文",
            "[^ ]$",
            "\\r",
            "(?i)ERROR\\x00",
            "");
    List<String> expected = Matching.expected(patterns, log, 1 << 20);
    assertThat(expected).hasSizeGreaterThan(30);
    try (PatternSet set = way.set(patterns)) {
      for (int size = 1; size <= 70; size++) {
        int chunk = size;
        assertThat(Matching.matches(set, log, 1 << 20, () -> chunk)).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aBlockWithMoreCandidatesThanThereIsRoomForIsScannedInHalves(Way way) {
    List<LinePattern> patterns = Matching.patterns("a", "b", "[ab]", "^", "(?i)A");
    byte[] log = "ab\n".repeat(60_000).getBytes(UTF_8);
    try (PatternSet set = way.set(patterns)) {
      assertThat(Matching.matches(set, log))
          .hasSize(300_000)
          .isEqualTo(Matching.expected(patterns, log, 1 << 20));
    }
  }

  @Test
  void aLongLogIsHandedOverToHyperscanWithoutALoss() {
    List<LinePattern> patterns = Matching.patterns("b(?<next>\\d+)", "^c", "x*");
    byte[] log = "a1\nb22 \nc\n".repeat(1000).getBytes(UTF_8);
    try (PatternSet set = PatternSet.of(patterns, Optional.empty(), 3000)) {
      assertThat(Matching.matches(set, log, 20, () -> 7))
          .isEqualTo(Matching.expected(patterns, log, 20));
      assertThat(set.slowdowns()).singleElement().asString().startsWith("p2: every line");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aLineIsWhatComesBeforeItsBreak(Way way) {
    assertThat(scan(way, "^(?<all>.*)$", "a\r\nb\n\r\n\r\r\nc\rd\n\ne"))
        .containsExactly(
            "p0 at 0 [a] in a",
            "p0 at 3 [b] in b",
            "p0 at 5 [] in ",
            "p0 at 7 [\r] in \r",
            "p0 at 10 [c\rd] in c\rd",
            "p0 at 14 [] in ",
            "p0 at 15 [e] in e");
  }

  @ParameterizedTest
  @EnumSource
  void aCarriageReturnAtTheEndOfTheLogIsNoPartOfTheLine(Way way) {
    assertThat(scan(way, "b$", "a\nb\r")).containsExactly("p0 at 2 [] in b");
  }

  @ParameterizedTest
  @EnumSource
  void aMatchNeverCrossesALineBreak(Way way) {
    assertThat(scan(way, "a[^x]b|a\\sb|a\\Wb|a\\D+b", "a\nb\na b\na\r\nb\n"))
        .containsExactly("p0 at 4 [] in a b");
  }

  @ParameterizedTest
  @EnumSource
  void bytesThatAreNoUtf8AreOneCharacterAndHideNothing(Way way) {
    assertThat(scan(way, "x(?<odd>.)y(?<even>.*)z", "--\u00c3x\u00ffy\u00e4\u00b8z\u00ff\n"))
        .containsExactly("p0 at 0 [\ufffd, \ufffd] in --\ufffdx\ufffdy\ufffdz\ufffd");
  }

  @ParameterizedTest
  @EnumSource
  void matchesComeInOrderOfLineThenPattern(Way way) {
    try (PatternSet set = way.set(Matching.patterns("b.*c", "a", "(a|b|c)", "c|"))) {
      assertThat(Matching.matches(set, bytes("abcabc\nc\na\n")))
          .extracting(found -> found.substring(0, found.indexOf(" [")))
          .containsExactly(
              "p0 at 0", "p1 at 0", "p2 at 0", "p3 at 0", "p2 at 7", "p3 at 7", "p1 at 9",
              "p2 at 9", "p3 at 9");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aLineIsLookedAtUpToTheLimit(Way way) {
    for (String lineBreak : List.of("\n", "\r\n")) {
      String log = "1234567a\n12345678a\n12345678\n".replace("\n", lineBreak);
      int width = lineBreak.length();
      assertThat(scan(way, 8, "a$|8$", log, 1))
          .containsExactly(
              "p0 at 0 [] in 1234567a",
              "p0 at " + (8 + width) + " [] in 12345678",
              "p0 at " + (17 + 2 * width) + " [] in 12345678");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aLineThatIsTooLongCountsWithoutAMatchAndWithoutABreak(Way way) {
    assertThat(scan(way, 4, "b", "aaaab\naaaaaaaaab\nb\naaaaaaaab", 3))
        .containsExactly("p0 at 17 [] in b");
  }

  @ParameterizedTest
  @EnumSource
  void memoryDoesNotGrowWithALine(Way way) {
    byte[] log = new byte[(64 << 20) + 3];
    log[64 << 20] = '\n';
    log[log.length - 1] = 'b';
    try (PatternSet set = way.set(Matching.patterns("^\\x00+(?<end>.?)"));
        var scanner = set.scanner()) {
      var found = new ArrayList<String>();
      var blocks = new LogBlocks(1 << 16);
      long cut = Matching.scan(scanner, set, blocks, new ByteArrayInputStream(log), found::add);
      assertThat(cut).isEqualTo(1);
      assertThat(found)
          .hasSize(2)
          .last()
          .asString()
          .startsWith("p0 at " + ((64 << 20) + 1) + " [b]");
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneBufferAndOneScannerTakeOneLogAfterTheOther(Way way) {
    try (PatternSet set = way.set(Matching.patterns("a"));
        var scanner = set.scanner()) {
      var found = new ArrayList<String>();
      var blocks = new LogBlocks(2);
      for (String log : List.of("a\nba\nxxxxx", "a", "")) {
        found.add(
            "cut "
                + Matching.scan(
                    scanner, set, blocks, new ByteArrayInputStream(bytes(log)), found::add));
      }
      assertThat(found)
          .containsExactly(
              "p0 at 0 [] in a", "p0 at 2 [] in ba", "cut 1", "p0 at 0 [] in a", "cut 0", "cut 0");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSetOfNoPatternsFindsNothing(Way way) {
    try (PatternSet set = way.set(List.of())) {
      assertThat(Matching.matches(set, bytes(TRICKY))).isEmpty();
    }
  }

  private static List<String> scan(Way way, String regex, String latin1) {
    return scan(way, 1 << 20, regex, latin1, 0);
  }

  private static List<String> scan(
      Way way, int lineBytesMax, String regex, String latin1, int truncated) {
    var found = new ArrayList<String>();
    try (PatternSet set = way.set(Matching.patterns(regex));
        var scanner = set.scanner()) {
      var log = new ByteArrayInputStream(bytes(latin1));
      assertThat(Matching.scan(scanner, set, new LogBlocks(lineBytesMax), log, found::add))
          .isEqualTo(truncated);
    }
    return found;
  }

  private static byte[] bytes(String latin1) {
    return latin1.getBytes(ISO_8859_1);
  }
}
