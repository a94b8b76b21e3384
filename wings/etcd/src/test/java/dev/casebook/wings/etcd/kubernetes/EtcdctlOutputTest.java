package dev.casebook.wings.etcd.kubernetes;

import static dev.casebook.wings.etcd.kubernetes.WireBytes.message;
import static dev.casebook.wings.etcd.kubernetes.WireBytes.metadata;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class EtcdctlOutputTest {
  private static final HexFormat HEX = HexFormat.of();

  private static final byte[] VALUE =
      message().nested(1, metadata("line\nfeed\n")).stored("v1", "ConfigMap");

  /// As the API server writes it: with a newline of its own.
  private static final String JSON =
      "{\"apiVersion\":\"v1\",\"kind\":\"Widget\",\"a\":[\"}\\n/r/b\\n\",{\"b\":-1.5e3}]}\n";

  private static final byte[] SEALED = output("k8s:enc:aescbc:v1:key1:\u0001\n{\"\n/", "\u0002");

  /// A map of one text that starts behind a byte that is a newline, too.
  private static final byte[] CBOR =
      HEX.parseHex("d9d9f7" + "a1" + "6161" + "6a" + "7b22617069566572730a");

  private static byte[] output(Object... parts) {
    var out = new ByteArrayOutputStream();
    for (var part : parts) {
      out.writeBytes(
          part instanceof byte[] raw ? raw : part.toString().getBytes(StandardCharsets.UTF_8));
    }
    return out.toByteArray();
  }

  private static void holds(byte[] output, Object... keysAndValues) {
    var found = new ArrayList<String>();
    for (var pair : EtcdctlOutput.of(output).pairs()) {
      found.add(pair.key());
      found.add(HEX.formatHex(pair.value()));
    }
    var wanted = new ArrayList<String>();
    for (var i = 0; i < keysAndValues.length; i += 2) {
      wanted.add(keysAndValues[i].toString());
      wanted.add(HEX.formatHex(output(keysAndValues[i + 1])));
    }
    assertThat(found).isEqualTo(wanted);
    assertThat(EtcdctlOutput.of(output).untoldBytes()).isZero();
  }

  @Test
  void eachValueIsFoundBehindItsKeyWhateverItIs() {
    holds(
        output(
            "/r/cm/a\n",
            VALUE,
            "\n/r/w\n",
            JSON,
            "\n/r/s\n",
            SEALED,
            "\n/r/x\n",
            CBOR,
            "\n/r/y\n",
            VALUE,
            "\ncompact_rev_key\n12345\n"),
        "/r/cm/a",
        VALUE,
        "/r/w",
        JSON,
        "/r/s",
        SEALED,
        "/r/x",
        CBOR,
        "/r/y",
        VALUE,
        "compact_rev_key",
        "12345");
  }

  @Test
  void valuesAloneAreFound() {
    holds(VALUE, "", VALUE);
    holds(
        output(VALUE, "\n", JSON, "\n", SEALED, "\n", CBOR, "\n", VALUE, "\n"),
        "",
        VALUE,
        "",
        JSON,
        "",
        SEALED,
        "",
        CBOR,
        "",
        VALUE);
    holds(output("12345\n"), "", "12345");
    holds(output("\n"));
  }

  @Test
  void aBrokenValueEndsAtTheNextKey() {
    var torn = Arrays.copyOf(VALUE, 30);
    holds(
        output("/r/a\n", torn, "\n/r/b\n{\"kind\": [\n/r/c\n", VALUE, "\n"),
        "/r/a",
        torn,
        "/r/b",
        "{\"kind\": [",
        "/r/c",
        VALUE);
    holds(
        output(torn, "\n{\"kind\":\"A\"\n", JSON, "\n"), "", torn, "", "{\"kind\":\"A\"", "", JSON);
  }

  @Test
  void aLineThatLooksLikeAKeyByChanceIsNone() {
    var sealed = output("k8s:enc:aescbc:v1:key1:\u0001\n/x\n\u0002");
    holds(output("/r/a\n", sealed, "\n/r/b\n", VALUE, "\n"), "/r/a", sealed, "/r/b", VALUE);
  }

  @Test
  void keysWithoutValuesAreKeys() {
    holds(output("/r/a\n\n/r/b\n\n"), "/r/a", "", "/r/b", "");
    holds(output("/r/a\n/r/b"), "/r/a", "", "/r/b", "");
  }

  @Test
  void whatIsNeitherKeyNorValueIsCounted() {
    var output = EtcdctlOutput.of(output("/r/a\n", VALUE, "\n\u0001?\n/r/b\n", VALUE, "\n"));
    assertThat(output.pairs()).extracting(EtcdctlOutput.Pair::key).containsExactly("/r/a", "/r/b");
    assertThat(output.untoldBytes()).isEqualTo(2);
  }

  @Test
  void objectsAreFoundAnywhereInBytes() {
    var entry =
        output("\n\u0007/r/a\u0012", VALUE, "\"\u0012\n\u0004/r/b\u0012", JSON, "\u0018\u0001");
    assertThat(EtcdctlOutput.objectsIn(entry)).containsExactly(VALUE, output(JSON.strip()));
    assertThat(EtcdctlOutput.objectsIn(output("/a\n{}\n"))).isEmpty();
  }
}
