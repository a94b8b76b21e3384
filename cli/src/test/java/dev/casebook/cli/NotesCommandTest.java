package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.diagnosis.Casebook;
import dev.casebook.query.SelectParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  /// A host of containers has a dozen files for each of a thousand groups: to read them all took
  /// most of a diagnosis. What a note needs of them has a table of its own.
  @Test
  void noNoteReadsAllCountersOfAllControlGroups() throws Exception {
    try (var parser = new SelectParser()) {
      var casebook = Casebook.read(Launch.ROOT.resolve("notes"), List.of()).parsed(parser::parse);
      assertThat(casebook.notes()).hasSizeGreaterThan(50);
      for (var note : casebook.notes()) {
        for (var block : note.blocks()) {
          assertThat(block.demand().needed()).as(note.id()).doesNotContain("cgroups");
        }
      }
    }
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

  @Test
  void aNoteThatFailsSaysWhichOfItsSignalsHasNoHitAndWhereItWasLookedFor(@TempDir Path folder)
      throws Exception {
    Launch.of("notes", "new", "queue-full", "--in", folder.toString());
    var log = folder.resolve("queue-full/fires/full/var/log/syslog");
    Files.writeString(log, Files.readString(log).replace("cannot write", "can't write"));

    var launch = Launch.of("notes", "test", "--notes", folder.toString());
    assertThat(launch.status()).isEqualTo(1);
    assertThat(launch.output())
        .contains("signal.cannot_write has no hit: looked through var/log/syslog, 2026-11-22");
  }

  @Test
  void aKeyThatIsMisspeltHidesNoOtherFault(@TempDir Path folder) throws Exception {
    Launch.of("notes", "new", "queue-full", "--in", folder.toString());
    var note = folder.resolve("queue-full/note.md");
    Files.writeString(
        note,
        Files.readString(note)
            .replaceFirst("references: ", "referenzes: ")
            .replace("{n|line}", "{m|line}"));

    assertThat(Launch.of("notes", "lint", folder.toString()).output())
        .contains("unknown key \"referenzes\"; did you mean references?")
        .contains("the sentence names {m}, which its block does not return; did you mean n?");
    assertThat(Launch.of("notes", "list", "--notes", folder.toString()).status()).isEqualTo(2);
  }

  private static final String RUNBOOK = "recover-from-dbus-restart";

  private static Launch walk(String evidence, String... options) {
    var line = new ArrayList<>(List.of("notes", "walk"));
    line.addAll(List.of(options));
    line.add(RUNBOOK);
    line.add(Launch.ROOT.resolve("notes/kubernetes/" + RUNBOOK + "/walks/" + evidence).toString());
    return Launch.of(line.toArray(String[]::new));
  }

  @Test
  void aRunbookIsWalkedAndTheNextStepTold() {
    var launch = walk("dbus-restarted");
    assertThat(launch.status()).isEqualTo(1);
    assertThat(launch.output())
        .startsWith("Bring a node back after dbus was restarted\nnode1 · " + RUNBOOK + "\n")
        .contains(
            "  done        2. Restart systemd-logind\n",
            "  left to do  3. Restart kubelet\n",
            "  can't tell  4. See that pods start again\n",
            "              after: Restart kubelet\n",
            "  Next: 3. Restart kubelet\n",
            "      systemctl restart -- 'kubelet.service'\n")
        .endsWith("Exit status 1: something is left to do.\n");
  }

  @Test
  void aRunbookIsWalkedInChinese() {
    assertThat(walk("dbus-restarted", "--language", "zh").output())
        .contains("  下一步：3. 重启 kubelet\n", "须先完成：重启 kubelet\n");
  }

  @Test
  void theStatusOfAWalkSaysWhetherAllIsDone() {
    assertThat(walk("logind-restarted").status()).isZero();
    assertThat(walk("logind-restarted").output()).contains("\n  All is done.\n");
    assertThat(walk("kubelet-restarted").status()).isEqualTo(2);
  }

  @Test
  void aRunbookIsNotDiagnosedAndANoteNotWalked() {
    assertThat(Launch.of("diagnose", "--note", RUNBOOK, "/").complaints())
        .singleElement()
        .asString()
        .endsWith(RUNBOOK + " is a runbook; casebook notes walk " + RUNBOOK + " goes through it");
    assertThat(Launch.of("notes", "walk", ID, "/").complaints())
        .singleElement()
        .asString()
        .contains(ID + " is no runbook");
  }

  @Test
  void aRunbookFromOutsideIsWalkedInAProcessOfItsOwn(@TempDir Path folder) throws IOException {
    var own = Files.createDirectories(folder.resolve("my-runbook/walks/fresh/etc"));
    Files.writeString(own.resolve("passwd"), "root:x:0:0:root:/root:/bin/bash\n");
    Files.writeString(
        folder.resolve("my-runbook/note.md"),
        """
        ---
        schema: 2
        id: my-runbook
        title: Make a user
        severity: info
        kind: runbook
        ---
        ## Symptom
        There is no eve.

        ## Step: Make eve
        Make her.

        `from users where name = 'eve'`

        ## Provenance
        Made up.
        """);
    var notes = folder.toString();
    assertThat(Launch.of("notes", "test", "--notes", notes, "--update").output())
        .endsWith("ok    my-runbook (1)\n1 passed, 0 failed\n");
    assertThat(Files.readString(folder.resolve("my-runbook/walks/fresh.expected")))
        .isEqualTo("left: Make eve\nnext: Make eve\n");
    var walk =
        Launch.of(
            "notes",
            "walk",
            "--notes",
            notes,
            "my-runbook",
            folder.resolve("my-runbook/walks/fresh").toString());
    assertThat(walk.status()).isEqualTo(1);
    assertThat(walk.output()).contains("Next: 1. Make eve");
    assertThat(Launch.of("notes", "lint", notes).output()).endsWith(" 0 faults\n");
  }
}
