package dev.casebook.formats.logs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Where free digits of a line are others, it is read as before but for its time and process id.
class AlikeLinesTest {
  private static final List<String> STAMPS =
      List.of(
          "Nov 22 10:47:18",
          "Nov 22 23:59:60",
          "Nov 22 24:00:00",
          "Nov  2 10:47:18",
          "Nov 22 10:47:18.5",
          "Nov 22 10:47:18 2026");

  private static final List<String> TAGS =
      List.of("web1 sshd[12]: ", "web1 sshd[7]: ", "web1 sshd: ", "web1 openvpn[7]: ", "WEB1 su: ");

  private static final List<String> MESSAGES =
      List.of(
          "Failed password for root from 192.0.2.7 port 1024 ssh2",
          "Received disconnect from 192.0.2.7 port 1024: bye",
          "error: maximum authentication attempts exceeded",
          "message repeated 2 times: [ Failed password for root]",
          "time=\"2026-11-22T10:47:24Z\" level=error msg=\"no such file\"",
          "level=error msg=\"no such file\" time=\"2026-11-22T10:47:24Z\"",
          "type=AVC msg=audit(1700000000.123:456): avc: denied",
          "E1122 10:47:23.467705    2345 kubelet.go:2347] no such pod",
          "ovs|00012|bridge|WARN|no such bridge at all",
          "Nov 22 10:47:23 node1 cron[12]: no such file",
          "Sun Nov 22 10:53:36 2026 us=1 TLS error",
          "RwRSun Nov 22 10:53:36 2026 TLS error here",
          "2026-11-22T10:47:18Z INFO started",
          "a message with \u001b[31mcolours\u001b[0m in it",
          "a message with a return\r in it",
          "#033[1ma message that rsyslog escaped");

  private static final String TELLING = " []<>:{}\"\\=-|#.059TZrRwWE\u001b\r";

  private final Random random = new Random(1);

  @Test
  void onlyTimeAndProcessIdDependOnFreeDigits() {
    int told = 0;
    byte[] greatest = new byte[256];
    for (int i = 0; i < 100_000; i++) {
      byte[] line = line();
      var parser = LogParser.of(LogFormat.SYSLOG);
      var read = parser.parse(line, 0, line.length);
      int message = parser.freeDigits(line, 0, line.length, greatest);
      int to = message + 20 + random.nextInt(40);
      if (message > 0 && to <= line.length && LogParser.isText(line, message, to)) {
        told++;
        var before = fields(read);
        byte[] other = line.clone();
        for (int at = 0; at < message; at++) {
          if (greatest[at] >= 0) {
            assertThat(line[at]).isBetween((byte) '0', (byte) ('0' + greatest[at]));
            other[at] = (byte) ('0' + random.nextInt(greatest[at] + 1));
          }
        }
        var shown = new String(other, UTF_8);
        read = parser.parse(other, 0, other.length);
        assertThat(fields(read)).as(shown).isEqualTo(before);
        assertThat(read.stampKind()).as(shown).isEqualTo(StampKind.YEARLESS);
        assertThat(read.unit().isPresent()).as(shown).isFalse();
        assertOneMessage(read, shown, new String(line, message, to - message, UTF_8));
      }
    }
    assertThat(told).isGreaterThan(2_000);
  }

  @Test
  void anotherTextBehindTheSameHeadIsTheMessage() {
    int told = 0;
    byte[] greatest = new byte[256];
    for (int i = 0; i < 100_000; i++) {
      byte[] line = line();
      var parser = LogParser.of(LogFormat.SYSLOG);
      var read = parser.parse(line, 0, line.length);
      int message = parser.freeDigits(line, 0, line.length, greatest);
      if (message > 0 && LogParser.isText(line, message, line.length)) {
        var before = fields(read).subList(0, 3);
        byte[] text = text().getBytes(UTF_8);
        byte[] other = Arrays.copyOf(line, message + text.length);
        System.arraycopy(text, 0, other, message, text.length);
        int to = message + 20 + random.nextInt(40);
        if (to <= other.length && LogParser.isText(other, message, to)) {
          told++;
          var shown = new String(other, UTF_8);
          read = LogParser.of(LogFormat.SYSLOG).parse(other, 0, other.length);
          assertThat(fields(read).subList(0, 3)).as(shown).isEqualTo(before);
          assertOneMessage(read, shown, new String(other, message, to - message, UTF_8));
        }
      }
    }
    assertThat(told).isGreaterThan(1_000);
  }

  @Test
  void whatWasKnownOfABufferIsForgottenOnceItHoldsOtherLines() {
    byte[] buffer = "Nov 22 10:47:23 node1 cron[12]: job done, and nothing else".getBytes(UTF_8);
    byte[] coloured = "\u001b[31mNov 22 10:47:23 node1 sshd[1]: closed\u001b[0m".getBytes(UTF_8);
    var parser = LogParser.of(LogFormat.SYSLOG);
    parser.over(buffer, 0, buffer.length);
    parser.plain(0, buffer.length);
    System.arraycopy(coloured, 0, buffer, 0, coloured.length);
    parser.apart();
    assertThat(parser.parse(buffer, 0, coloured.length).program().text()).isEqualTo("sshd");
  }

  private static void assertOneMessage(LogLine read, String shown, String beginning) {
    assertThat(read.kind()).as(shown).isEqualTo(LineKind.RECORD);
    assertThat(read.repeats()).as(shown).isOne();
    assertThat(read.message().text()).as(shown).startsWith(beginning);
  }

  private static List<Object> fields(LogLine line) {
    return List.of(
        String.valueOf(line.host().text()),
        String.valueOf(line.program().text()),
        line.format(),
        String.valueOf(line.level()),
        String.valueOf(line.message().text()));
  }

  private byte[] line() {
    return (one(STAMPS) + " " + one(TAGS) + text()).getBytes(UTF_8);
  }

  private String text() {
    var message = new StringBuilder(one(MESSAGES));
    for (int changes = random.nextInt(4); changes > 0; changes--) {
      message.setCharAt(
          random.nextInt(random.nextBoolean() ? 12 : message.length()),
          TELLING.charAt(random.nextInt(TELLING.length())));
    }
    return message.toString();
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
