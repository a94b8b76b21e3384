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
  void aBundleThatIsNotReadYetIsCalledByItsName() throws UnreadableSource {
    bundle.file("sb/cluster-info/v.json", "{}").file("sb/cluster-resources/nodes.json", "{}");
    assertThat(recognised()).isEqualTo("Kubernetes support bundle@sb");
    try (var source = bundle.open()) {
      var snapshot = source.snapshots().getFirst();
      assertThat(snapshot.find(ArtifactName.file("/etc/**"))).isEmpty();
      assertThat(snapshot.problems())
          .containsExactly("a Kubernetes support bundle, which is recognised and not read yet");
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
