package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `casebook search` as its user sees it.
class SearchCommandTest {

  @Test
  void anErrorLineNamesItsNoteAndSaysSo() {
    var launch = Launch.of("search", "--top", "1", "nf_conntrack: table full, dropping packet");
    assertThat(launch.errors()).isEmpty();
    assertThat(launch.status()).isZero();
    assertThat(launch.output())
        .startsWith("conntrack-table-full  HIGH: ")
        .contains("One of its signals looks for this line.\n");
  }

  @Test
  void aPassageIsLaidOutAsInAReport() {
    var launch = Launch.of("search", "--top", "1", "etcdctl alarm list endpoint status cluster");
    assertThat(launch.output())
        .contains("and whether the alarm still\n    stands:\n\n      etcdctl alarm list\n")
        .doesNotContain("```");
  }

  @Test
  void rowsAreJson() {
    var launch = Launch.of("search", "--json", "--top", "1", "iroute");
    assertThat(launch.output().lines()).hasSize(3);
    assertThat(launch.output())
        .contains("{\"id\":\"openvpn-missing-iroute\",", "\"is_error_line\":false");
  }

  @Test
  void whereNothingIsFoundTheStatusIsOne() {
    var launch = Launch.of("search", "zyzzyva");
    assertThat(launch.status()).isEqualTo(1);
    assertThat(launch.output()).isEqualTo("No note has any of these words.\n");
    assertThat(Launch.of("search", "--top", "0", "x").errors()).contains("--top is 1 to 1000");
  }

  @Test
  void notesOfOnesOwnAreFoundBesideTheOthers(@TempDir Path folder) {
    Launch.of("notes", "new", "disk-full", "--in", folder.toString());
    var launch = Launch.of("search", "--notes", folder.toString(), "disk-full");
    assertThat(launch.output()).startsWith("disk-full  ").contains("filesystem-full");
  }
}
