package dev.casebook.wings.etcd.kubernetes;

import static dev.casebook.wings.etcd.kubernetes.WireBytes.message;
import static dev.casebook.wings.etcd.kubernetes.WireBytes.metadata;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.casebook.wings.etcd.kubernetes.tree.Json;
import dev.casebook.wings.etcd.kubernetes.tree.JsonWriter;
import dev.casebook.wings.etcd.kubernetes.tree.TreeBudget;
import dev.casebook.wings.etcd.kubernetes.tree.UnencodableException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StorageCodecTest {
  /// Strings, numbers and times held by value are stored when empty, and not printed (`omitempty`).
  @Test
  void zeroValuesOfAnObjectsMetadataAreStoredButNotPrinted() throws Exception {
    var value = message().nested(1, metadata("a")).stored("v1", "ConfigMap");
    assertPrintsAndRestores(
        value, "{\"kind\":\"ConfigMap\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"a\"}}");
  }

  /// Structs held by value print as `{}`, a required list and a required pointer as null.
  @Test
  void anEmptyDeploymentPrintsItsStructsAndNulls() throws Exception {
    var podSpec = message();
    for (int field : new int[] {3, 6, 8, 10, 16, 17, 19, 21, 24}) {
      podSpec.text(field, "");
    }
    assertPrints(
        message()
            .nested(1, metadata("d"))
            .nested(2, message().nested(3, message().nested(1, metadata("")).nested(2, message())))
            .stored("apps/v1", "Deployment"),
        """
        {"kind":"Deployment","apiVersion":"apps/v1","metadata":{"name":"d"},"spec":{"selector":null,\
        "template":{"metadata":{},"spec":{"containers":null}},"strategy":{}},"status":{}}\
        """);
  }

  /// A pointer to zero was set by somebody: it prints and is stored; an absent one is neither.
  @Test
  void aPointerToZeroPrints() throws Exception {
    var tree =
        tree("{\"kind\":\"Deployment\",\"apiVersion\":\"apps/v1\",\"spec\":{\"replicas\":0}}");
    var value = StorageCodec.encode(tree);
    assertThat(printed(value)).contains("\"spec\":{\"replicas\":0,\"selector\":null");
    assertThat(new String(value, StandardCharsets.ISO_8859_1)).contains("\u0012", "\b\0");
  }

  /// A required string prints when empty; an optional list prints neither as null nor as [].
  @Test
  void aContainersRequiredNameAndOptionalListsFollowTheirClass() throws Exception {
    var pod =
        tree(
            """
            {"kind":"Pod","apiVersion":"v1","spec":{"containers":[{"name":"","args":[],"tty":false}]}}\
            """);
    assertThat(printed(StorageCodec.encode(pod)))
        .contains("\"containers\":[{\"name\":\"\",\"resources\":{}}]");
  }

  /// A volume's source is a message of its own, but its fields stand beside the volume's name.
  @Test
  void inlinedStructsShareTheirParentsObject() throws Exception {
    var json =
        "\"volumes\":[{\"name\":\"v\",\"emptyDir\":{\"medium\":\"Memory\",\"sizeLimit\":\"1536Mi\"}}]";
    var pod =
        tree(
            "{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"spec\":{"
                + json.replace("1536Mi", "1.5Gi")
                + "}}");
    assertThat(printed(StorageCodec.encode(pod))).contains(json);
  }

  /// JSONSchemaProps has unions whose JSON is a schema, a boolean or a list.
  @Test
  void schemaUnionsPrintWhatTheyHold() throws Exception {
    var schema =
        """
        {"type":"object","default":{"b":1,"a":[1.5,null]},"maximum":1.5,"enum":["x",1,true],\
        "items":[{"type":"string"}],"properties":{"p":{"additionalProperties":false}},\
        "additionalProperties":{"items":{"type":"integer"}},"dependencies":{"a":["b"],"c":{"type":"x"}},\
        "x-kubernetes-preserve-unknown-fields":false}\
        """;
    var crd =
        tree(
            "{\"kind\":\"CustomResourceDefinition\",\"apiVersion\":\"apiextensions.k8s.io/v1\",\"spec\":{\"versions\":"
                + "[{\"name\":\"v1\",\"served\":true,\"storage\":true,\"schema\":{\"openAPIV3Schema\":"
                + schema
                + "}}]}}");
    assertThat(printed(StorageCodec.encode(crd, StorageFormat.PROTOBUF)))
        .contains(schema.replace("{\"b\":1,\"a\":[1.5,null]}", "{\"a\":[1.5,null],\"b\":1}"));
  }

  @Test
  void fieldsThatTheSchemaLacksAreShownByNumberAndRestored() throws Exception {
    var volume = message().text(1, "v").nested(2, message().nested(77, message().number(1, 5)));
    var value =
        message()
            .nested(1, metadata("c"))
            .number(90, 7)
            .text(91, "one")
            .text(91, "two")
            .raw(0xE1, 5, 1, 2, 3, 4, 5, 6, 7, 8)
            .bytes(93, (byte) 0xFF, (byte) 0)
            .stored("v1", "ConfigMap");
    assertPrintsAndRestores(
        value,
        """
        {"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"c"},"90:varint":7,\
        "91:string":["one","two"],"92:fixed64":578437695752307201,"93:bytes":"/wA="}\
        """);
    var pod =
        message()
            .nested(1, metadata("p"))
            .nested(2, message().nested(1, volume))
            .stored("v1", "Pod");
    assertThat(printed(pod)).contains("{\"name\":\"v\",\"2/77:message\":{\"1:varint\":5}}");
    assertRestores(pod);
  }

  @Test
  void aKindThatTheSchemaLacksShowsItsMetadataByName() throws Exception {
    var value =
        message()
            .nested(1, metadata("r"))
            .nested(2, message().text(1, "www.example.org").number(3, 1))
            .stored("route.example.org/v1", "Route");
    assertPrintsAndRestores(
        value,
        """
        {"kind":"Route","apiVersion":"route.example.org/v1","metadata":{"name":"r"},\
        "2:message":{"1:string":"www.example.org","3:varint":1}}\
        """);
  }

  /// Fields out of order, twice or absent, packed numbers, nanoseconds, unsorted FieldsV1, the
  /// field clusterName that Kubernetes dropped: none of it shows, all of it comes back.
  @Test
  void unusualEncodingsAreRestoredByTheirMarks() throws Exception {
    var time = message().number(1, 1_700_000_000).number(2, 5);
    var entry =
        message().text(1, "kubectl").nested(7, message().text(1, "{\"f:b\":{},\"f:a\":{}}"));
    var meta = message().nested(8, time).text(1, "a").text(1, "b").text(15, "").nested(17, entry);
    for (var value :
        new byte[][] {
          message().nested(1, meta).stored("v1", "ConfigMap"),
          message().stored("v1", "ConfigMap"),
          message().nested(1, metadata("x")).nested(1, message().text(3, "n")).stored("v1", "Pod"),
          message().nested(1, metadata("x")).bytes(1, (byte) 1).stored("batch/v1", "Nothing"),
          message().nested(1, metadata("x")).number(2, 1).raw(0x10, 0x81, 0).stored("x/v1", "Y")
        }) {
      assertRestores(value);
    }
  }

  @Test
  void anEditWinsOverTheMark() throws Exception {
    var value = message().nested(1, message().text(1, "a")).stored("v1", "ConfigMap");
    var marked = new LinkedHashMap<>(exactly(value));
    assertThat(JsonWriter.compact(marked)).contains("\"@wire\"");
    marked.put("data", Map.of("k", "v"));
    assertThat(printed(StorageCodec.encode(marked)))
        .isEqualTo(
            "{\"kind\":\"ConfigMap\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"a\"},\"data\":{\"k\":\"v\"}}");
  }

  @Test
  void jsonAndCborValuesAreRestored() throws Exception {
    assertRestores(
        "{\"apiVersion\":\"example.org/v1\",\"kind\":\"Foo\",\"spec\":{\"a\":\"\\u003cb\\u003e\"}}\n");
    assertRestores(
        "{ \"kind\": \"Foo\", \"apiVersion\": \"example.org/v1\", \"n\": 1e3, \"a\": 1.0 }");
    assertRestores(
        "{\"kind\":\"APIService\",\"apiVersion\":\"apiregistration.k8s.io/v1\",\"metadata\":{\"name\":\"v1.example.org\"}}\n");
    var foo =
        tree(
            "{\"apiVersion\":\"example.org/v1\",\"kind\":\"Foo\",\"b\":[1,-2,1.5,null,true],\"a\":{}}");
    var cbor = StorageCodec.encode(foo, StorageFormat.CBOR);
    assertThat(StorageCodec.decode(cbor))
        .isEqualTo(new Decoded.Tree(ordered(cbor), StorageFormat.CBOR));
    assertRestores(cbor);
  }

  private static Map<String, @Nullable Object> ordered(byte[] cbor) {
    return ((Decoded.Tree) StorageCodec.decode(cbor)).tree();
  }

  @Test
  void whatCannotBeReadSaysWhy() {
    assertFails(
        message().nested(1, message().raw(0x0B)).stored("v1", "Pod"),
        "metadata: field 1 is a group");
    assertFails(
        message().nested(1, message().raw(0x0F)).stored("v1", "Pod"),
        "metadata: field 1 has wire type 7");
    assertFails(
        message().nested(1, message().raw(0x0A, 5)).stored("v1", "Pod"),
        "metadata: field 1 runs past the end of its message");
    assertFails(new byte[] {'k', '8', 's', 0, 0x0A}, "the envelope is cut short");
    assertFails(
        "k8s:enc:aescbc:v1:key1:xyz".getBytes(StandardCharsets.UTF_8),
        "encrypted with aescbc, key key1");
    assertFails("12345".getBytes(StandardCharsets.UTF_8), "plain text, not an object");
    assertFails(new byte[] {0, 1, 2}, "bytes of no known format");
    assertFails("{\"a\":".getBytes(StandardCharsets.UTF_8), "not JSON");
  }

  @Test
  void aMistakeInAnObjectNamesItsPlace() {
    assertRefused(
        "{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"spec\":{\"containers\":[{\"nam\":\"x\"}]}}",
        "spec: containers: [0]: nam is not a field of v1.Container");
    assertRefused(
        "{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"spec\":{\"priority\":\"high\"}}",
        "spec: priority: expected a whole number of 64 bits, found high");
    assertRefused(
        "{\"kind\":\"Secret\",\"apiVersion\":\"v1\",\"data\":{\"a\":\"?\"}}",
        "data: [a]: expected base64, found ?");
  }

  private static void assertRefused(String json, String reason) {
    assertThatThrownBy(() -> StorageCodec.encode(tree(json)))
        .isInstanceOf(UnencodableException.class)
        .hasMessage(reason);
  }

  private static void assertFails(byte[] value, String reason) {
    assertThat(StorageCodec.decode(value)).isInstanceOf(Decoded.Failed.class);
    assertThat(((Decoded.Failed) StorageCodec.decode(value)).reason()).startsWith(reason);
  }

  private static void assertPrints(byte[] value, String json) {
    assertThat(printed(value)).isEqualTo(json);
  }

  private static void assertPrintsAndRestores(byte[] value, String json) throws Exception {
    assertPrints(value, json);
    assertThat(StorageCodec.encode(tree(json))).isEqualTo(value);
  }

  private static void assertRestores(String text) throws Exception {
    assertRestores(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Through JSON text with its keys sorted, as YAML has them: order must not matter.
  private static void assertRestores(byte[] value) throws Exception {
    var text = JsonWriter.stored(exactly(value), false);
    var read = (Map<?, ?>) Objects.requireNonNull(Json.read(text, new TreeBudget()));
    assertThat(StorageCodec.encode(read)).isEqualTo(value);
  }

  private static Map<String, @Nullable Object> exactly(byte[] value) {
    return ((Decoded.Tree) StorageCodec.decodeExactly(value)).tree();
  }

  private static String printed(byte[] value) {
    assertThat(StorageCodec.decode(value)).isInstanceOf(Decoded.Tree.class);
    return JsonWriter.compact(((Decoded.Tree) StorageCodec.decode(value)).tree());
  }

  private static Map<?, ?> tree(String json) throws Exception {
    var bytes = json.getBytes(StandardCharsets.UTF_8);
    return (Map<?, ?>) Objects.requireNonNull(Json.read(bytes, new TreeBudget()));
  }
}
