package dev.casebook.wings.etcd.kubernetes.tree;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// Any bytes as CBOR: read or refused; what is read and written again reads the same.
class CborFuzz {

  static Stream<byte[]> seeds() {
    return Stream.of(
            "d9d9f7a2416184f93e0020fb3ff199999999999a404262621903e8",
            "a26161016162820203",
            "8301820203820405",
            "d6420102",
            "1b000000e8d4a51000")
        .map(HexFormat.of()::parseHex);
  }

  @MethodSource("seeds")
  @FuzzTest
  void whatIsReadIsWrittenAndReadAgain(byte[] bytes) throws Exception {
    try {
      var tree = Cbor.read(bytes, 0, new TreeBudget());
      assertThat(Cbor.length(bytes)).isEqualTo(bytes.length);
      var written = CborWriter.write(tree);
      assertThat(Trees.isSame(Cbor.read(written, 0, new TreeBudget()), tree)).isTrue();
    } catch (MalformedException refused) {
      assertThat(refused.getMessage()).isNotEmpty();
    }
  }
}
