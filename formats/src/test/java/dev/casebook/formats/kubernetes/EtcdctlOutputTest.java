package dev.casebook.formats.kubernetes;

import static dev.casebook.formats.kubernetes.WireBytes.message;
import static dev.casebook.formats.kubernetes.WireBytes.metadata;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class EtcdctlOutputTest {
  private static final byte[] VALUE =
      message().nested(1, metadata("line\nfeed\n")).stored("v1", "ConfigMap");

  @Test
  void theValueIsFoundBehindItsKeyAndBeforeTheNewline() {
    var found = EtcdctlOutput.find(output("/registry/configmaps/a/b\n", VALUE, "\n")).orElseThrow();
    assertThat(found.key()).isEqualTo("/registry/configmaps/a/b");
    assertThat(found.value()).isEqualTo(VALUE);
  }

  @Test
  void aValueAloneAndTheFirstOfSeveralAreFound() {
    assertThat(EtcdctlOutput.find(VALUE).orElseThrow().key()).isEmpty();
    var two = output("/a\n", VALUE, "\n/b\nk8s");
    assertThat(EtcdctlOutput.find(two).orElseThrow().value()).isEqualTo(VALUE);
  }

  @Test
  void outputWithoutAnObjectHasNone() {
    assertThat(EtcdctlOutput.find("/a\n{}\n".getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  private static byte[] output(String before, byte[] value, String after) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(before.getBytes(StandardCharsets.UTF_8));
    out.writeBytes(value);
    out.writeBytes(after.getBytes(StandardCharsets.UTF_8));
    return out.toByteArray();
  }
}
