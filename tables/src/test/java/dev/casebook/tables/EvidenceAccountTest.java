package dev.casebook.tables;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.evidence.UnreadableSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceAccountTest {

  @TempDir private Path folder = Path.of("");

  private void file(String path, String text) throws IOException {
    var file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private String accounts() throws UnreadableSource {
    try (var source = Sample.sources().open(folder.toString())) {
      return EvidenceAccount.of(source.snapshots().getFirst(), Catalogue.spine()).stream()
          .map(row ->
              row.place() + " | " + row.state() + " | " + row.tables() + " | " + row.reason())
          .collect(Collectors.joining("\n"));
    }
  }

  @Test
  void everyFileIsParsedNotNeededUnknownOrFailed() throws IOException, UnreadableSource {
    file("etc/passwd", "root:x:0:0:root:/root:/bin/bash\nnonsense\n");
    file("proc/mounts", "");
    file("sos_commands/kernel/lsmod", "bash: lsmod: command not found\n");
    file("sos_commands/kernel/sysctl_-a", "vm.swappiness = 60\n");
    file("usr/share/novel.txt", "once upon a time\n");
    file("proc/sys/vm/swappiness", "60\n");
    assertThat(accounts())
        .hasLineCount(6)
        .contains(
            "etc/passwd | parsed | users | not seven cells",
            "proc/mounts | failed | mounts | is empty",
            "proc/sys/vm/swappiness | not needed |  | ",
            "sos_commands/kernel/lsmod | failed | kernel_modules | holds only an error message",
            "sos_commands/kernel/sysctl_-a | parsed | kernel_parameters | ",
            "usr/share/novel.txt | unknown |  | ");
  }

  @Test
  void anArchiveInsideIsNotOpenedAndSaysSo() throws IOException, UnreadableSource {
    file("etc/hostname", "web1\n");
    file("sos_extras/inner.tar.gz", "\u001f\u008b");
    file("sos_extras/avatar.tarot", "no archive\n");
    assertThat(accounts())
        .contains(
            "sos_extras/avatar.tarot | unknown |  | ",
            "sos_extras/inner.tar.gz | unknown |  | an archive inside the source is not opened: "
                + "give it as a source of its own");
  }

  @Test
  void whatToldOfTheHostIsParsed() throws IOException, UnreadableSource {
    file("sos_commands/date/date", "Sun Nov 22 12:00:00 UTC 2026\n");
    file(
        "sos_commands/systemd/timedatectl",
        """
                       Time zone: Europe/Berlin (CET, +0100)
        System clock synchronized: yes
        """);
    assertThat(accounts())
        .contains(
            "sos_commands/date/date | parsed | hosts | ",
            "sos_commands/systemd/timedatectl | parsed | hosts,time_sync | ");
  }

  @Test
  void rowsAreCountedOnceHoweverOftenATableIsRead() throws IOException, UnreadableSource {
    file("sos_commands/kernel/lsmod", "Module  Size  Used by\ntun  27141  3\nnonsense\n");
    try (var source = Sample.sources().open(folder.toString())) {
      var snapshot = source.snapshots().getFirst();
      var first = EvidenceAccount.of(snapshot, Catalogue.spine());
      assertThat(EvidenceAccount.of(snapshot, Catalogue.spine())).isEqualTo(first);
      assertThat(first).extracting(EvidenceAccount::rows).containsExactly(1L);
      assertThat(first).extracting(EvidenceAccount::rejected).containsExactly(1L);
    }
  }
}
