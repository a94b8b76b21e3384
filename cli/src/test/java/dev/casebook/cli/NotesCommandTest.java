package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class NotesCommandTest {

  private static final String ID = "openvpn-missing-iroute";

  @Test
  void theNotesAreListed() {
    var launch = Launch.of("notes", "list");
    assertThat(launch.status()).isZero();
    assertThat(launch.output()).containsPattern("(?m)^  " + ID + " +high: OpenVPN drops");
    assertThat(launch.output().lines().filter(line -> !line.startsWith(" ")))
        .isSorted()
        .contains("etcd", "network", "vpn");
    assertThat(launch.output().lines()).allMatch(line -> line.length() <= 80);
    assertThat(Launch.of("notes")).isEqualTo(launch);
  }

  @Test
  void aNoteIsShownAsItWasWritten() throws IOException {
    assertThat(Launch.of("notes", "show", ID))
        .isEqualTo(
            new Launch(
                0, Files.readString(Launch.ROOT.resolve("notes/vpn/" + ID + "/note.md")), ""));
  }

  @Test
  void aNoteIsTriedOnItsOwnEvidence() {
    var launch = Launch.of("notes", "test", ID);
    assertThat(launch.status()).isZero();
    assertThat(launch.output())
        .startsWith("ok    " + ID)
        .containsPattern("\n\\d+ passed, 0 failed");
  }

  @Test
  void theShippedNotesHaveNoFault() {
    var launch = Launch.of("notes", "lint");
    assertThat(launch.output()).containsPattern("(?m)^\\d+ notes and views checked, 0 faults$");
    assertThat(launch.status()).isZero();
  }

  @Test
  void anUnknownNoteIsOneLine() {
    for (var command : new String[] {"show", "test"}) {
      var launch = Launch.of("notes", command, "nothing");
      assertThat(launch.status()).isEqualTo(2);
      assertThat(launch.complaints())
          .containsExactly(
              "casebook: there is no note nothing; casebook notes list shows all, and --notes FOLDER"
                  + " names your own");
    }
  }
}
