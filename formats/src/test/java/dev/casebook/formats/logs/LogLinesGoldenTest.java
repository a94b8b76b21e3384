package dev.casebook.formats.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Real lines of every format, each file beside what is read from it. `-Dgolden=update` writes the
/// expected side anew; what changed is then for a person to judge.
class LogLinesGoldenTest {
  private static final Path SAMPLES =
      Path.of(
          System.getProperty("casebook.root", ".."),
          "formats/src/test/resources/dev/casebook/formats/logs");

  static List<String> samples() throws IOException {
    try (Stream<Path> files = Files.list(SAMPLES)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".log"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everyLineIsReadAsExpected(String sample) throws IOException {
    var bytes = Files.readAllBytes(SAMPLES.resolve(sample));
    var expected = SAMPLES.resolve(sample.replace(".log", ".expected"));
    var actual = rendered(bytes);
    if ("update".equals(System.getProperty("golden"))) {
      Files.writeString(expected, actual);
    }
    assertThat(actual).isEqualTo(Files.readString(expected));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aLineAloneReadsAsItDoesInItsFile(String sample) throws IOException {
    var bytes = Files.readAllBytes(SAMPLES.resolve(sample));
    var format = LogDetection.of(bytes, 0, bytes.length).format();
    var shared = LogParser.of(format);
    for (var line : lines(bytes)) {
      shared.parse(line, 0, line.length);
      var padded = new byte[line.length + 20];
      System.arraycopy(line, 0, padded, 7, line.length);
      assertThat(render(shared.parse(padded, 7, 7 + line.length), format))
          .isEqualTo(render(LogParser.of(format).parse(line, 0, line.length), format));
    }
  }

  static List<byte[]> allLines() {
    try {
      var lines = new ArrayList<byte[]>();
      for (var sample : samples()) {
        lines.addAll(lines(Files.readAllBytes(SAMPLES.resolve(sample))));
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<byte[]> lines(byte[] bytes) {
    var lines = new ArrayList<byte[]>();
    var splitter = new LineSplitter().over(bytes, 0, bytes.length);
    while (splitter.next() || splitter.last()) {
      lines.add(Arrays.copyOfRange(bytes, splitter.from(), splitter.to()));
    }
    return lines;
  }

  private static String rendered(byte[] bytes) {
    var detection = LogDetection.of(bytes, 0, bytes.length);
    var parser = detection.parser();
    var out = new StringBuilder();
    out.append(detection.format()).append('\n');
    for (var line : lines(bytes)) {
      out.append(render(parser.parse(line, 0, line.length), detection.format()));
    }
    return out.toString();
  }

  /// Two lines: what stands around the message, and the message.
  private static String render(LogLine line, LogFormat file) {
    var out = new StringBuilder(time(line));
    if (line.format() != file) {
      out.append(" (").append(line.format()).append(')');
    }
    if (line.kind() != LineKind.RECORD) {
      out.append(' ').append(line.kind().name().toLowerCase(Locale.ROOT));
    }
    field(out, "host", line.host());
    field(out, "program", line.program());
    field(out, "unit", line.unit());
    if (line.pid() != LogLine.NO_PID) {
      out.append(" pid=").append(line.pid());
    }
    var level = line.level();
    if (level != null) {
      out.append(" level=").append(level.word());
    }
    if (line.repeats() != 1) {
      out.append(" repeats=").append(line.repeats());
    }
    var message = String.valueOf(line.message().text());
    return out + "\n    |" + message.replace("\n", "⏎") + "\n";
  }

  private static void field(StringBuilder out, String name, Slice value) {
    if (value.isPresent()) {
      out.append(' ').append(name).append('=').append(value);
    }
  }

  private static String time(LogLine line) {
    var wall =
        LocalDateTime.ofEpochSecond(
            Math.floorDiv(line.stamp(), 1_000_000L),
            (int) Math.floorMod(line.stamp(), 1_000_000L) * 1000,
            ZoneOffset.UTC);
    return switch (line.stampKind()) {
      case ABSENT -> "-";
      case INSTANT -> wall + "Z";
      case LOCAL -> wall.toString();
      case YEARLESS ->
          "--" + wall.format(DateTimeFormatter.ofPattern("MM-dd'T'HH:mm:ss.SSSSSS", Locale.ROOT));
      case UPTIME -> "+%d.%06d".formatted(line.stamp() / 1_000_000, line.stamp() % 1_000_000);
    };
  }
}
