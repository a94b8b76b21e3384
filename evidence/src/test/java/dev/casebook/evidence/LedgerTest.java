package dev.casebook.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {

  @Test
  void everyTableThatReadAnArtifactIsNamedOnce(@TempDir Path folder) throws Exception {
    Files.createDirectories(folder.resolve("etc"));
    Files.writeString(folder.resolve("etc/passwd"), "root:x:0:0:root:/root:/bin/bash\n");
    try (var source = Bundle.sources("").open(folder.toString())) {
      var artifact =
          source.snapshots().getFirst().find(ArtifactName.file("/etc/passwd")).getFirst();
      var ledger = new Ledger();
      ledger.enter(artifact, "routes", 2, 1, "odd");
      ledger.enter(artifact, "openvpn_routes", 1, 0, "");
      assertThat(ledger.accounts())
          .containsExactly(new Ledger.Account(artifact, "openvpn_routes,routes", 3, 1, "odd"));
    }
  }

  @Test
  void whatIsReadAgainIsNotCountedTwice(@TempDir Path folder) throws Exception {
    Files.createDirectories(folder.resolve("etc"));
    Files.writeString(folder.resolve("etc/passwd"), "root:x:0:0:root:/root:/bin/bash\n");
    try (var source = Bundle.sources("").open(folder.toString())) {
      var artifact =
          source.snapshots().getFirst().find(ArtifactName.file("/etc/passwd")).getFirst();
      var ledger = new Ledger();
      ledger.enter(artifact, "routes", 4, 1, "odd");
      ledger.enter(artifact, "routes", 0, 0, "");
      ledger.enter(artifact, "routes", 4, 1, "odd");
      assertThat(ledger.account(artifact))
          .contains(new Ledger.Account(artifact, "routes", 4, 1, "odd"));
    }
  }
}
