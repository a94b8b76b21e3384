package dev.casebook.wings.captures.format;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.wings.captures.format.PcapngWriter.Described;
import dev.casebook.wings.captures.format.PcapngWriter.Statistics;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PcapngWriterTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PcapngWriter writer = new PcapngWriter(bytes);

  private FrameReader read() throws IOException {
    return FrameReader.open(new ByteArrayInputStream(bytes.toByteArray())::read);
  }

  private static Described on(String name) {
    return new Described(LinkType.ETHERNET, 262_144, name, "", "not port 22", "Linux");
  }

  @Test
  void whatIsWrittenIsReadAgainWithInterfaceTimeAndLength() throws IOException {
    writer.section("x86_64", "Linux", "casebook");
    int web = writer.describe(on("web1:eth0"));
    int db = writer.describe(on("db1:any"));
    writer.packet(db, 1_700_000_000_123_456_789L, new byte[] {1, 2, 3}, 1500);
    writer.packet(web, 1_700_000_001_000_000_001L, new byte[0], 0);
    var frames = read();
    assertThat(frames.next()).isTrue();
    assertThat(frames.interfaceName()).isEqualTo("db1:any");
    assertThat(frames.time()).isEqualTo(1_700_000_000_123_456_789L);
    assertThat(frames.length()).isEqualTo(1500);
    assertThat(
            Arrays.copyOfRange(frames.data(), frames.dataAt(), frames.dataAt() + frames.captured()))
        .containsExactly(1, 2, 3);
    assertThat(frames.next()).isTrue();
    assertThat(frames.interfaceName()).isEqualTo("web1:eth0");
    assertThat(frames.time()).isEqualTo(1_700_000_001_000_000_001L);
    assertThat(frames.next()).isFalse();
    assertThat(frames.problems()).isEmpty();
    assertThat(frames.making().interfaces()).isEqualTo("web1:eth0,db1:any");
    assertThat(frames.making().filter()).isEqualTo("not port 22");
    assertThat(writer.written()).isEqualTo(bytes.size());
  }

  @Test
  void whatWasDroppedIsCountedAndWhatIsNotKnownIsLeftOut() throws IOException {
    writer.section("", "", "");
    int on = writer.describe(on("eth0"));
    writer.statistics(on, 1, new Statistics(100, -1, 7, 93));
    var frames = read();
    assertThat(frames.next()).isFalse();
    assertThat(frames.making().received()).isEqualTo(100);
    assertThat(frames.making().dropped()).isEqualTo(7);
  }

  @Test
  void aFilterLongerThanAnOptionIsCut() throws IOException {
    writer.section("", "", "");
    int on =
        writer.describe(new Described(LinkType.ETHERNET, 0, "eth0", "", "x".repeat(100_000), ""));
    writer.packet(on, 5, new byte[70_000], 70_000);
    var frames = read();
    assertThat(frames.next()).isTrue();
    assertThat(frames.captured()).isEqualTo(70_000);
    assertThat(frames.problems()).isEmpty();
  }
}
