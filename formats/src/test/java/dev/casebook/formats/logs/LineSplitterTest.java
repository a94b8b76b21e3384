package dev.casebook.formats.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineSplitterTest {
  @Test
  void linesEndAtNewlinesWithOrWithoutReturn() {
    assertThat(split("a\nbc\r\n\n\r\nlast line")).containsExactly("a", "bc", "", "", "last line");
    assertThat(split("")).isEmpty();
    assertThat(split("\n")).containsExactly("");
    assertThat(split("a\rb\n")).containsExactly("a\rb");
  }

  @Test
  void whatFollowsTheLastNewlineIsTheRest() {
    var bytes = "first\nrest".getBytes(StandardCharsets.UTF_8);
    var splitter = new LineSplitter().over(bytes, 0, bytes.length);

    assertThat(splitter.next()).isTrue();
    assertThat(splitter.next()).isFalse();
    assertThat(splitter.rest()).isEqualTo(6);
  }

  @Test
  void everyByteIsFoundAtEveryPlace() {
    for (int value = 0; value < 256; value++) {
      for (int at = 0; at < 20; at++) {
        var bytes = new byte[20];
        Arrays.fill(bytes, (byte) (value ^ 1));
        bytes[at] = (byte) value;
        assertThat(LineSplitter.indexOf(bytes, 0, 20, (byte) value)).isEqualTo(at);
        assertThat(LineSplitter.indexOf(bytes, 0, at, (byte) value)).isEqualTo(-1);
        assertThat(LineSplitter.indexOf(bytes, at, 20, (byte) value)).isEqualTo(at);
      }
    }
  }

  @Test
  void randomTextsSplitAsTheyWereJoined() {
    var random = new Random(1);
    for (int run = 0; run < 2_000; run++) {
      var lines = new ArrayList<String>();
      for (int i = random.nextInt(20); i >= 0; i--) {
        lines.add("x".repeat(random.nextInt(30)) + (char) ('a' + random.nextInt(26)));
      }
      assertThat(split(String.join("\n", lines))).isEqualTo(lines);
    }
  }

  private static List<String> split(String text) {
    var bytes = ("??" + text + "??").getBytes(StandardCharsets.UTF_8);
    var splitter = new LineSplitter().over(bytes, 2, bytes.length - 2);
    var lines = new ArrayList<String>();
    while (splitter.next() || splitter.last()) {
      lines.add(
          new String(
              bytes, splitter.from(), splitter.to() - splitter.from(), StandardCharsets.UTF_8));
    }
    return lines;
  }
}
