package dev.casebook.formats.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LogDetectionTest {
  private static final String LINE = "Nov 22 10:47:18 node1 sshd[1]: Failed password for admin\n";

  @Test
  void aFileOfOneFormatIsALogOfThatFormat() {
    var detection = detect(LINE.repeat(10));

    assertThat(detection.text()).isTrue();
    assertThat(detection.format()).isEqualTo(LogFormat.SYSLOG);
  }

  @Test
  void aStackTraceBelongsToItsMessage() {
    var detection =
        detect(
            "2026-11-22 10:58:02,243 ERROR no such port\n"
                + "\tat com.example.App.main\n".repeat(50));

    assertThat(detection.format()).isEqualTo(LogFormat.APPLICATION);
  }

  @Test
  void linesWithoutAFormatDoNotCount() {
    var detection = detect("words and words\n".repeat(20) + LINE);

    assertThat(detection.text()).isTrue();
    assertThat(detection.format()).isEqualTo(LogFormat.SYSLOG);
  }

  @Test
  void zeroBytesMakeItBinary() {
    assertThat(detect("ELF\0\1\2\0\0\0 and so on\n").text()).isFalse();
    assertThat(detect("\u0001\u0002\u0003\u0004 and so on\n").text()).isFalse();
  }

  @Test
  void aLogWithBlocksThatWereNeverWrittenIsStillALog() {
    var detection = detect(LINE.repeat(10) + "\0".repeat(4096) + LINE.repeat(10));

    assertThat(detection.text()).isTrue();
  }

  @Test
  void aFewZeroBytesDoNotMakeTextBinary() {
    assertThat(detect("words and words\n".repeat(20) + "a\0b\n").text()).isTrue();
    assertThat(detect("words and words\n" + "\0".repeat(4096)).text()).isTrue();
    assertThat(detect("\0".repeat(4096)).text()).isFalse();
  }

  @Test
  void aFirstLineLongerThanTheHeadIsText() {
    assertThat(detect("x".repeat(LogDetection.HEAD_BYTES * 2)).text()).isTrue();
  }

  @Test
  void lettersThatAreNoUtf8AreUndecodable() {
    assertThat(detect("\u00ef\u00fb\u00e8\u00e1\u00ea\u00e0\n".repeat(20)).content())
        .isEqualTo(LogDetection.Content.UNDECODABLE);
    assertThat(detect(LINE.repeat(10) + "M\u00fcller\n").content())
        .isEqualTo(LogDetection.Content.TEXT);
  }

  @Test
  void datesWithoutAYearAreSeen() {
    assertThat(detect(LINE.repeat(10)).isYearless()).isTrue();
    assertThat(detect("2026-11-22T10:47:18+01:00 node1 sshd[1]: a\n").isYearless()).isFalse();
  }

  @Test
  void aLineOfAServiceThatIsMostlyNamedLosesItsName() {
    var head = "web-1  | words\n".repeat(10).getBytes(StandardCharsets.UTF_8);
    var line = "web-1  | more words".getBytes(StandardCharsets.UTF_8);

    var parsed = LogDetection.of(head, 0, head.length).parser().parse(line, 0, line.length);

    assertThat(parsed.program().text()).isEqualTo("web");
    assertThat(parsed.message().text()).isEqualTo("more words");
  }

  @Test
  void aCutLastLineIsLeftOut() {
    assertThat(detect("words\n" + LINE.trim()).format()).isEqualTo(LogFormat.PLAIN);
    assertThat(detect(LINE.trim()).format()).isEqualTo(LogFormat.SYSLOG);
  }

  @Test
  void linesThatAreAllAlikeTellTheFormatAtOnce() {
    var other = "2026-11-22 10:58:02,243 ERROR no such port\n".repeat(300);

    assertThat(detect(LINE.repeat(100) + other).format()).isEqualTo(LogFormat.SYSLOG);
    assertThat(detect("words\n" + LINE.repeat(100) + other).format())
        .isEqualTo(LogFormat.APPLICATION);
  }

  @Test
  void controlCharactersCountWhereverTheyLie() {
    for (int before = 0; before < 18; before++) {
      assertThat(detect("x".repeat(before) + "\u0001\n").text()).isFalse();
      assertThat(detect("x".repeat(before) + "\u007f\u0085\t\n").text()).isTrue();
    }
  }

  @Test
  void anEmptyFileIsTextWithoutAFormat() {
    var detection = detect("");

    assertThat(detection.text()).isTrue();
    assertThat(detection.format()).isEqualTo(LogFormat.PLAIN);
  }

  @Test
  void onlyTheHeadIsLookedAt() {
    var detection = detect("words\n".repeat(11_000) + LINE.repeat(20_000));

    assertThat(detection.format()).isEqualTo(LogFormat.PLAIN);
  }

  private static LogDetection detect(String text) {
    var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return LogDetection.of(bytes, 0, bytes.length);
  }
}
