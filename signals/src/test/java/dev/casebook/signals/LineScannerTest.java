package dev.casebook.signals;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.casebook.signals.LineScanner.Scanned;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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

  private final List<String> found = new ArrayList<>();

  @TempDir Path directory;

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
  void aLineIsWhatComesBeforeItsBreak(Way way) {
    scan(way, "^(?<all>.*)$", "a\r\nb\n\r\n\r\r\nc\rd\n\ne");
    assertThat(found)
        .containsExactly("0 [a]", "3 [b]", "5 []", "7 [\r]", "10 [c\rd]", "14 []", "15 [e]");
  }

  @ParameterizedTest
  @EnumSource
  void aCarriageReturnAtTheEndOfTheLogIsNoPartOfTheLine(Way way) {
    scan(way, "b$", "a\nb\r");
    assertThat(found).containsExactly("2 []");
  }

  @ParameterizedTest
  @EnumSource
  void aMatchNeverCrossesALineBreak(Way way) {
    scan(way, "a[^x]b|a\\sb|a\\Wb|a\\D+b", "a\nb\na b\na\r\nb\n");
    assertThat(found).containsExactly("4 []");
  }

  @ParameterizedTest
  @EnumSource
  void bytesThatAreNoUtf8AreOneCharacterAndHideNothing(Way way) {
    scan(way, "x(?<odd>.)y(?<even>.*)z", "--\u00c3x\u00ffy\u00e4\u00b8z\u00ff\n");
    assertThat(found).containsExactly("0 [\ufffd, \ufffd]");
  }

  @ParameterizedTest
  @EnumSource
  void matchesComeInOrderOfLineThenPattern(Way way) {
    var order = new ArrayList<String>();
    try (PatternSet set = way.set(Matching.patterns("b.*c", "a", "(a|b|c)", "c|"));
        var scanner =
            set.scanner(match -> order.add(match.line().offset() + match.pattern().id()))) {
      feed(scanner, "abcabc\nc\na\n");
      scanner.finish();
    }
    assertThat(order)
        .containsExactly("0p0", "0p1", "0p2", "0p3", "7p2", "7p3", "9p1", "9p2", "9p3");
  }

  @ParameterizedTest
  @EnumSource
  void aLineIsLookedAtUpToTheLimit(Way way) {
    for (String lineBreak : List.of("\n", "\r\n")) {
      found.clear();
      String log = "1234567a\n12345678a\n12345678\n".replace("\n", lineBreak);
      assertThat(scan(way, 8, "a$|8$", log)).isEqualTo(new Scanned(log.length(), 1));
      int width = lineBreak.length();
      assertThat(found).containsExactly("0 []", 8 + width + " [] cut", 17 + 2 * width + " []");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTruncatedLineCountsWithoutAMatchAndWithoutABreak(Way way) {
    assertThat(scan(way, 4, "b", "aaaab\naaaaaaaaab\nb\naaaaaaaab")).isEqualTo(new Scanned(28, 3));
    assertThat(found).containsExactly("17 []");
  }

  @ParameterizedTest
  @EnumSource
  void memoryDoesNotGrowWithALine(Way way) {
    var line = new byte[1 << 20];
    try (PatternSet set = way.set(Matching.patterns("^\\x00+(?<end>.?)"));
        var scanner = set.scanner(1 << 16, this::note)) {
      for (int i = 0; i < 64; i++) {
        scanner.feed(line, 0, line.length);
      }
      feed(scanner, "\n\0b");
      assertThat(scanner.finish()).isEqualTo(new Scanned((64L << 20) + 3, 1));
    }
    assertThat(found).containsExactly("0 [] cut", (64L << 20) + 1 + " [b]");
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

  @ParameterizedTest
  @EnumSource
  void aScannerTakesOneLogAfterTheOther(Way way) {
    try (PatternSet set = way.set(Matching.patterns("a"));
        var scanner = set.scanner(2, this::note)) {
      feed(scanner, "a\nba\nxxxxx");
      assertThat(scanner.finish()).isEqualTo(new Scanned(10, 1));
      feed(scanner, "a");
      assertThat(scanner.finish()).isEqualTo(new Scanned(1, 0));
      assertThat(scanner.finish()).isEqualTo(new Scanned(0, 0));
    }
    assertThat(found).containsExactly("0 []", "2 []", "0 []");
  }

  @ParameterizedTest
  @EnumSource
  void bytesAreTakenFromMemoryOfAnyKind(Way way) throws IOException {
    byte[] log = bytes("a\nno\n");
    Path file = Files.write(directory.resolve("log"), log);
    try (PatternSet set = way.set(Matching.patterns("a"));
        var scanner = set.scanner(this::note);
        var channel = FileChannel.open(file);
        var arena = Arena.ofConfined()) {
      scanner.feed(channel.map(MapMode.READ_ONLY, 0, log.length, arena));
      scanner.feed(MemorySegment.ofArray(log));
      ByteBuffer direct = ByteBuffer.allocateDirect(log.length).put(log).flip();
      scanner.feed(direct);
      assertThat(direct.hasRemaining()).isFalse();
      scanner.feed(ByteBuffer.wrap(log).asReadOnlyBuffer());
      scanner.feed(log, 2, 3);
      scanner.feed(log, 0, 1);
      scanner.finish();
    }
    assertThat(found).containsExactly("0 []", "5 []", "10 []", "15 []", "23 []");
  }

  @ParameterizedTest
  @EnumSource
  void anExceptionOfTheReceiverComesThrough(Way way) {
    try (PatternSet set = way.set(Matching.patterns("a"));
        var scanner =
            set.scanner(match -> {
              throw new IllegalStateException("no room for " + match.line().text());
            })) {
      feed(scanner, "a\n");
      assertThatThrownBy(scanner::finish).hasMessage("no room for a");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSetOfNoPatternsFindsNothing(Way way) {
    try (PatternSet set = way.set(List.of());
        var scanner = set.scanner(this::note)) {
      feed(scanner, TRICKY);
      assertThat(scanner.finish().bytes()).isEqualTo(TRICKY.length());
    }
    assertThat(found).isEmpty();
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

  @Test
  void aGroupIsAskedForByName() {
    var pattern = LinePattern.of("p", "(?<a>.)");
    var match = new LineMatch(pattern, new LogLine(0, bytes("x"), false), List.of("x"));
    assertThat(match.group("a")).isEqualTo("x");
    assertThatThrownBy(() -> match.group("b")).hasMessage("p has no group b");
  }

  private void scan(Way way, String regex, String latin1) {
    scan(way, 1 << 20, regex, latin1);
  }

  private Scanned scan(Way way, int lineBytesMax, String regex, String latin1) {
    try (PatternSet set = way.set(Matching.patterns(regex));
        var scanner = set.scanner(lineBytesMax, this::note)) {
      feed(scanner, latin1);
      return scanner.finish();
    }
  }

  private static void feed(LineScanner scanner, String latin1) {
    scanner.feed(ByteBuffer.wrap(bytes(latin1)));
  }

  private void note(LineMatch match) {
    LogLine line = match.line();
    found.add(line.offset() + " " + match.groups() + (line.isTruncated() ? " cut" : ""));
  }

  private static byte[] bytes(String latin1) {
    return latin1.getBytes(ISO_8859_1);
  }
}
