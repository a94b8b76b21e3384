package dev.casebook.wings.etcd.kubernetes.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @Test
  void textKeepsItsOrderAndItsNumbers() throws Exception {
    var json = "{\"b\":[1,-2,12345678901234567890,1.50,null,true,{}],\"a\":\"x\"}";
    assertThat(JsonWriter.compact(read(json))).isEqualTo(json);
  }

  /// As Go's encoding/json: HTML characters and line separators as escapes, the rest as it is.
  @Test
  void stringsAreEscapedAsGoDoes() throws Exception {
    assertThat(JsonWriter.compact(read("\"<a&b>\\u2028\\u0001\\u007f é😀\\/\\ud800\"")))
        .isEqualTo("\"\\u003ca\\u0026b\\u003e\\u2028\\u0001\u007f é😀/\\ufffd\"");
  }

  @Test
  void floatsArePrintedAsGoDoes() {
    assertThat(JsonWriter.compact(1.5)).isEqualTo("1.5");
    assertThat(JsonWriter.compact(100.0)).isEqualTo("100");
    assertThat(JsonWriter.compact(1e21)).isEqualTo("1e+21");
    assertThat(JsonWriter.compact(1e-7)).isEqualTo("1e-7");
    assertThat(JsonWriter.compact(-0.00001)).isEqualTo("-0.00001");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{}x", "[1,]", "nul", "\"", "1e99999999999", "{\"a\":1}{"})
  void textThatIsNoJsonIsMalformed(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(MalformedException.class);
  }

  @Test
  void nestingIsBounded() {
    assertThatThrownBy(() -> read("[".repeat(100_000))).isInstanceOf(MalformedException.class);
  }

  private static @Nullable Object read(String json) throws MalformedException {
    return Json.read(json.getBytes(StandardCharsets.UTF_8), new TreeBudget());
  }
}
