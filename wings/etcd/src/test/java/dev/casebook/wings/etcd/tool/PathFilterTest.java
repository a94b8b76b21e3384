package dev.casebook.wings.etcd.tool;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathFilterTest {

  private static final Map<String, Object> POD =
      Map.of(
          "metadata",
          Map.of("labels", Map.of("app.kubernetes.io/name", "web", "tier", "a=b")),
          "spec",
          Map.of(
              "replicas",
              3L,
              "ratio",
              new BigDecimal("0.50"),
              "hostNetwork",
              true,
              "containers",
              List.of(Map.of("image", "nginx"), Map.of("image", "envoy"))));

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".spec.replicas=3",
        "spec.replicas==3",
        "spec.hostNetwork=true",
        "spec.ratio=0.50",
        ".metadata.labels['app.kubernetes.io/name']=web",
        ".metadata.labels[\"tier\"]=a=b",
        ".metadata.labels.app\\.kubernetes\\.io/name=web",
        "{.metadata.labels.tier}=a=b",
        "{.spec.replicas}!={3}",
        ".spec.containers[1].image=envoy",
        ".spec.containers[*].image=nginx",
        ".spec.containers[*].image!=caddy",
        ".spec.containers[2].image=",
        ".spec.nodeName=",
        ".spec.nodeName!=node-1"
      })
  void aPodIsTaken(String filter) {
    assertThat(PathFilter.parse(filter).orElseThrow().accepts(POD)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".spec.replicas=4",
        ".spec=3",
        ".spec.containers[*].image!=nginx",
        ".spec.nodeName=node-1",
        ".spec.replicas.deeper=3",
        ".metadata.labels['app.kubernetes.io/name']!=web"
      })
  void aPodIsLeftOut(String filter) {
    assertThat(PathFilter.parse(filter).orElseThrow().accepts(POD)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "=x",
        ".spec",
        ".spec[=x",
        ".spec[a]=x",
        "!=x",
        ".a..b=1",
        ".spec.*=x",
        "$.spec=x",
        "{.spec=x",
        "{.spec}",
        ".spec.containers[?(@.a==1)]=x",
        ".spec .a=x",
        ".spec.a\\=x"
      })
  void whatIsNoConditionIsRefused(String filter) {
    assertThat(PathFilter.parse(filter)).isEmpty();
  }
}
