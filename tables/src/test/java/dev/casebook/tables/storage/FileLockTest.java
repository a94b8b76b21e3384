package dev.casebook.tables.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.tables.Sample;
import org.junit.jupiter.api.Test;

/// Samples of util-linux 2.38 and kernel 6.18.
class FileLockTest {

  @Test
  void lslocksTellsWhoHoldsAndWhoWaits() {
    var outcome =
        Sample.sosreport().commandFrom("lslocks", "file_locks/lslocks").read(FileLock.TABLE);

    assertThat(outcome.coverage().isComplete()).as(outcome.coverage().reason()).isTrue();
    assertThat(outcome.rows())
        .hasSize(5)
        .contains(
            new FileLock(
                6487, "flock", "FLOCK", "WRITE", true, null, null, "/var/lib/etcd/member/snap/db"),
            new FileLock(
                6255, "etcd", "FLOCK", "WRITE", false, null, null, "/var/lib/etcd/member/snap/db"),
            new FileLock(
                null, "(undefined)", "OFDLCK", "WRITE", false, null, null, "/run/netns..."));
  }

  @Test
  void lslocksWithColumnsOfOurChoiceTellsTheInode() {
    var outcome =
        Sample.root()
            .commandFrom(
                "lslocks -o COMMAND,PID,TYPE,MODE,M,START,END,MAJ:MIN,INODE,PATH",
                "file_locks/lslocks-o")
            .read(FileLock.TABLE);

    assertThat(outcome.rows())
        .contains(
            new FileLock(
                31138, "flock", "FLOCK", "WRITE", true, "254:0", 2179104L, "/var/lib/app/lk"));
  }

  @Test
  void theKernelsTableTellsInodesAndNoNames() {
    var outcome = Sample.root().fileFrom("/proc/locks", "file_locks/locks").read(FileLock.TABLE);

    assertThat(outcome.rows())
        .hasSize(7)
        .contains(
            new FileLock(6487, null, "FLOCK", "WRITE", true, "254:0", 1499744L, null),
            new FileLock(6255, null, "FLOCK", "WRITE", false, "254:0", 1499744L, null));
  }

  @Test
  void aLineThatIsNoLockIsRejected() {
    var outcome =
        Sample.root().file("/proc/locks", "1: FLOCK  ADVISORY  WRITE\n").read(FileLock.TABLE);

    assertThat(outcome.coverage().isThere()).isFalse();
    assertThat(outcome.coverage().reason()).contains("no lock as proc(5) has it");
  }
}
