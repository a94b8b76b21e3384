package dev.casebook.formats.icmp;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// Any bytes as a packet or a message.
class IcmpFuzz {

  static Stream<byte[]> seeds() {
    return Stream.of(true, false)
        .map(isV4 -> IcmpCodec.bytes(new IcmpMessage.Echo(isV4, true, 7, 9, new byte[56])));
  }

  @MethodSource("seeds")
  @FuzzTest
  void everyMessageIsRead(byte[] bytes) {
    IcmpCodec.ofV4Packet(bytes);
    for (boolean isV4 : new boolean[] {true, false}) {
      IcmpCodec.ofMessage(isV4, bytes)
          .ifPresent(message -> {
            if (message instanceof IcmpMessage.Failure failure) {
              failure.words();
            }
          });
    }
  }
}
