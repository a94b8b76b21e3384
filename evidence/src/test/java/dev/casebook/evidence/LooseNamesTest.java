package dev.casebook.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LooseNamesTest {

  @TempDir private Path folder = Path.of("");

  private static List<String> places(List<Artifact> artifacts) {
    return artifacts.stream().map(Artifact::place).toList();
  }

  @Test
  void aLooseFileIsKnownByItsContentOrElseByItsName() throws UnreadableSource {
    var bundle =
        new Bundle(folder)
            .file("one.txt", "Inter-|   Receive\n")
            .file("proc-net-dev.txt", "eth0: 1 2\n")
            .file("sub/date.txt", "Sun Nov 22 12:00:00 UTC 2026\n")
            .file("app.log", "it broke\n");
    try (var source = bundle.open()) {
      var snapshot = source.snapshots().getFirst();
      assertThat(snapshot.layout().isLoose()).isTrue();
      assertThat(places(snapshot.find(ArtifactName.file("/proc/net/dev"))))
          .containsExactlyInAnyOrder("one.txt", "proc-net-dev.txt");
      assertThat(places(snapshot.find(ArtifactName.command("date"))))
          .containsExactly("sub/date.txt");
      assertThat(places(snapshot.strays())).containsExactly("app.log");
      assertThat(snapshot.facts().captured()).isEqualTo("2026-11-22T12:00:00Z");
    }
  }

  @Test
  void whatAFilesContentTellsIsFoundByAGlob() throws UnreadableSource {
    var bundle = new Bundle(folder).file("stat", "cgroups: 1\n");
    try (var source = bundle.open()) {
      var snapshot = source.snapshots().getFirst();
      assertThat(places(snapshot.find(ArtifactName.file("/sys/fs/cgroup/**"))))
          .containsExactly("stat");
      assertThat(snapshot.find(ArtifactName.file("/sys/fs/cgroup/memory.stat"))).isEmpty();
    }
  }

  @Test
  void wordsAreWhatPeopleKeepOfAName() {
    assertThat(LooseNames.words("/proc/net/dev")).isEqualTo("proc_net_dev");
    assertThat(LooseNames.words("ip -json route")).isEqualTo("ip_json_route");
    assertThat(LooseNames.words("IP_-json_route")).isEqualTo("ip_json_route");
    assertThat(LooseNames.words("_ip route (1) ")).isEqualTo("ip_route_1");
    assertThat(LooseNames.words("\u00e9 -")).isEmpty();
  }
}
