package dev.casebook.wings.captures.tables;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.casebook.wings.captures.dissect.DhcpMessage;
import dev.casebook.wings.captures.dissect.DnsMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// Any bytes as a capture: each frame is taken apart and told, and every step goes forward.
class CapturesFuzz {

  static Stream<byte[]> seeds() {
    var random = new Random(11);
    return MadeCaptures.all().values().stream()
        .flatMap(sound -> Stream.concat(Stream.of(sound), mutations(sound, random)));
  }

  private static Stream<byte[]> mutations(byte[] sound, Random random) {
    return Stream.generate(() -> mutated(sound, random)).limit(40);
  }

  private static byte[] mutated(byte[] sound, Random random) {
    var bytes =
        random.nextInt(4) == 0
            ? Arrays.copyOf(sound, random.nextInt(sound.length) + 1)
            : sound.clone();
    for (int changes = 1 + random.nextInt(30); changes > 0; changes--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  @MethodSource("seeds")
  @FuzzTest
  void anyBytesAreReadToTheirEnd(byte[] bytes) {
    CaptureWalk walk;
    try {
      walk = CaptureWalk.of(new ByteArrayInputStream(bytes)::read);
    } catch (IOException e) {
      assertThat(e).hasMessageNotContaining("null");
      return;
    }
    long offset = -1;
    var file = new SomeGatherings();
    while (walk.next()) {
      var frame = walk.frame();
      assertThat(frame.offset()).isGreaterThan(offset).isLessThan(bytes.length);
      offset = frame.offset();
      assertThat(frame.captured()).isBetween(0, bytes.length);
      assertThat(FrameText.of(frame)).isNotEmpty();
      file.take(walk);
    }
    assertThat(walk.shortcomings()).hasSizeLessThan(1000);
    // The same bytes as messages, where no port says that they are.
    DnsMessage.read(bytes, 0, bytes.length);
    DhcpMessage.read(bytes, 0, bytes.length);
  }

  /// What keeps state over frames, without a file.
  private static final class SomeGatherings {
    private final FlowKeys<Integer> keys = new FlowKeys<>();
    private int flows;

    void take(CaptureWalk walk) {
      if (walk.says().isIp()) {
        if (keys.find(walk.says()) == null) {
          keys.put(flows++);
        }
        assertThat(keys.find(walk.says())).isBetween(0, flows - 1);
        new FlowDraft(walk.frame(), walk.says(), keys.isForward())
            .take(walk.frame(), walk.says(), keys.isForward());
      }
    }
  }
}
