package dev.casebook.formats.logs;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// Any bytes as a log: detected, split and read as every format.
class LinesFuzz {

  static Stream<byte[]> seeds() {
    return LogLinesGoldenTest.allLines().stream();
  }

  @MethodSource("seeds")
  @FuzzTest
  void everyLineIsRead(byte[] log) {
    LogDetection.of(log, 0, log.length);
    var lines = new LineSplitter().over(log, 0, log.length);
    while (lines.next() || lines.last()) {
      var line = Arrays.copyOfRange(log, lines.from(), lines.to());
      for (var format : LogFormat.values()) {
        RobustnessTest.parse(line, LogParser.of(format), new Random(1));
      }
    }
  }
}
