package dev.casebook.wings.etcd.tool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.wings.etcd.kubernetes.StorageCodec;
import dev.casebook.wings.etcd.kubernetes.tree.UnencodableException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class LineDecoderTest {

  private final LineDecoder decoder = new LineDecoder(new ObjectReader(), UnaryOperator.identity());

  private static String hex(Map<?, ?> object) throws UnencodableException {
    return HexFormat.of().formatHex(StorageCodec.encode(object));
  }

  private static Map<?, ?> configMap(String value) {
    return Map.of("apiVersion", "v1", "kind", "ConfigMap", "data", Map.of("k", value));
  }

  /// The reader splits at every `|` and takes one line.
  @Test
  void anObjectIsOneLineWithOneBar() throws UnencodableException {
    assertThat(decoder.answer("0a05" + hex(configMap("a|b\nc"))))
        .isEqualTo(
            "OK|{\"kind\":\"ConfigMap\",\"apiVersion\":\"v1\",\"metadata\":{},"
                + "\"data\":{\"k\":\"a\\u007cb\\nc\"}}\n");
  }

  @Test
  void severalObjectsInOneEntryAreAnArray() throws UnencodableException {
    assertThat(decoder.answer(hex(configMap("a")) + "0a05" + hex(configMap("b"))))
        .startsWith("OK|[{")
        .endsWith("}]\n");
  }

  /// As the API server stores custom resources, and a transaction holds them.
  @Test
  void anObjectInJsonIsOne() {
    var json = "{\"apiVersion\":\"example.com/v1\",\"kind\":\"Widget\",\"spec\":{\"a\":\"}\"}}\n";
    var entry = "0a05" + HexFormat.of().formatHex(json.getBytes(UTF_8)) + "1801";
    assertThat(decoder.answer(entry)).isEqualTo("OK|" + json);
  }

  @Test
  void whatCannotBeDecodedIsAnErrorAndTheNextLineIsAnswered()
      throws IOException, UnencodableException {
    var whole = StorageCodec.encode(configMap("a"));
    var cut = HexFormat.of().formatHex(Arrays.copyOf(whole, whole.length - 20));
    var input = "\nzz\n0102\n" + cut + "\n" + hex(configMap("a"));
    var output = new ByteArrayOutputStream();
    decoder.run(
        new ByteArrayInputStream(input.getBytes(UTF_8)), new PrintStream(output, false, UTF_8));
    assertThat(output.toString(UTF_8).lines())
        .hasSize(5)
        .startsWith("ERROR:no data|", "ERROR:not hexadecimal|", "ERROR:no Kubernetes object|")
        .allMatch(line -> line.chars().filter(c -> c == '|').count() == 1)
        .element(4)
        .asString()
        .startsWith("OK|{");
  }
}
