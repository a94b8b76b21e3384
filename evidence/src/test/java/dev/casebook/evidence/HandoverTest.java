package dev.casebook.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is handed over is opened from the same process here: through `/proc/PID/fd`, as a child
/// does.
class HandoverTest {

  private static final String SMALL = "Nov 22 12:00:00 web1 sshd[1]: it broke\n";
  private static final String LARGE = SMALL.repeat(5000);

  @TempDir private Path folder = Path.of("");

  private static List<String> told(Source source) {
    return source.snapshots().stream()
        .flatMap(snapshot ->
            snapshot.all().stream()
                .map(artifact ->
                    "%s %s %s %s %d"
                        .formatted(
                            snapshot.facts().host(),
                            snapshot.layout().name(),
                            artifact.place(),
                            artifact.shortcoming(),
                            Bundle.text(artifact).length())))
        .toList();
  }

  private static void assertThatAChildReadsTheSame(Source source) throws Exception {
    var argument = source.handing().over().argument();
    try (var child = Bundle.sources("").handedOver(argument)) {
      assertThat(told(child)).isNotEmpty().isEqualTo(told(source));
      assertThat(child.name()).isEqualTo(source.name());
    }
  }

  @Test
  void standardInput() throws Exception {
    try (var source = Bundle.sources(LARGE).open("-")) {
      assertThatAChildReadsTheSame(source);
    }
    try (var source = Bundle.sources(SMALL).open("-")) {
      assertThatAChildReadsTheSame(source);
    }
  }

  @Test
  void aFolderAndAFile() throws Exception {
    var bundle = new Bundle(folder).file("etc/hostname", "web1\n").file("var/log/messages", LARGE);
    try (var source = bundle.open()) {
      assertThatAChildReadsTheSame(source);
    }
    try (var source = Bundle.sources("").open(folder.resolve("var/log/messages").toString())) {
      assertThatAChildReadsTheSame(source);
    }
  }

  @Test
  void anArchiveWithFilesInMemoryAndOnDiskAndLinks() throws Exception {
    new Bundle(folder.resolve("sos"))
        .file("sos_commands/host/hostname", "web1\n")
        .file("etc/hostname", "web1\n")
        .link("etc/name", "hostname")
        .file("var/log/messages", LARGE);
    var archive = packed("sos");
    try (var source = Bundle.sources("").open(archive.toString())) {
      var argument = source.handing().over().argument();
      try (var child = Bundle.sources("").handedOver(argument)) {
        var snapshot = child.snapshots().getFirst();
        assertThat(snapshot.layout().name()).isEqualTo("sosreport");
        assertThat(snapshot.facts().host()).isEqualTo("web1");
        for (var name : List.of("/etc/name", "/etc/hostname")) {
          assertThat(Bundle.text(snapshot.find(ArtifactName.file(name)).getFirst()))
              .isEqualTo("web1\n");
        }
        var log = snapshot.find(ArtifactName.file("/var/log/**")).getFirst();
        assertThat(Bundle.text(log)).isEqualTo(LARGE);
        try (var mapped = log.map()) {
          assertThat(mapped.bytes().byteSize()).isEqualTo(LARGE.length());
        }
      }
    }
  }

  private Path packed(String name) throws IOException, InterruptedException {
    var archive = folder.resolve(name + ".tar");
    var tar = new ProcessBuilder("tar", "-cf", archive.toString(), name).directory(folder.toFile());
    assertThat(tar.start().waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(Files.size(archive)).isPositive();
    return archive;
  }

  @Test
  void whatNobodyHandedOverIsRefused() {
    for (var argument : List.of("spool:1", "spool:0:10:/no/such/file", "spool:0:4:/proc/version")) {
      assertThatThrownBy(() -> Bundle.sources("").handedOver(argument))
          .isInstanceOf(UnreadableSource.class);
    }
  }
}
