package dev.casebook.wings.captures.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FrameReaderTest {

  private static final byte[] ECHO = CaptureBytes.ECHO;

  static Stream<ByteOrder> orders() {
    return Stream.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN);
  }

  private record Seen(long number, long offset, long time, int link, String on, byte[] data) {}

  private record Read(List<Seen> frames, List<String> problems) {
    Seen only() {
      assertThat(frames).as(problems.toString()).hasSize(1);
      return frames.getFirst();
    }
  }

  private static Read read(byte[] capture) {
    try {
      var reader = FrameReader.open(new ByteArrayInputStream(capture)::read);
      var frames = new ArrayList<Seen>();
      while (reader.next()) {
        frames.add(
            new Seen(
                reader.number(),
                reader.offset(),
                reader.time(),
                reader.linkType(),
                reader.interfaceName(),
                Arrays.copyOfRange(
                    reader.data(), reader.dataAt(), reader.dataAt() + reader.captured())));
      }
      return new Read(frames, reader.problems());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "a1b2c3d4, 0, 500000000",
    "a1b23c4d, 0, 500000",
    "a1b2cd34, 8, 500000000",
    "a1b234cd, 16, 500000000",
    "a12b3c4d, 0, 500000000"
  })
  void everyVariantOfPcapHasItsHeadersAndItsUnit(String magic, int more, long nanos) {
    for (var order : orders().toList()) {
      var capture =
          CaptureBytes.pcap(order, Integer.parseUnsignedInt(magic, 16), 1)
              .i32(1_700_000_000)
              .i32(500_000)
              .i32(ECHO.length)
              .i32(ECHO.length)
              .raw(new byte[more])
              .raw(ECHO);
      var frame = read(capture.bytes()).only();
      assertThat(frame.time).isEqualTo(1_700_000_000_000_000_000L + nanos);
      assertThat(frame.data).isEqualTo(ECHO);
      assertThat(frame.offset).isEqualTo(24);
    }
  }

  @Test
  void ixiasHeaderIsFourBytesLonger() {
    var capture =
        CaptureBytes.pcap(ByteOrder.BIG_ENDIAN, 0x1C0001AC, 1).i32(999).record(1, 2, ECHO).bytes();
    assertThat(read(capture).only()).returns(28L, Seen::offset).returns(1_000_000_002L, Seen::time);
  }

  @ParameterizedTest
  @MethodSource("orders")
  void sectionsOfBothByteOrdersFollowEachOther(ByteOrder first) {
    var other = first == ByteOrder.BIG_ENDIAN ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
    var none = new CaptureBytes(first);
    var capture =
        new CaptureBytes(first)
            .section()
            .on(1, new CaptureBytes(first).option(2, (byte) 'a'))
            .on(101, none)
            .enhanced(1, 7_000_000, ECHO)
            .enhanced(0, 8_000_000, ECHO)
            .raw(
                new CaptureBytes(other)
                    .section()
                    .on(113, new CaptureBytes(other))
                    .enhanced(0, 9_000_000, ECHO)
                    .bytes());
    var read = read(capture.bytes());
    assertThat(read.problems).isEmpty();
    assertThat(read.frames).extracting(Seen::link).containsExactly(101, 1, 113);
    assertThat(read.frames).extracting(Seen::on).containsExactly("", "a", "");
    assertThat(read.frames)
        .extracting(Seen::time)
        .containsExactly(7_000_000_000L, 8_000_000_000L, 9_000_000_000L);
    assertThat(read.frames).allSatisfy(frame -> assertThat(frame.data).isEqualTo(ECHO));
  }

  @ParameterizedTest
  @CsvSource({
    "9, 5000000001, 5000000001", "3, 5001, 5001000000", "6, 5000001, 5000001000",
    "12, 5000000001000, 5000000001", "-128, 5, 5000000000", "-118, 5121, 5000976562",
    "-64, 5, 0", "0, 5, 5000000000", "30, 5, 0"
  })
  void anInterfaceTellsItsUnitOfTime(byte resolution, long ticks, long nanos) {
    var order = ByteOrder.LITTLE_ENDIAN;
    var capture =
        new CaptureBytes(order)
            .section()
            .on(
                1,
                new CaptureBytes(order)
                    .option(9, resolution)
                    .option(14, new CaptureBytes(order).i64(100).bytes()))
            .enhanced(0, ticks, ECHO);
    assertThat(read(capture.bytes()).only().time).isEqualTo(100_000_000_000L + nanos);
  }

  @Test
  void simpleAndObsoletePacketsAreReadAndNamesAndUnknownBlocksSteppedOver() {
    var order = ByteOrder.BIG_ENDIAN;
    var capture =
        new CaptureBytes(order)
            .section()
            .on(1, new CaptureBytes(order))
            .block(4, new CaptureBytes(order).i32(0))
            .block(3, new CaptureBytes(order).i32(ECHO.length).raw(ECHO))
            .block(0xBAD, new CaptureBytes(order).i32(7))
            .block(
                2,
                new CaptureBytes(order)
                    .i16(0)
                    .i16(3)
                    .i32(0)
                    .i32(5)
                    .i32(ECHO.length)
                    .i32(ECHO.length)
                    .raw(ECHO));
    var read = read(capture.bytes());
    assertThat(read.problems).isEmpty();
    assertThat(read.frames).hasSize(2);
    assertThat(read.frames).extracting(Seen::time).containsExactly(FrameReader.NO_TIME, 5_000L);
    assertThat(read.frames).allSatisfy(frame -> assertThat(frame.data).isEqualTo(ECHO));
  }

  @Test
  void packetsThatTheCapturerDroppedAreTold() {
    var order = ByteOrder.LITTLE_ENDIAN;
    var capture =
        new CaptureBytes(order)
            .section()
            .on(
                1,
                new CaptureBytes(order)
                    .option(2, "eth0".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
            .block(
                5,
                new CaptureBytes(order)
                    .i32(0)
                    .i64(0)
                    .option(5, new CaptureBytes(order).i64(17).bytes())
                    .i32(0));
    assertThat(read(capture.bytes()).problems)
        .containsExactly("17 packets were dropped while capturing on eth0");
  }

  @Test
  void aCutCaptureGivesWhatIsThereAndSaysWhereItEnds() {
    var whole =
        CaptureBytes.pcap(ByteOrder.LITTLE_ENDIAN, 0xA1B2C3D4, 1)
            .record(1, 0, ECHO)
            .record(2, 0, ECHO)
            .bytes();
    var read = read(Arrays.copyOf(whole, whole.length - 10));
    assertThat(read.frames)
        .extracting(frame -> frame.data.length)
        .containsExactly(ECHO.length, ECHO.length - 10);
    assertThat(read.problems)
        .containsExactly(
            "frame 2 at offset %d: the capture is cut within the frame's %d bytes: %d bytes are left"
                .formatted(40 + ECHO.length, ECHO.length, 6 + ECHO.length));
  }

  @Test
  void framesAfterADamagedRecordAreFoundAgain() {
    var damaged =
        CaptureBytes.pcap(ByteOrder.LITTLE_ENDIAN, 0xA1B2C3D4, 1)
            .record(1_000_000, 0, ECHO)
            .i32(-1)
            .i32(-1)
            .i32(-1)
            .i32(-1)
            .raw(new byte[33])
            .record(1_000_001, 0, ECHO)
            .record(1_000_002, 0, ECHO)
            .bytes();
    var read = read(damaged);
    assertThat(read.frames).hasSize(3);
    assertThat(read.frames.getLast().data).isEqualTo(ECHO);
    assertThat(read.problems.getFirst())
        .startsWith("frame 2 at offset %d: the record says".formatted(40 + ECHO.length));
    assertThat(read.problems.getLast()).contains("49 bytes were left out");
  }

  @ParameterizedTest
  @MethodSource("orders")
  void blocksAfterADamagedOneAreFoundAgain(ByteOrder order) {
    var capture =
        new CaptureBytes(order)
            .section()
            .on(1, new CaptureBytes(order))
            .enhanced(0, 1, ECHO)
            .i32(6)
            .i32(-1)
            .raw(new byte[21])
            .enhanced(0, 2, ECHO)
            .enhanced(0, 3, ECHO);
    var read = read(capture.bytes());
    assertThat(read.frames).hasSize(3);
    assertThat(read.frames.getLast().data).isEqualTo(ECHO);
    assertThat(read.problems).hasSize(2);
    assertThat(read.problems.getLast()).contains("29 bytes were left out");
  }

  /// A search that moved its buffer at each byte would take minutes for it.
  @Test
  void aFileOfNothingButHeadersOfLargeRecordsIsReadToItsEnd() {
    var order = ByteOrder.LITTLE_ENDIAN;
    var capture = CaptureBytes.pcap(order, 0xA1B2C3D4, 1).i32(-1).i32(-1).i32(-1).i32(-1);
    var large = new CaptureBytes(order).i32(262_143).bytes();
    for (int i = 0; i < 500_000; i++) {
      capture.raw(large);
    }
    assertThat(read(capture.bytes()).problems).isNotEmpty();
  }

  @Test
  void whatIsNoCaptureSaysSo() {
    assertThatThrownBy(() ->
            FrameReader.open(
                new ByteArrayInputStream(
                        "no capture at all, only text"
                            .getBytes(java.nio.charset.StandardCharsets.UTF_8))
                    ::read))
        .hasMessageContaining("is no capture: begins with 6e6f2063");
    assertThatThrownBy(() -> FrameReader.open(new ByteArrayInputStream(new byte[3])::read))
        .hasMessageContaining("has 3 bytes");
  }
}
