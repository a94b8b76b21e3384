package dev.casebook.wings.etcd.tables;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/// Any text as the output of kubectl: rows, or a reason for each piece that is none.
class ManifestFuzz {

  static Stream<byte[]> seeds() {
    return Stream.of(
            """
            {"kind":"PodList","items":[{"metadata":{"name":"a"}},{"metadata":{"name":"b"}}]}
            """,
            """
            apiVersion: v1
            items:
            - kind: Event
              apiVersion: v1
              metadata: {name: a}
              reason: x
            - kind: Event
            kind: List
            ---
            kind: Pod
            apiVersion: v1
            metadata: {name: &n b, labels: {x: *n}}
            """,
            "- apiVersion: v1\n  kind: Pod\n  metadata:\n    name: a\n",
            "[{\"kind\":\"Pod\",\"metadata\":{\"name\":\"a\"}},[],1]",
            "items:\n  - items:\n    - {kind: List, items: [{kind: A}]}\n")
        .map(text -> text.getBytes(StandardCharsets.UTF_8));
  }

  @MethodSource("seeds")
  @FuzzTest
  void anyTextGivesObjectsOrReasons(byte[] text) {
    var objects = Sample.root().file("commands/kubectl_get_all", text).read(KubernetesObject.TABLE);
    assertThat(objects.rows()).hasSizeLessThanOrEqualTo(text.length);
    assertThat(objects.rows()).allMatch(object -> object.kind() != null && object.name() != null);

    var events =
        Sample.root().file("commands/kubectl_get_events", text).read(KubernetesEvent.TABLE);
    assertThat(events.rows()).hasSizeLessThanOrEqualTo(text.length);
  }
}
