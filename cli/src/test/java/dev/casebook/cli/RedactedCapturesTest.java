package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every capture of the notes' evidence, redacted, as tshark reads it: the same packets of the same
/// protocols and lengths, and no checksum is wrong that was right.
@Tag("integration")
class RedactedCapturesTest {

  /// What UDP and TCP carry is cut off, and names have other lengths in these.
  private static final Set<String> CHANGING = Set.of("DHCP", "DNS", "MDNS");

  private static final String CHECKSUM_IS_WRONG =
      "ip.checksum.status==0||tcp.checksum.status==0||udp.checksum.status==0"
          + "||icmp.checksum.status==0||icmpv6.checksum.status==0";

  static List<Path> captures() throws IOException {
    var shared = System.getProperty("casebook.shared");
    var all = new ArrayList<>(captures(Launch.ROOT.resolve("notes")));
    if (shared != null) {
      all.addAll(captures(Path.of(shared, "evidence")));
    }
    return all;
  }

  private static List<Path> captures(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(file -> file.toString().matches(".*\\.pcap(ng)?")).sorted().toList();
    }
  }

  @Test
  void thereAreCaptures() throws IOException {
    assertThat(captures()).hasSizeGreaterThan(30);
  }

  @ParameterizedTest
  @MethodSource("captures")
  void tsharkReadsTheSamePacketsOfOtherAddresses(Path capture, @TempDir Path folder)
      throws IOException {
    var copy = Redacted.of(capture, folder).copy();
    var before = packets(capture);
    var after = packets(copy);
    assertThat(after).hasSameSizeAs(before);
    for (int i = 0; i < before.size(); i++) {
      var then = before.get(i);
      var now = after.get(i);
      boolean isCarried = now.protocol.equals("TCP") || now.protocol.equals("UDP");
      if (!isCarried) {
        assertThat(now.protocol).as("packet " + (i + 1)).isEqualTo(then.protocol);
      }
      if (!CHANGING.contains(now.protocol)) {
        assertThat(now.length).as("packet " + (i + 1)).isEqualTo(then.length);
      }
    }
    assertThat(lines(capture, CHECKSUM_IS_WRONG, "frame.number"))
        .containsAll(lines(copy, CHECKSUM_IS_WRONG, "frame.number"));
    assertThat(lines(capture, "_ws.malformed", "frame.number"))
        .containsAll(lines(copy, "_ws.malformed", "frame.number"));
  }

  private record Packet(String protocol, String length) {}

  private static List<Packet> packets(Path capture) throws IOException {
    return lines(capture, "frame", "_ws.col.Protocol", "frame.len").stream()
        .map(line -> line.split("\t"))
        .map(fields -> new Packet(fields[0], fields[1]))
        .toList();
  }

  private static List<String> lines(Path capture, String filter, String... fields)
      throws IOException {
    var command =
        new ArrayList<>(
            List.of("tshark", "-n", "-r", capture.toString(), "-Y", filter, "-T", "fields"));
    for (var layer : List.of("ip", "tcp", "udp")) {
      command.addAll(List.of("-o", layer + ".check_checksum:TRUE"));
    }
    for (var field : fields) {
      command.addAll(List.of("-e", field));
    }
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    process.getOutputStream().close();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
        .lines()
        .toList();
  }
}
