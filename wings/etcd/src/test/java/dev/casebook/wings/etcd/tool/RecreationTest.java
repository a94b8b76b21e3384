package dev.casebook.wings.etcd.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Objects made ready to be created again.
class RecreationTest {

  private static Map<String, @Nullable Object> object(
      String kind, Map<String, ?> metadata, Map<String, ?> spec) {
    var object = new LinkedHashMap<String, @Nullable Object>();
    object.put("kind", kind);
    object.put("metadata", metadata);
    object.put("spec", spec);
    return object;
  }

  @Test
  void aJobLosesWhatItsControllerGaveIt() {
    var labels = Map.of("controller-uid", "1", "job-name", "j", "app", "a");
    Map<String, @Nullable Object> job =
        object(
            "Job",
            Map.of("name", "j", "labels", labels),
            Map.of(
                "selector",
                Map.of("matchLabels", Map.of("controller-uid", "1")),
                "template",
                Map.of("metadata", Map.of("labels", labels))));
    assertThat(Recreation.of(job).tree())
        .isEqualTo(
            Map.of(
                "kind",
                "Job",
                "metadata",
                Map.of("name", "j", "labels", Map.of("app", "a")),
                "spec",
                Map.of("template", Map.of("metadata", Map.of("labels", Map.of("app", "a"))))));
  }

  @Test
  void aVolumeForgetsTheOldClaim() {
    Map<String, @Nullable Object> volume =
        object(
            "PersistentVolume",
            Map.of("name", "v", "finalizers", List.of("kubernetes.io/pv-protection")),
            Map.of("claimRef", Map.of("name", "c", "uid", "1", "resourceVersion", "7")));
    var recreation = Recreation.of(volume);
    assertThat(recreation.removed())
        .containsExactly(".spec.claimRef.uid", ".spec.claimRef.resourceVersion");
    assertThat(recreation.tree().get("metadata")).isEqualTo(volume.get("metadata"));
  }
}
