package dev.casebook.wings.etcd.kubernetes.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CborTest {
  /// From RFC 8949 appendix A.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "00|0",
        "17|23",
        "1818|24",
        "1903e8|1000",
        "1b000000e8d4a51000|1000000000000",
        "20|-1",
        "3903e7|-1000",
        "f93c00|1.0",
        "fb3ff199999999999a|1.1",
        "fa47c35000|100000.0",
        "f4|false",
        "f6|null",
        "6449455446|\"IETF\"",
        "62c3bc|\"ü\"",
        "83010203|[1,2,3]",
        "8301820203820405|[1,[2,3],[4,5]]",
        "a26161016162820203|{\"a\":1,\"b\":[2,3]}",
        "4449455446|\"IETF\"",
        "d6420102|\"AQI=\"",
        "d7420102|\"0102\""
      })
  void anItemReadsAsItsJson(String hex, String json) throws Exception {
    var item = Cbor.read(HexFormat.of().parseHex(hex), 0, new TreeBudget());
    assertThat(JsonWriter.compact(item)).isEqualTo(json.replace(".0", ""));
  }

  /// Indefinite lengths, tags, keys that are not strings, NaN, lengths past the end, trailing
  /// bytes.
  @ParameterizedTest
  @CsvSource({
    "9fff",
    "c100",
    "a10101",
    "f97e00",
    "9b7fffffffffffffff",
    "5affffffff",
    "0000",
    "''",
    "f8ff",
    "1c",
    "3bffffffffffffffff",
    "61ff"
  })
  void whatKubernetesRefusesIsMalformed(String hex) {
    var bytes = HexFormat.of().parseHex(hex);
    assertThatThrownBy(() -> Cbor.read(bytes, 0, new TreeBudget()))
        .isInstanceOf(MalformedException.class);
  }

  @Test
  void theWriterUsesTheShortestFormsAndSortsKeys() throws Exception {
    var tree =
        Json.read(
            "{\"bb\":1000,\"a\":[1.5,-1,1.1,\"\"]}".getBytes(StandardCharsets.UTF_8),
            new TreeBudget());
    assertThat(HexFormat.of().formatHex(CborWriter.write(tree)))
        .isEqualTo("d9d9f7a2416184f93e0020fb3ff199999999999a404262621903e8");
  }

  @Test
  void nestingIsBounded() {
    var deep = new byte[100_000];
    Arrays.fill(deep, (byte) 0x81);
    assertThatThrownBy(() -> Cbor.read(deep, 0, new TreeBudget()))
        .hasMessage("nested more than 200 levels deep");
    assertThat(List.of(0xD9, 0xD9, 0xF7)).isEqualTo(Cbor.SELF_DESCRIBED);
  }
}
