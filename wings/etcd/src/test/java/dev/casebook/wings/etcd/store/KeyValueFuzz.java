package dev.casebook.wings.etcd.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.casebook.wings.etcd.bbolt.FileWindow;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// Any bytes as a message: what is read lies in it, and does not depend on what lies around it.
class KeyValueFuzz {

  private static final int AROUND = 9;

  static Stream<byte[]> seeds() {
    return Stream.of(
            "0a016110ac0218ad0220032a02787930a33b",
            "30ffffffffffffffffff01",
            "0a01612a01783d010203044101020304050607083a00")
        .map(HexFormat.of()::parseHex);
  }

  @MethodSource("seeds")
  @FuzzTest
  void aMessageIsReadByItself(byte[] message) {
    var alone = new KeyValue(FileWindow.over(message));
    var around = new byte[message.length + 2 * AROUND];
    Arrays.fill(around, (byte) 0x0A);
    System.arraycopy(message, 0, around, AROUND, message.length);
    var among = new KeyValue(FileWindow.over(around));
    var isRead = alone.read(0, message.length);
    assertThat(among.read(AROUND, message.length)).isEqualTo(isRead);
    if (isRead) {
      assertThat(alone.keyBytes().mismatch(among.keyBytes())).isEqualTo(-1);
      assertThat(alone.valueBytes().mismatch(among.valueBytes())).isEqualTo(-1);
      assertThat(among.modRevision()).isEqualTo(alone.modRevision());
      assertThat(among.createRevision()).isEqualTo(alone.createRevision());
      assertThat(among.version()).isEqualTo(alone.version());
      assertThat(among.lease()).isEqualTo(alone.lease());
    }
  }
}
