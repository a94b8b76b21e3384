package dev.casebook.wings.etcd.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.wings.etcd.kubernetes.tree.Json;
import dev.casebook.wings.etcd.kubernetes.tree.JsonWriter;
import dev.casebook.wings.etcd.kubernetes.tree.TreeBudget;
import dev.casebook.wings.etcd.kubernetes.tree.YamlWriter;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Broken values: nothing escapes, nothing hangs, and what decodes encodes to the same bytes.
class StorageFuzzTest {
  private static final int ROUNDS = 30_000;

  private static final String POD =
      """
      {"kind":"Pod","apiVersion":"v1","metadata":{"name":"a","labels":{"x":"y"},"managedFields":[
      {"manager":"m","fieldsV1":{"f:a":{}}}],"creationTimestamp":"2026-01-01T00:00:00Z"},"spec":{
      "containers":[{"name":"c","ports":[{"containerPort":80}],"resources":{"limits":{"cpu":"1"}},
      "livenessProbe":{"httpGet":{"port":"http","path":"/"}}}],"volumes":[{"name":"v","secret":{}}]}}\
      """;

  private static final String CRD =
      """
      {"kind":"CustomResourceDefinition","apiVersion":"apiextensions.k8s.io/v1","spec":{"versions":[
      {"name":"v1","schema":{"openAPIV3Schema":{"type":"object","maximum":1.5,"default":{"a":[1]},
      "items":{"type":"x"},"additionalProperties":true,"dependencies":{"d":["e"]}}}}]}}\
      """;

  @Test
  void mutatedValuesOfEveryFormatAreReadOrRefused() throws Exception {
    var seeds = seeds();
    int read = 0;
    var random = new SplittableRandom(20260101);
    for (int round = 0; round < ROUNDS; round++) {
      var value = mutated(seeds.get(random.nextInt(seeds.size())), random);
      read += check(value) ? 1 : 0;
    }
    assertThat(read).isGreaterThan(ROUNDS / 20);
  }

  /// A built-in and a custom resource's definition in every format.
  static List<byte[]> seeds() throws Exception {
    var seeds = new ArrayList<byte[]>();
    for (var json : List.of(POD, CRD)) {
      for (var format : StorageFormat.values()) {
        seeds.add(StorageCodec.encode(tree(json), format));
      }
    }
    return seeds;
  }

  @Test
  void randomBytesOfEachKindAreReadOrRefused() throws Exception {
    var random = new SplittableRandom(7);
    for (int round = 0; round < ROUNDS; round++) {
      var noise = new byte[random.nextInt(60)];
      random.nextBytes(noise);
      var kind = random.nextBoolean() ? "Pod" : "Unheard";
      check(WireBytes.message().bytes(1, noise).bytes(2, noise).stored("v1", kind));
      check(noise);
    }
  }

  /// Whether the value holds an object.
  static boolean check(byte[] value) throws Exception {
    var head = new ObjectHead();
    if (head.read(MemorySegment.ofArray(value))) {
      assertThat(head.name() + head.kind() + head.labels() + head.owners() + head.managers())
          .isNotNull();
    }
    EtcdctlOutput.of(value);
    EtcdctlOutput.objectsIn(value);
    if (!(StorageCodec.decodeExactly(value) instanceof Decoded.Tree(var exact, _))) {
      return false;
    }
    assertThat(YamlWriter.write(exact)).endsWith("\n");
    assertThat(StorageCodec.encode(tree(JsonWriter.compact(exact)))).isEqualTo(value);
    return true;
  }

  /// Two bytes that stand for a whole struct each: memory must not follow.
  @Test
  void aMessageOfManyEmptyStructsIsRefused() {
    var containers = new byte[2 << 20];
    for (int i = 0; i < containers.length; i += 2) {
      containers[i] = 0x12;
    }
    var value = WireBytes.message().bytes(2, containers).stored("v1", "Pod");
    assertThat(StorageCodec.decode(value))
        .isEqualTo(new Decoded.Failed("spec: holds more than 1000000 values"));
  }

  @Test
  void aFloatThatIsNoNumberIsRefused() {
    var maximum = WireBytes.message().raw(0x49, 0, 0, 0, 0, 0, 0, 0xF8, 0x7F);
    var version = WireBytes.message().nested(4, WireBytes.message().nested(1, maximum));
    var crd = WireBytes.message().nested(2, WireBytes.message().nested(7, version));
    var value = crd.stored("apiextensions.k8s.io/v1", "CustomResourceDefinition");
    assertThat(StorageCodec.decode(value)).isInstanceOf(Decoded.Failed.class);
    assertThat(StorageCodec.decode(value).toString()).contains("a float that is not a number");
  }

  @Test
  void aMessageOfDeepSchemasIsRefused() {
    var schema = WireBytes.message();
    for (int i = 0; i < 3000; i++) {
      schema = WireBytes.message().nested(28, schema);
    }
    var version = WireBytes.message().nested(4, WireBytes.message().nested(1, schema));
    var crd = WireBytes.message().nested(2, WireBytes.message().nested(7, version));
    var value = crd.stored("apiextensions.k8s.io/v1", "CustomResourceDefinition");
    assertThat(StorageCodec.decode(value)).isInstanceOf(Decoded.Failed.class);
    assertThat(StorageCodec.decodeExactly(value)).isInstanceOf(Decoded.Failed.class);
  }

  private static byte[] mutated(byte[] seed, SplittableRandom random) {
    var value = seed.clone();
    for (int i = random.nextInt(1, 5); i > 0; i--) {
      int at = random.nextInt(4, value.length);
      switch (random.nextInt(4)) {
        case 0 -> value[at] = (byte) random.nextInt();
        case 1 -> value[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> value = Arrays.copyOf(value, Math.max(8, at));
        default -> value[at] = value[random.nextInt(value.length)];
      }
    }
    return value;
  }

  private static Map<?, ?> tree(String json) throws Exception {
    var bytes = json.getBytes(StandardCharsets.UTF_8);
    return (Map<?, ?>) Objects.requireNonNull(Json.read(bytes, new TreeBudget()));
  }
}
