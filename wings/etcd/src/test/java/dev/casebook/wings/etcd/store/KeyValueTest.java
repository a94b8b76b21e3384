package dev.casebook.wings.etcd.store;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.wings.etcd.bbolt.FileWindow;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeyValueTest {

  private static @Nullable KeyValue read(String hex) {
    var bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
    var keyValue = new KeyValue(FileWindow.over(bytes));
    return keyValue.read(0, bytes.length) ? keyValue : null;
  }

  @Test
  void everyFieldIsRead() {
    var keyValue =
        Objects.requireNonNull(read("0a 01 61  10 ac02  18 ad02  20 03  2a 02 7879  30 a33b"));
    assertThat(keyValue.keyBytes().toArray(JAVA_BYTE)).containsExactly((byte) 0x61);
    assertThat(keyValue.createRevision()).isEqualTo(300);
    assertThat(keyValue.modRevision()).isEqualTo(301);
    assertThat(keyValue.version()).isEqualTo(3);
    assertThat(keyValue.valueLength()).isEqualTo(2);
    assertThat(keyValue.lease()).isEqualTo(7587);
  }

  @Test
  void fieldsThatAreMissingAreEmptyWhateverWasReadBefore() {
    var file = FileWindow.over(HexFormat.of().parseHex("0a01612a01780a0162"));
    var keyValue = new KeyValue(file);
    assertThat(keyValue.read(0, 6)).isTrue();
    assertThat(keyValue.read(6, 3)).isTrue();
    assertThat(keyValue.key()).isEqualTo(8);
    assertThat(keyValue.valueLength()).isZero();
  }

  @Test
  void numbersOfTenBytesAreRead() {
    assertThat(read("30 ffffffffffffffff7f")).returns(Long.MAX_VALUE, KeyValue::lease);
    assertThat(read("30 ffffffffffffffffff01")).returns(-1L, KeyValue::lease);
  }

  @Test
  void unknownFieldsOfEveryWireTypeAreSkipped() {
    assertThat(read("78 05  79 0102030405060708  7a 01 61  7d 01020304  0a 01 61")).isNotNull();
    assertThat(read("8001 05  8201 01 61  0a 01 61")).isNotNull();
  }

  @Test
  void whatIsCutOffOrOfTheWrongTypeIsNoMessage() {
    assertThat(read("0a 05 61")).as("key beyond the end").isNull();
    assertThat(read("0a ffffffffffffffffff01")).as("negative length").isNull();
    assertThat(read("18")).as("no number").isNull();
    assertThat(read("18 80")).as("half a number").isNull();
    assertThat(read("18 ffffffffffffffffffff01")).as("eleven bytes").isNull();
    assertThat(read("08 01")).as("key as a number").isNull();
    assertThat(read("1a 01 61")).as("revision as bytes").isNull();
    assertThat(read("7b")).as("a group").isNull();
    assertThat(read("79 01")).as("half a fixed number").isNull();
    assertThat(read("7d 010203")).as("three bytes of four").isNull();
    assertThat(read("0a 01 61 7f")).as("a wire type that is none").isNull();
    assertThat(read("8a80808080")).as("half a tag").isNull();
    assertThat(read("2a 02 78")).as("a value with one byte of two").isNull();
  }

  @Test
  void randomBytesNeverLeadOutOfTheMessage() {
    var random = new Random(2);
    var read = 0;
    for (var i = 0; i < 50_000; i++) {
      var bytes = new byte[random.nextInt(24)];
      random.nextBytes(bytes);
      if (bytes.length > 0) {
        bytes[0] = 0x0A;
      }
      var keyValue = new KeyValue(FileWindow.over(bytes));
      if (keyValue.read(0, bytes.length)) {
        read++;
        assertThat(keyValue.key() + keyValue.keyLength()).isBetween(0L, (long) bytes.length);
        assertThat(keyValue.value() + keyValue.valueLength()).isBetween(0L, (long) bytes.length);
      }
    }
    assertThat(read).isPositive();
  }
}
