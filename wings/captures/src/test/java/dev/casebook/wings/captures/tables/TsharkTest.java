package dev.casebook.wings.captures.tables;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Captures of every link type, header and tunnel, against tshark and tcpdump.
@Tag("integration")
class TsharkTest {

  static Collection<String> captures() {
    return MadeCaptures.all().keySet();
  }

  @ParameterizedTest
  @MethodSource("captures")
  void aMadeCaptureSaysWhatTsharkSays(String name, @TempDir Path folder) throws Exception {
    var made = MadeCaptures.all().get(name);
    TsharkComparison.of(Files.write(folder.resolve(name), made == null ? new byte[0] : made));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "errors.pcap",
        "hdlc.pcap",
        "ipv6.pcap",
        "loop.pcap",
        "messages.pcap",
        "null.pcap",
        "ppp.pcap",
        "raw-bsd.pcap",
        "sll2.pcap",
        "tcp.pcap"
      })
  void aMadeCaptureHasTheEndsThatTcpdumpPrints(String name, @TempDir Path folder) throws Exception {
    var made = MadeCaptures.all().get(name);
    TcpdumpComparison.of(Files.write(folder.resolve(name), made == null ? new byte[0] : made));
  }
}
