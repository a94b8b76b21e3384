package dev.casebook.wings.etcd.kubernetes;

import static dev.casebook.wings.etcd.kubernetes.WireBytes.message;
import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.wings.etcd.kubernetes.ObjectHead.Manager;
import dev.casebook.wings.etcd.kubernetes.ObjectHead.Owner;
import dev.casebook.wings.etcd.kubernetes.tree.Json;
import dev.casebook.wings.etcd.kubernetes.tree.TreeBudget;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class ObjectHeadTest {
  private static final String POD =
      """
      {"apiVersion":"v1","kind":"Pod","status":{"phase":"}\\"{"},"metadata":{"name":"web-0","uid":"u-1",
       "namespace":"a\\u0062c","creationTimestamp":"2026-01-31T00:00:00Z","labels":{"app":"web"},
       "ownerReferences":[{"apiVersion":"apps/v1","kind":"StatefulSet","name":"web","uid":"u-0",
       "controller":true}],"managedFields":[{"manager":"kubectl","operation":"Apply",
       "fieldsV1":{"f:spec":{}}}]}}\
      """;

  private final ObjectHead head = new ObjectHead();

  @Test
  void protobufJsonAndCborObjectsTellTheSame() throws Exception {
    var bytes = POD.getBytes(StandardCharsets.UTF_8);
    var tree = (Map<?, ?>) Objects.requireNonNull(Json.read(bytes, new TreeBudget()));
    for (var format : StorageFormat.values()) {
      var value = format == StorageFormat.JSON ? bytes : StorageCodec.encode(tree, format);
      assertThat(head.read(MemorySegment.ofArray(value))).isTrue();
      assertThatHeadIsThePods();
      assertThat(head.managers()).extracting(Manager::bytes).allMatch(size -> size >= 13);
    }
  }

  private void assertThatHeadIsThePods() {
    assertThat(head.apiVersion()).isEqualTo("v1");
    assertThat(head.kind()).isEqualTo("Pod");
    assertThat(head.name()).isEqualTo("web-0");
    assertThat(head.namespace()).isEqualTo("abc");
    assertThat(head.uid()).isEqualTo("u-1");
    assertThat(head.creationSeconds()).isEqualTo(1_769_817_600L);
    assertThat(head.labels()).isEqualTo(Map.of("app", "web"));
    assertThat(head.owners())
        .containsExactly(new Owner("apps/v1", "StatefulSet", "web", "u-0", true));
    assertThat(head.managers())
        .extracting(Manager::name, Manager::operation)
        .containsExactly(Tuple.tuple("kubectl", "Apply"));
  }

  @Test
  void mappedMemoryIsReadInPlace() {
    var value = message().nested(1, message().text(1, "n")).stored("v1", "Node");
    try (var arena = Arena.ofConfined()) {
      var segment = arena.allocate(value.length);
      segment.copyFrom(MemorySegment.ofArray(value));
      assertThat(head.read(segment)).isTrue();
      assertThat(head.name()).isEqualTo("n");
      assertThat(head.namespace()).isEmpty();
    }
  }

  /// Whatever follows the metadata is never looked at.
  @Test
  void damageBehindTheMetadataDoesNotHideIt() {
    var value =
        message().nested(1, message().text(1, "n")).raw(0x12, 0xFF, 0xFF).stored("v1", "Pod");
    assertThat(head.read(MemorySegment.ofArray(value))).isTrue();
    assertThat(head.name()).isEqualTo("n");
  }

  @Test
  void otherValuesHaveNoHead() {
    for (var text :
        List.of("12345", "", "k8s:enc:aescbc:v1:key1:", "{}", "{\"metadata\":1}", "k8s\0")) {
      assertThat(head.read(MemorySegment.ofArray(text.getBytes(StandardCharsets.UTF_8)))).isFalse();
      assertThat(head.name()).isEmpty();
    }
  }
}
