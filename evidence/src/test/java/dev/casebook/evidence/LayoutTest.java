package dev.casebook.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayoutTest {

  @TempDir private Path folder = Path.of("");

  private Bundle bundle = new Bundle(folder);

  @BeforeEach
  void inTheFolder() {
    bundle = new Bundle(folder);
  }

  private String recognised() {
    var words = new StringBuilder();
    for (var layout : Layout.recognise(bundle.tree())) {
      words
          .append(words.isEmpty() ? "" : ", ")
          .append(layout.name())
          .append('@')
          .append(layout.root());
    }
    return words.toString();
  }

  @Test
  void aSosreportIsKnownAtTheTop() {
    bundle.file("sos_commands/date/date", "x").file("etc/hosts", "x");
    assertThat(recognised()).isEqualTo("sosreport@");
  }

  @Test
  void aSosreportIsKnownAFewFoldersDeep() {
    bundle.file("case/sosreport-web1/sos_commands/date/date", "x");
    assertThat(recognised()).isEqualTo("sosreport@case/sosreport-web1");
  }

  @Test
  void anInsightsArchiveIsKnownWithAndWithoutItsDataFolder() {
    bundle.file("old/insights_commands/date", "x").file("new/data/insights_commands/date", "x");
    assertThat(recognised()).isEqualTo("insights@new/data, insights@old");
  }

  @Test
  void bundlesBesideEachOtherStayApart() throws UnreadableSource {
    bundle
        .file("a/sos_commands/host/hostname", "web1\n")
        .file("b/sos_commands/host/hostname", "web1\n")
        .file("a/etc/motd", "from a")
        .file("b/etc/motd", "from b");
    assertThat(recognised()).isEqualTo("sosreport@a, sosreport@b");
    try (var source = bundle.open()) {
      assertThat(source.snapshots())
          .extracting(s -> Bundle.text(s.find(ArtifactName.file("/etc/motd")).getFirst()))
          .containsExactly("from a", "from b");
    }
  }

  @Test
  void aRootFolderIsKnownByWhatLiesInARoot() {
    bundle.file("proc/net/dev", "x");
    assertThat(recognised()).isEqualTo("root@");
  }

  @Test
  void otherFilesAreLoose() {
    bundle.file("a.txt", "x").file("notes/b.txt", "x");
    assertThat(recognised()).isEqualTo("loose@");
  }

  @Test
  void aSupportBundleKeepsObjectsByResourceAndLogsByPod() throws UnreadableSource {
    bundle
        .file("sb/cluster-info/v.json", "{}")
        .file("sb/cluster-resources/nodes.json", "{}")
        .file("sb/cluster-resources/events/default.json", "{}")
        .file("sb/cluster-resources/pods/logs/shop/web-1/nginx-previous.log", "x");
    assertThat(recognised()).isEqualTo("Kubernetes support bundle@sb");
    try (var source = bundle.open()) {
      var snapshot = source.snapshots().getFirst();
      assertThat(snapshot.problems()).isEmpty();
      assertThat(snapshot.find(ArtifactName.file("/etc/**"))).isEmpty();
      assertThat(snapshot.find(ArtifactName.command("kubectl get events*")))
          .extracting(Artifact::place)
          .containsExactly("sb/cluster-resources/events/default.json");
      assertThat(snapshot.find(ArtifactName.command("kubectl get*"))).hasSize(2);
      assertThat(snapshot.find(ArtifactName.file("/var/log/**")).getFirst().name())
          .isEqualTo(ArtifactName.file("/var/log/pods/shop_web-1/nginx/nginx-previous.log"));
    }
  }

  @Test
  void aMustGatherKeepsThemByNamespace() throws UnreadableSource {
    bundle
        .file("mg/image/cluster-scoped-resources/core/nodes/n1.yaml", "x")
        .file("mg/image/namespaces/shop/core/events.yaml", "x")
        .file("mg/image/namespaces/shop/apps/deployments.yaml", "x")
        .file("mg/image/namespaces/shop/pods/web-1/web-1.yaml", "x")
        .file("mg/image/namespaces/shop/pods/web-1/nginx/nginx/logs/previous.log", "x")
        .file("mg/image/host_service_logs/masters/kubelet_service.log", "x");
    assertThat(recognised()).isEqualTo("must-gather@mg/image");
    try (var source = bundle.open()) {
      var snapshot = source.snapshots().getFirst();
      assertThat(snapshot.find(ArtifactName.command("kubectl get*"))).hasSize(4);
      assertThat(snapshot.find(ArtifactName.command("kubectl get events*"))).hasSize(1);
      assertThat(snapshot.find(ArtifactName.file("/var/log/**")))
          .extracting(Artifact::name)
          .containsExactlyInAnyOrder(
              ArtifactName.file("/var/log/pods/shop_web-1/nginx/previous.log"),
              ArtifactName.file("/host_service_logs/masters/kubelet_service.log"));
    }
  }

  @Test
  void anArchiveOfTheInsightsOperatorIsReadToo() throws UnreadableSource {
    bundle
        .file("insights-operator/gathers.json", "[]")
        .file("config/node/n1.json", "x")
        .file("config/pod/shop/web-1.json", "x")
        .file("config/pod/shop/logs/web-1/nginx_previous.log", "x")
        .file("config/pod/shop/logs/web-2/errors.log", "x")
        .file("events/shop.json", "x");
    assertThat(recognised()).isEqualTo("Insights Operator archive@");
    try (var source = bundle.open()) {
      var snapshot = source.snapshots().getFirst();
      assertThat(snapshot.find(ArtifactName.command("kubectl get*"))).hasSize(2);
      assertThat(snapshot.find(ArtifactName.command("kubectl get events*"))).hasSize(1);
      assertThat(snapshot.find(ArtifactName.file("/var/log/**")))
          .extracting(Artifact::name)
          .containsExactlyInAnyOrder(
              ArtifactName.file("/var/log/pods/shop_web-1/nginx/nginx_previous.log"),
              ArtifactName.file("/var/log/pods/shop_web-2/web-2/errors.log"));
    }
  }

  @Test
  void whatLiesBesideBundlesAndIsNoneIsSaid() throws UnreadableSource {
    bundle.file("sos/sos_commands/date/date", "x").file("other/deep/er/x", "x");
    try (var source = bundle.open()) {
      assertThat(source.snapshots().getFirst().problems())
          .containsExactly("other: is neither a host's root nor a bundle, and was not looked into");
    }
  }

  @Test
  void aBundleBehindALinkIsNotReadTwice() {
    bundle.file("sosreport-web1/sos_commands/date/date", "x").link("latest", "sosreport-web1");
    assertThat(recognised()).isEqualTo("sosreport@sosreport-web1");
  }

  @Test
  void aFilesPlaceTellsItsName() {
    var layout = new Layout.Sosreport("case/sos");
    assertThat(layout.nameOf("etc/hosts")).isEqualTo(ArtifactName.file("/etc/hosts"));
    assertThat(layout.place("etc/hosts")).isEqualTo("case/sos/etc/hosts");
    assertThat(layout.nameOf("sos_commands/networking/ip_-o_addr"))
        .isEqualTo(ArtifactName.command("ip_-o_addr"));
    assertThat(layout.nameOf("sos_commands/networking/deeper/x"))
        .isEqualTo(ArtifactName.file("/sos_commands/networking/deeper/x"));
    assertThat(layout.nameOf("sos_commands/sos_extras/ours/ip_-o_addr"))
        .isEqualTo(ArtifactName.command("ip_-o_addr"));
  }

  @Test
  void ofAHundredThousandFoldersAThousandAreLookedInto() {
    var nodes = new IndexedNodes(null);
    for (int i = 0; i < 100_000; i++) {
      nodes.put("d%06d/e/f/g".formatted(i), Node.FOLDER);
      nodes.put("d%06d/l".formatted(i), new Node.Link("../d%06d/l".formatted(i + 1)));
    }
    nodes.put("d099999/sos_commands/x", Node.NOT_KEPT);
    var tree = new FileTree(nodes);
    assertThat(Layout.recognise(tree)).containsExactly(new Layout.Loose());
    assertThat(tree.problems()).containsExactly("*: only the first 1000 were looked into");
    nodes.put("d000999/sos_commands/x", Node.NOT_KEPT);
    assertThat(Layout.recognise(new FileTree(nodes)))
        .containsExactly(new Layout.Sosreport("d000999"));
  }
}
