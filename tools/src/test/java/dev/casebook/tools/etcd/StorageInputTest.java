package dev.casebook.tools.etcd;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.formats.kubernetes.StorageCodec;
import dev.casebook.formats.kubernetes.tree.UnencodableException;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StorageInputTest {

  private byte[] value = {};

  @BeforeEach
  void encode() throws UnencodableException {
    value =
        StorageCodec.encode(
            Map.of("apiVersion", "v1", "kind", "ConfigMap", "data", Map.of("k", "\n/a\n")));
  }

  private static byte[] joined(Object... parts) {
    var bytes = new ByteArrayOutputStream();
    for (var part : parts) {
      bytes.writeBytes(part instanceof byte[] raw ? raw : part.toString().getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  private static List<String> keys(byte[] input) {
    return StorageInput.entries(input).stream().map(StorageInput.Entry::key).toList();
  }

  private void holdsTheValue(byte[] input, String... keys) {
    assertThat(keys(input)).containsExactly(keys);
    assertThat(StorageInput.entries(input))
        .allSatisfy(entry -> assertThat(entry.value()).isEqualTo(value));
  }

  @Test
  void theValueAlone() {
    holdsTheValue(value, "");
    holdsTheValue(joined(value, "\n"), "");
  }

  @Test
  void whatEtcdctlPrints() {
    holdsTheValue(joined("/a\n", value, "\n"), "/a");
    holdsTheValue(joined("/a\n", value, "\n/b\n", value, "\n"), "/a", "/b");
  }

  @Test
  void whatEtcdctlPrintsInHexadecimal() {
    var escaped = new StringBuilder();
    for (var octet : joined("/a", "\n", value, "\n")) {
      escaped.append(octet == '\n' ? "\\x0a" : "\\x%02x".formatted(octet));
    }
    holdsTheValue(joined(escaped), "/a");
  }

  @Test
  void whatEtcdctlPrintsInJson() {
    var base64 = Base64.getEncoder();
    var response =
        "{\"header\":{\"revision\":3},\"kvs\":[{\"key\":\"%s\",\"value\":\"%s\"}],\"count\":1}"
            .formatted(base64.encodeToString("/a".getBytes(UTF_8)), base64.encodeToString(value));
    holdsTheValue(joined(response), "/a");
  }

  @Test
  void valuesWithoutTheMarkOfProtobuf() {
    assertThat(keys(joined("/a\n{\"kind\":\"Widget\"}\n"))).containsExactly("/a");
    assertThat(StorageInput.entries(joined("{\"kind\":\"Widget\"}\n")).getFirst().value())
        .isEqualTo(joined("{\"kind\":\"Widget\"}"));
    assertThat(StorageInput.entries(joined("k8s:enc:aescbc:v1:key1:xyz")).getFirst().value())
        .isEqualTo(joined("k8s:enc:aescbc:v1:key1:xyz"));
    assertThat(StorageInput.entries(new byte[0])).isEmpty();
  }
}
