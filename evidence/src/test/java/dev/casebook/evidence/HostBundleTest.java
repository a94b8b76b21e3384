package dev.casebook.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.evidence.archive.Packing;
import dev.casebook.evidence.archive.Spool;
import dev.casebook.evidence.archive.TarWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostBundleTest {

  private static final Instant CAPTURED = Instant.parse("2026-11-22T12:34:56.789Z");
  private static final Instant CHANGED = Instant.parse("2026-11-20T01:02:03Z");

  @TempDir private Path folder = Path.of("");

  private final Spool spool = new Spool(Path.of(System.getProperty("java.io.tmpdir")));

  private Node.File file(String content, @Nullable String shortcoming) {
    var bytes = content.getBytes(StandardCharsets.UTF_8);
    var region = spool.keep(new ByteArrayInputStream(bytes));
    return new Node.File(bytes.length, CHANGED, shortcoming, new OpenRegion(region));
  }

  /// A host of which not everything could be had.
  private Collection.Collected host(String name) {
    var nodes = new IndexedNodes(spool);
    nodes.put("etc/hostname", file(name + "\n", null));
    nodes.put("etc/x/long" + "g".repeat(150), file("a long name", null));
    nodes.put("etc/ünïcode\tname", file("odd", null));
    nodes.put("etc/shadow", new Node.Unreadable("permission denied"));
    nodes.put("etc/localtime", new Node.Link("/usr/share/zoneinfo/Asia/Shanghai"));
    nodes.put("var/log/syslog", file("Nov 22 12:00:00 a b: c\n", "is its end only"));
    nodes.put("commands/ip_-json_route", file("[]", null));
    nodes.put("commands/date", file("Sun Nov 22 20:34:56 CST 2026\n", null));
    nodes.addProblem("etc/shadow: permission denied", false);
    return new Collection.Collected(
        nodes, Map.of("ip_-json_route", "ip -json route", "date", "date"));
  }

  private Path written(String name, Collection.Collected... hosts) throws IOException {
    var file = folder.resolve(name);
    var packing = Packing.of(name).orElseThrow();
    try (var tar = new TarWriter(packing.over(Files.newOutputStream(file)))) {
      for (var host : hosts) {
        var facts = new HostFacts("any", true, CAPTURED, null, null);
        var bundle = new HostBundle(host, CAPTURED, Bundle.NOW);
        bundle.into(tar, "host" + host.hashCode(), facts, "0.1");
      }
    }
    return file;
  }

  private static Sources sources() {
    List<ArtifactName> names =
        List.of(
            ArtifactName.command("ip -json route"),
            ArtifactName.file("/etc/**"),
            ArtifactName.file("/var/log/**"));
    return Bundle.sources("").asking(new Wanted(List.of(new Wanted.Wish(List.of(), names))));
  }

  private static void isTheHost(Snapshot snapshot, String name) {
    assertThat(snapshot.facts().host()).isEqualTo(name);
    assertThat(snapshot.facts().captured()).isEqualTo(CAPTURED);
    assertThat(String.valueOf(snapshot.facts().zoneIfKnown())).isEqualTo("Asia/Shanghai");
    var routes = snapshot.find(ArtifactName.command("ip -json route")).getFirst();
    assertThat(routes.place()).isEqualTo("ip -json route");
    assertThat(Bundle.text(routes)).isEqualTo("[]");
    var log = snapshot.find(ArtifactName.file("/var/log/**")).getFirst();
    assertThat(log.place()).isEqualTo("/var/log/syslog");
    assertThat(log.shortcoming()).isEqualTo("is its end only");
    assertThat(log.modified()).isEqualTo(CHANGED);
    assertThat(snapshot.find(ArtifactName.file("/etc/**")))
        .extracting(Artifact::place)
        .contains("/etc/shadow", "/etc/hostname", "/etc/x/long" + "g".repeat(150));
    assertThat(snapshot.find(ArtifactName.file("/etc/shadow")).getFirst().shortcoming())
        .isEqualTo("permission denied");
    assertThat(snapshot.problems()).contains("etc/shadow: permission denied");
    assertThat(snapshot.isDamaged()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"web1.tar", "web1.tar.gz", "web1.tgz", "web1.tar.zst"})
  void aBundleIsTheHostAtThatMoment(String name) throws Exception {
    var file = written(name, host("web1"));
    try (var source = sources().open(file.toString())) {
      assertThat(source.snapshots()).hasSize(1);
      isTheHost(source.snapshots().getFirst(), "web1");
    }
  }

  @Test
  void anExtractedBundleIsToo() throws Exception {
    var file = written("web1.tar", host("web1"));
    var tar = new ProcessBuilder("tar", "-xf", file.toString(), "-C", folder.toString()).start();
    assertThat(tar.waitFor(10, TimeUnit.SECONDS)).isTrue();
    Files.delete(file);
    try (var source = sources().open(folder.toString())) {
      isTheHost(source.snapshots().getFirst(), "web1");
    }
  }

  @Test
  void severalHostsLieInOneBundle() throws Exception {
    var file = written("web.tar.zst", host("web1"), host("web2"));
    try (var source = sources().open(file.toString())) {
      assertThat(source.snapshots())
          .extracting(snapshot -> snapshot.facts().host())
          .containsExactlyInAnyOrder("web1", "web2");
      source.snapshots().forEach(snapshot -> isTheHost(snapshot, snapshot.facts().host()));
    }
  }

  @Test
  void aHostThatWasCutOffStaysSo() throws Exception {
    var host = host("web1");
    host.nodes().cutOff("ssh://web1: the connection was lost");
    try (var source = sources().open(written("web1.tar", host).toString())) {
      assertThat(source.snapshots().getFirst().cut()).contains("the connection was lost");
      assertThat(source.snapshots().getFirst().isDamaged()).isTrue();
    }
  }

  @Test
  void aBundleThatIsCutStillTellsWhatWasNotWhole() throws Exception {
    var file = written("web1.tar", host("web1"));
    var bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 1500));
    try (var source = sources().open(file.toString())) {
      var shadow = source.snapshots().getFirst().find(ArtifactName.file("/etc/shadow"));
      assertThat(shadow.getFirst().shortcoming()).isEqualTo("permission denied");
    }
  }

  @Test
  void aFileThatShrinksIsFilledUpAndItIsSaid() throws Exception {
    var nodes = new IndexedNodes(spool);
    var log = Files.writeString(folder.resolve("log"), "one\n");
    nodes.put("var/log/x.log", new Node.File(1000, CHANGED, null, new OpenFile(log, 1000)));
    var file = written("x.tar", new Collection.Collected(nodes, Map.of()));
    try (var source = sources().open(file.toString())) {
      var read = source.snapshots().getFirst().find(ArtifactName.file("/var/log/**")).getFirst();
      assertThat(read.size()).isEqualTo(1000);
      assertThat(read.shortcoming()).isEqualTo("was cut by 996 bytes while it was read");
    }
  }

  @Test
  void aManifestOfAStrangersIsNotTrusted() throws Exception {
    var bundle = new Bundle(folder);
    bundle.file(
        "casebook-manifest.tsv",
        "casebook-bundle\t1\ncaptured\tnever\nfile\nunread\t../../etc/passwd\tx\n\t\t\n\\");
    bundle.file("etc/hostname", "web1\n");
    try (var source = bundle.open()) {
      assertThat(source.snapshots().getFirst().facts().host()).isEqualTo("web1");
    }
    Files.writeString(folder.resolve("casebook-manifest.tsv"), "casebook-bundle\t99\n");
    try (var source = bundle.open()) {
      assertThat(source.snapshots().getFirst().problems())
          .contains("casebook-manifest.tsv: is no manifest of a form that this Casebook knows");
    }
  }
}
