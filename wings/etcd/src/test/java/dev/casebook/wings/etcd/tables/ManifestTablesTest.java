package dev.casebook.wings.etcd.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.wings.etcd.manifests.Manifests;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ManifestTablesTest {

  private static final String PODS =
      """
      {
        "kind": "PodList",
        "apiVersion": "v1",
        "items": [
          {"metadata": {"name": "web-1", "namespace": "shop", "uid": "u1", "resourceVersion": "17",
             "creationTimestamp": "2026-11-22T10:00:00Z", "labels": {"app": "web"},
             "ownerReferences": [{"apiVersion": "apps/v1", "kind": "ReplicaSet", "name": "web",
               "uid": "u0", "controller": true}]},
           "spec": {"nodeName": "node1"}, "status": {"phase": "Running"}},
          {"metadata": {"name": "web-2", "namespace": "shop", "uid": "u2"}}
        ]
      }
      """;

  private static final String EVENTS =
      """
      apiVersion: v1
      items:
      - apiVersion: v1
        kind: Event
        metadata:
          name: web-1.17
          namespace: shop
          uid: e1
        involvedObject:
          kind: Pod
          name: web-1
          fieldPath: spec.containers{web}
        reason: BackOff
        message: |
          Back-off restarting
          - failed container
        type: Warning
        count: 12
        firstTimestamp: "2026-11-22T10:00:00Z"
        lastTimestamp: "2026-11-22T10:05:00Z"
        source:
          component: kubelet
          host: node1
      - apiVersion: v1
        kind: Event
        metadata:
          name: web-2.18
          namespace: shop
        regarding:
          kind: Pod
          name: web-2
        reason: Scheduled
        note: assigned
        eventTime: "2026-11-22T10:00:01.5Z"
        reportingController: default-scheduler
      kind: EventList
      """;

  @Test
  void thePodsOfASupportBundleAreRowsAlsoWhereTheyDoNotTellTheirKind() {
    var rows =
        Sample.loose()
            .file("sb/cluster-resources/pods/shop.json", PODS)
            .file("sb/cluster-resources/groups.json", "[{\"name\": \"apps\", \"versions\": []}]")
            .read(KubernetesObject.TABLE);

    assertThat(rows.coverage().isComplete()).isTrue();
    assertThat(rows.rows()).extracting(KubernetesObject::name).containsExactly("web-1", "web-2");
    assertThat(rows.rows().getFirst())
        .returns("Pod", KubernetesObject::kind)
        .returns("pods", KubernetesObject::resource)
        .returns("shop", KubernetesObject::namespace)
        .returns("ReplicaSet", KubernetesObject::ownerKind)
        .returns("{\"app\":\"web\"}", KubernetesObject::labels)
        .returns(Instant.parse("2026-11-22T10:00:00Z"), KubernetesObject::creationTime)
        .returns(17L, KubernetesObject::revision)
        .returns("json", KubernetesObject::format);
    assertThat(rows.rows().getFirst().body()).contains("\"nodeName\":\"node1\"");
  }

  @Test
  void eventsOfAMustGatherAreRowsInEitherApi() {
    var rows =
        Sample.loose()
            .file("mg/cluster-scoped-resources/core/nodes/n1.yaml", "kind: Node\n")
            .file("mg/namespaces/shop/core/events.yaml", EVENTS)
            .read(KubernetesEvent.TABLE);

    assertThat(rows.rows())
        .containsExactly(
            new KubernetesEvent(
                "shop",
                "Pod",
                "web-1",
                "spec.containers{web}",
                "Warning",
                "BackOff",
                "Back-off restarting\n- failed container\n",
                12L,
                Instant.parse("2026-11-22T10:00:00Z"),
                Instant.parse("2026-11-22T10:05:00Z"),
                "kubelet",
                "node1"),
            new KubernetesEvent(
                "shop",
                "Pod",
                "web-2",
                null,
                null,
                "Scheduled",
                "assigned",
                null,
                Instant.parse("2026-11-22T10:00:01.5Z"),
                Instant.parse("2026-11-22T10:00:01.5Z"),
                "default-scheduler",
                null));
  }

  @Test
  void theShortEventsOfTheInsightsOperatorAreRows() {
    var event =
        Sample.loose()
            .file("io/insights-operator/gathers.json", "[]")
            .file("io/config/node/n1.json", "{}")
            .file(
                "io/events/shop.json",
                """
                {"items":[{"namespace":"shop","lastTimestamp":"2022-08-24T11:40:44+02:00",
                "reason":"FailedUpdate","message":"requeue in: 20s","type":"Warning"}]}
                """)
            .read(KubernetesEvent.TABLE)
            .only();

    assertThat(event.namespace()).isEqualTo("shop");
    assertThat(event.lastTime()).isEqualTo("2022-08-24T09:40:44Z");
  }

  @Test
  void oneObjectInTwoFilesIsOneRow() {
    var pod = "kind: Pod\napiVersion: v1\nmetadata:\n  name: a\n  uid: u1\n";
    var rows =
        Sample.loose()
            .file(
                "mg/cluster-scoped-resources/core/nodes/n1.yaml",
                "---\nkind: Node\napiVersion: v1\n")
            .file(
                "mg/namespaces/shop/core/pods.yaml",
                "---\napiVersion: v1\nitems:\n- "
                    + pod.replace("\n", "\n  ").strip()
                    + "\nkind: PodList\n")
            .file("mg/namespaces/shop/pods/a/a.yaml", "---\n" + pod)
            .read(KubernetesObject.TABLE);

    assertThat(rows.only().name()).isEqualTo("a");
  }

  @Test
  void whatKubectlPrintedIsKnownByItsContentAndAnAuditLogIsNot() {
    var saved = Sample.loose().file("pods.txt", PODS).file("x.yaml", EVENTS);

    assertThat(saved.read(KubernetesObject.TABLE).rows()).hasSize(4);
    assertThat(saved.read(KubernetesEvent.TABLE).rows()).hasSize(2);
    assertThat(
            Manifests.isHead(
                "{\"kind\":\"Event\",\"apiVersion\":\"audit.k8s.io/v1\",\"level\":\"Metadata\"}"))
        .isFalse();
    assertThat(Manifests.isHead("{\"level\":\"warn\",\"msg\":\"apiVersion\"}")).isFalse();
  }

  @Test
  void aLongObjectBehindAnotherIsReadToItsEnd() {
    var many = PODS.replace("\"app\": \"web\"", "\"app\": \"" + "w".repeat(20_000) + "\"");
    var rows =
        Sample.root()
            .file("commands/kubectl_get_pods_-A_-o_json", many + many.replace("\"u", "\"v"))
            .read(KubernetesObject.TABLE);

    assertThat(rows.rows()).hasSize(4);
    assertThat(rows.coverage().isComplete()).isTrue();
  }

  @Test
  void aCutTextKeepsWhatIsWholeAndSaysSo() {
    for (var text : new String[] {PODS, EVENTS}) {
      var bytes = text.getBytes(StandardCharsets.UTF_8);
      for (int length = 1; length < bytes.length; length += 7) {
        var rows =
            Sample.root()
                .file("commands/kubectl_get_all_-o_json", Arrays.copyOf(bytes, length))
                .read(KubernetesObject.TABLE);
        assertThat(rows.rows()).hasSizeLessThanOrEqualTo(2);
      }
    }
    var cut = PODS.substring(0, PODS.indexOf("\"u2\""));
    var rows =
        Sample.root().file("commands/kubectl_get_pods_-o_json", cut).read(KubernetesObject.TABLE);
    assertThat(rows.only().name()).isEqualTo("web-1");
    assertThat(rows.coverage().toString()).contains("not JSON");
  }

  @Test
  void aListingForPeopleIsNoEvidence() {
    var rows =
        Sample.root()
            .file("commands/kubectl_get_pods", "NAME    READY   STATUS\nweb-1   1/1     Running\n")
            .read(KubernetesObject.TABLE);

    assertThat(rows.rows()).isEmpty();
    assertThat(rows.coverage().toString()).contains("neither JSON nor YAML");
  }
}
