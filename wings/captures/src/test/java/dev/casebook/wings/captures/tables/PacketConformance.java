package dev.casebook.wings.captures.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// All captures of the shared evidence, `-Dcasebook.shared=FOLDER`, against tshark and tcpdump.
class PacketConformance {

  private static final Path EVIDENCE = Path.of(System.getProperty("casebook.shared"), "evidence");

  static List<Path> captures() throws Exception {
    try (var files = Files.walk(EVIDENCE)) {
      return files
          .filter(file -> file.toString().matches(".*\\.(pcap|pcapng|cap)"))
          .sorted()
          .toList();
    }
  }

  @Test
  void thereAreCaptures() throws Exception {
    assertThat(captures()).hasSizeGreaterThan(10);
  }

  @ParameterizedTest
  @MethodSource("captures")
  void aCaptureOfALabSaysWhatTsharkSays(Path capture) throws Exception {
    TsharkComparison.of(capture);
  }

  @ParameterizedTest
  @MethodSource("captures")
  void aCaptureOfALabHasTheEndsThatTcpdumpPrints(Path capture) throws Exception {
    TcpdumpComparison.of(capture);
  }
}
