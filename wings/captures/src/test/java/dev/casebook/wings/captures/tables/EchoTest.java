package dev.casebook.wings.captures.tables;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.wings.captures.format.CaptureBytes;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EchoTest {

  private static byte[] reply() {
    var frame = CaptureBytes.ECHO.clone();
    System.arraycopy(CaptureBytes.ECHO, 22, frame, 38, 16);
    System.arraycopy(CaptureBytes.ECHO, 38, frame, 22, 16);
    frame[54] = (byte) 129;
    return frame;
  }

  private static CaptureBytes pcap() {
    return CaptureBytes.pcap(ByteOrder.LITTLE_ENDIAN, 0xA1B2C3D4, 1);
  }

  @Test
  void aRequestAndItsRepliesAreOneRow() {
    var capture =
        pcap()
            .record(10, 0, CaptureBytes.ECHO)
            .record(10, 2_500, reply())
            .record(10, 9_000, reply())
            .bytes();
    var outcome = Sample.loose().file("lost.bin", capture).read(Echo.TABLE);
    assertThat(outcome.coverage().isComplete()).as(outcome.coverage().reason()).isTrue();
    assertThat(outcome.only())
        .returns("lost.bin", Echo::file)
        .returns("icmp6", Echo::protocol)
        .returns("fd00:7a23::466", Echo::source)
        .returns("2001:db8:ff00::101", Echo::destination)
        .returns(14640, Echo::id)
        .returns(1, Echo::sequence)
        .returns(2, Echo::replies)
        .returns(false, Echo::unanswered);
    assertThat(requireNonNull(outcome.only().rttMs())).isEqualTo(2.5);
  }

  @Test
  void aRequestSentAgainIsARowOfItsOwn() {
    var capture =
        pcap()
            .record(10, 0, CaptureBytes.ECHO)
            .record(11, 0, CaptureBytes.ECHO)
            .record(11, 1_000, reply())
            .bytes();
    assertThat(Sample.loose().file("a.pcap", capture).read(Echo.TABLE).rows())
        .extracting(Echo::unanswered)
        .containsExactly(true, false);
  }

  /// What stands behind the cut may be the reply.
  @Test
  void inTheLastSecondOfACaptureThatIsCutNothingIsUnanswered() {
    var capture =
        pcap()
            .record(10, 0, CaptureBytes.ECHO)
            .record(20, 0, CaptureBytes.ECHO)
            .record(20, 1_000, reply())
            .bytes();
    var cut = Arrays.copyOf(capture, capture.length - 10);
    var rows = Sample.loose().file("a.pcap", cut).read(Echo.TABLE).rows();
    assertThat(rows).extracting(Echo::unanswered).containsExactly(true, null);
  }

  @Test
  void aReplyToNobodysRequestIsARowWithoutIt() {
    var row = Sample.loose().file("a.pcap", pcap().record(1, 0, reply()).bytes()).read(Echo.TABLE);
    assertThat(row.only().sent()).isNull();
    assertThat(row.only().source()).isEqualTo("fd00:7a23::466");
    assertThat(row.only().ttl()).isNull();
  }
}
