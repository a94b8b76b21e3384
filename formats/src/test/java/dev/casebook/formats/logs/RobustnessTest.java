package dev.casebook.formats.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Lines that nobody wrote: whatever the bytes, parsing ends, throws nothing and points at nothing
/// outside of the line.
class RobustnessTest {
  private static final List<byte[]> LINES = LogLinesGoldenTest.allLines();
  private static final String TELLING = " []<>:{}\"\\=-/.,0123456789TZJanrRwW\n\0é月";

  private final LogParser[] parsers =
      Arrays.stream(LogFormat.values()).map(LogParser::of).toArray(LogParser[]::new);

  @Test
  void randomBytesAreRead() {
    var random = new Random(1);
    for (int i = 0; i < 40_000; i++) {
      var line = new byte[random.nextInt(120)];
      random.nextBytes(line);
      parse(line, random);
    }
  }

  @Test
  void randomTellingBytesAreRead() {
    var random = new Random(2);
    var telling = TELLING.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 40_000; i++) {
      var line = new byte[random.nextInt(60)];
      for (int k = 0; k < line.length; k++) {
        line[k] = telling[random.nextInt(telling.length)];
      }
      parse(line, random);
    }
  }

  @Test
  void everyTruncationOfARealLineIsRead() {
    var random = new Random(3);
    for (var line : LINES) {
      for (int length = 0; length <= Math.min(line.length, 300); length++) {
        parse(Arrays.copyOf(line, length), random);
        parse(Arrays.copyOfRange(line, line.length - length, line.length), random);
      }
    }
  }

  @Test
  void mutationsOfRealLinesAreRead() {
    var random = new Random(4);
    var telling = TELLING.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 60_000; i++) {
      var line = LINES.get(random.nextInt(LINES.size())).clone();
      for (int k = random.nextInt(4); k >= 0 && line.length > 0; k--) {
        int at = random.nextInt(Math.min(line.length, 80));
        line[at] =
            random.nextBoolean()
                ? telling[random.nextInt(telling.length)]
                : (byte) random.nextInt(256);
      }
      parse(line, random);
    }
  }

  @Test
  void splicesOfRealLinesAreRead() {
    var random = new Random(5);
    for (int i = 0; i < 30_000; i++) {
      var head = LINES.get(random.nextInt(LINES.size()));
      var tail = LINES.get(random.nextInt(LINES.size()));
      int cut = random.nextInt(head.length + 1);
      var line = Arrays.copyOf(head, cut + tail.length);
      System.arraycopy(tail, 0, line, cut, tail.length);
      parse(line, random);
    }
  }

  @Test
  void deepNestingIsRead() {
    for (var nest : List.of("[", "{\"a\":", "{", "[{\"a\":[")) {
      var line =
          ("{\"time\":1795345161,\"msg\":\"x\",\"a\":" + nest.repeat(100_000))
              .getBytes(StandardCharsets.UTF_8);
      assertThat(parsers[0].parse(line, 0, line.length).format()).isEqualTo(LogFormat.JSON);
    }
  }

  @Test
  void aLongLineIsReadOnceAndNotAgainAndAgain() {
    for (var unit : List.of("\\\"", "a=\"", "\" ", "[", "rwRW", "a=b ", "\\u00", "<1>", ": ")) {
      for (int i = 0; i < LINES.size(); i += 7) {
        var line = LINES.get(i);
        var text = new String(line, StandardCharsets.ISO_8859_1);
        var half = text.substring(0, text.length() / 2);
        parse((half + unit.repeat(5_000)).getBytes(StandardCharsets.ISO_8859_1), new Random(6));
      }
    }
  }

  @Test
  void detectionReadsAnyBytes() {
    var random = new Random(8);
    for (int i = 0; i < 300; i++) {
      var head = new byte[random.nextInt(5_000)];
      random.nextBytes(head);
      var detection = LogDetection.of(head, 0, head.length);
      assertThat(head.length > 200 && detection.text()).isFalse();
    }
  }

  private void parse(byte[] line, Random random) {
    parse(line, parsers[random.nextInt(parsers.length)], random);
  }

  /// The line lies in the middle of a larger buffer, as it does in a file.
  @SuppressWarnings("ReferenceEquality") // the very buffer, not one like it
  static void parse(byte[] line, LogParser parser, Random random) {
    int before = random.nextInt(20);
    var buffer = new byte[before + line.length + random.nextInt(20)];
    Arrays.fill(buffer, (byte) '7');
    System.arraycopy(line, 0, buffer, before, line.length);
    int to = before + line.length;
    var parsed = parser.parse(buffer, before, to);
    var alone = LogParser.of(parser.format()).parse(line, 0, line.length);
    assertThat(parsed.message().isPresent()).isTrue();
    assertThat(parsed.format()).isEqualTo(alone.format());
    assertThat(parsed.stamp()).isEqualTo(alone.stamp());
    for (var field : fields(parsed)) {
      assertThat(field.from()).isLessThanOrEqualTo(field.to());
      if (field.bytes() == buffer && field.isPresent()) {
        assertThat(field.from()).isGreaterThanOrEqualTo(before);
        assertThat(field.to()).isLessThanOrEqualTo(to);
      }
      var copy = new byte[field.length() * 3];
      int end = field.copyValidUtf8(copy, 0);
      var text = new String(copy, 0, end, StandardCharsets.UTF_8);
      assertThat(text.getBytes(StandardCharsets.UTF_8)).isEqualTo(Arrays.copyOf(copy, end));
    }
    assertThat(parsed.message().text()).isEqualTo(alone.message().text());
    assertThat(parsed.message().length()).isLessThanOrEqualTo(2 * line.length);
  }

  private static List<Slice> fields(LogLine line) {
    return List.of(line.host(), line.program(), line.unit(), line.message());
  }
}
