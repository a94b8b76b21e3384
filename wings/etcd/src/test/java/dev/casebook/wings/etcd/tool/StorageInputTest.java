package dev.casebook.wings.etcd.tool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.wings.etcd.kubernetes.StorageCodec;
import dev.casebook.wings.etcd.kubernetes.tree.UnencodableException;
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
    return StorageInput.of(input).entries().stream().map(StorageInput.Entry::key).toList();
  }

  private void holdsTheValue(byte[] input, String... keys) {
    assertThat(keys(input)).containsExactly(keys);
    assertThat(StorageInput.of(input).entries())
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

  private static String escaped(byte[] bytes) {
    var text = new StringBuilder();
    for (var octet : bytes) {
      text.append("\\x%02x".formatted(octet));
    }
    return text + "\n";
  }

  @Test
  void whatEtcdctlPrintsInHexadecimal() {
    var pair = escaped(joined("/a")) + escaped(value);
    holdsTheValue(joined(pair, escaped(joined("/b")), escaped(value)), "/a", "/b");
    holdsTheValue(joined(escaped(value), escaped(value)), "", "");
  }

  @Test
  void keysWithoutValuesAreToldFromValues() {
    assertThat(StorageInput.of(joined("/a\n\n/b\n\n")).hasOnlyKeys()).isTrue();
    assertThat(StorageInput.of(joined(escaped(joined("/a")), "\n")).hasOnlyKeys()).isTrue();
    assertThat(StorageInput.of(joined("/a\n", value, "\n")).hasOnlyKeys()).isFalse();
    assertThat(StorageInput.of(new byte[0]).hasOnlyKeys()).isFalse();
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
    assertThat(StorageInput.of(joined("{\"kind\":\"Widget\"}\n")).entries().getFirst().value())
        .isEqualTo(joined("{\"kind\":\"Widget\"}"));
    assertThat(StorageInput.of(joined("k8s:enc:aescbc:v1:key1:xyz")).entries().getFirst().value())
        .isEqualTo(joined("k8s:enc:aescbc:v1:key1:xyz"));
    assertThat(StorageInput.of(new byte[0]).entries()).isEmpty();
  }
}
