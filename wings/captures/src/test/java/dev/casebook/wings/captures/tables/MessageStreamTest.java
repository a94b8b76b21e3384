package dev.casebook.wings.captures.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MessageStreamTest {

  private final MessageStream stream = new MessageStream();

  private List<Integer> take(int sequence, byte[] bytes) {
    stream.take(sequence, bytes, 0, bytes.length, bytes.length);
    return taken();
  }

  private List<Integer> taken() {
    var lengths = new ArrayList<Integer>();
    while (stream.hasMessage()) {
      lengths.add(stream.messageEnd() - stream.messageAt());
      stream.passMessage();
    }
    return lengths;
  }

  private static byte[] message(int length) {
    var bytes = new byte[2 + length];
    bytes[0] = (byte) (length >> 8);
    bytes[1] = (byte) length;
    return bytes;
  }

  @Test
  void howeverMessagesAreCutIntoSegmentsTheyAreTheSame() {
    var random = new Random(3);
    var all = new ByteArrayOutputStream();
    var lengths = new ArrayList<Integer>();
    for (int i = 0; i < 500; i++) {
      int length = random.nextInt(1500);
      lengths.add(length);
      all.writeBytes(message(length));
    }
    var bytes = all.toByteArray();
    var told = new ArrayList<Integer>();
    // Numbers go over the greatest one.
    int begin = Integer.MAX_VALUE - 40_000;
    stream.begin(begin - 1);
    for (int at = 0; at < bytes.length; ) {
      int to = Math.min(bytes.length, at + 1 + random.nextInt(1400));
      int again = random.nextInt(3) == 0 ? Math.min(at, random.nextInt(900)) : 0;
      told.addAll(take(begin + at - again, Arrays.copyOfRange(bytes, at - again, to)));
      at = to;
    }
    assertThat(told).isEqualTo(lengths);
    assertThat(stream.lostAtEnd()).isZero();
  }

  @Test
  void behindAGapAMessageBegins() {
    assertThat(take(1, Arrays.copyOf(message(100), 50))).isEmpty();
    assertThat(take(500, message(20))).containsExactly(20);
    assertThat(stream.lost()).isEqualTo(1);
  }

  @Test
  void whatWasNotCapturedIsLost() {
    var bytes = message(100);
    stream.take(1, bytes, 0, 30, bytes.length);
    assertThat(taken()).isEmpty();
    assertThat(take(1 + bytes.length, message(7))).containsExactly(7);
    assertThat(stream.lost()).isEqualTo(1);
  }

  @Test
  void aMessagePastTheBoundIsPassedOverAndNotHeld() {
    var huge = message(60_000);
    for (int at = 0; at < huge.length; at += 1000) {
      take(1 + at, Arrays.copyOfRange(huge, at, Math.min(huge.length, at + 1000)));
      assertThat(stream.bytes().length).isLessThan(2 * MessageStream.MESSAGE_BYTES_MAX);
    }
    assertThat(take(1 + huge.length, message(5))).containsExactly(5);
    assertThat(stream.lost()).isEqualTo(1);
  }
}
