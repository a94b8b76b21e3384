package dev.casebook.wings.captures.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MergeTest {

  private static final long NEVER = Long.MAX_VALUE / 2;
  private static final long MUCH = 1 << 20;

  private static CapturedPacket packet(int place, long time) {
    return new CapturedPacket(place, time, new byte[0], 0, System.nanoTime());
  }

  private static Merge of(int places, long windowNanos, long bytesMax) {
    var merge = new Merge(places, windowNanos, bytesMax);
    for (int i = 0; i < places; i++) {
      merge.begins(i);
    }
    return merge;
  }

  private static List<Long> taken(Merge merge, int count) throws InterruptedException {
    var packets = new ArrayList<CapturedPacket>();
    merge.take(packets, count, 0);
    return packets.stream().map(CapturedPacket::timeNanos).toList();
  }

  @Test
  void onePlaceHandsOnAtOnce() throws InterruptedException {
    var merge = of(1, NEVER, MUCH);
    merge.put(packet(0, 5));
    assertThat(taken(merge, 10)).containsExactly(5L);
  }

  @Test
  void packetsOfSeveralPlacesComeInOrderOfTime() throws InterruptedException {
    var merge = of(3, NEVER, MUCH);
    var random = new Random(7);
    for (int place = 0; place < 3; place++) {
      long time = 0;
      for (int i = 0; i < 200; i++) {
        time += random.nextInt(10);
        merge.put(packet(place, time));
      }
      merge.ends(place);
    }
    assertThat(taken(merge, 1000)).hasSize(600).isSorted();
    assertThat(merge.isFinished()).isTrue();
    assertThat(merge.late()).isZero();
  }

  @Test
  void aQuietPlaceHoldsTheOthersUpForTheWindowOnly() throws InterruptedException {
    var patient = of(2, NEVER, MUCH);
    patient.put(packet(0, 5));
    assertThat(taken(patient, 10)).isEmpty();
    var prompt = of(2, 0, MUCH);
    prompt.put(packet(0, 5));
    assertThat(taken(prompt, 10)).containsExactly(5L);
  }

  @Test
  void aPlaceThatHasEndedHoldsNobodyUp() throws InterruptedException {
    var merge = of(2, NEVER, MUCH);
    merge.put(packet(0, 5));
    merge.ends(1);
    assertThat(taken(merge, 10)).containsExactly(5L);
  }

  @Test
  void whatComesTooLateIsHandedOnAndCounted() throws InterruptedException {
    var merge = of(2, 0, MUCH);
    merge.put(packet(0, 9));
    assertThat(taken(merge, 10)).containsExactly(9L);
    merge.put(packet(1, 3));
    assertThat(taken(merge, 10)).containsExactly(3L);
    assertThat(merge.late()).isEqualTo(1);
  }

  /// Each packet of this test counts 72 bytes: three fit, and the next waits for room.
  @Test
  void aFullMergeHandsOnWithoutWaitingAndLetsNobodyPutMore() throws InterruptedException {
    var merge = of(2, NEVER, 200);
    merge.put(packet(0, 1));
    merge.put(packet(0, 2));
    merge.put(packet(0, 3));
    var fourth =
        Thread.ofVirtual()
            .start(() -> {
              try {
                merge.put(packet(0, 4));
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    assertThat(fourth.join(Duration.ofMillis(50))).isFalse();
    assertThat(taken(merge, 10)).containsExactly(1L);
    fourth.join();
    merge.ends(0);
    merge.ends(1);
    assertThat(taken(merge, 10)).containsExactly(2L, 3L, 4L);
  }
}
