package dev.casebook.tables.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.casebook.tables.Sample;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// Samples of coreutils 8.30 to 9.1 and util-linux 2.38.
class FileEntryTest {

  @Test
  void aRecursiveListingTellsEachFolderUnderItsHeading() {
    var outcome =
        Sample.sosreport()
            .command(
                "ls -lanR /etc/openvpn",
                """
                /etc/openvpn:
                total 12
                drwxr-xr-x  3 0 0 4096 Nov 22 11:00 .
                drwxr-xr-x 96 0 0 4096 Nov 22 11:00 ..
                drwx------  4 0 0 4096 Nov 22 11:00 pki
                lrwxrwxrwx  1 0 0   11 Nov 22 11:00 crl.pem -> pki/crl.pem

                /etc/openvpn/pki:
                total 4
                -rw-r--r-- 1 0 65534 626 Nov 22 2021 crl.pem
                """)
            .read(FileEntry.TABLE);

    assertThat(outcome.rows())
        .extracting(
            FileEntry::path,
            FileEntry::type,
            FileEntry::permissions,
            FileEntry::group,
            FileEntry::target)
        .containsExactly(
            tuple("/etc/openvpn", "folder", "rwxr-xr-x", "0", null),
            tuple("/etc", "folder", "rwxr-xr-x", "0", null),
            tuple("/etc/openvpn/pki", "folder", "rwx------", "0", null),
            tuple("/etc/openvpn/crl.pem", "link", "rwxrwxrwx", "0", "pki/crl.pem"),
            tuple("/etc/openvpn/pki/crl.pem", "file", "rw-r--r--", "65534", null));
    assertThat(outcome.coverage().reason()).endsWith("lists only what was asked for");
    assertThat(outcome.coverage().reason()).doesNotContain("not understood");
  }

  @Test
  void aListingWithoutAHeadingIsOfTheFolderThatWasAskedFor() {
    var outcome =
        Sample.sosreport()
            .command(
                "ls -alhF /var/crash",
                "total 8.0K\ndrwxrwxrwt  2 root root 4.0K Feb  7 15:31 ./\nbrw-rw---- 1 root disk 8, 0 Feb  7 15:31 sda\n")
            .read(FileEntry.TABLE);

    assertThat(outcome.rows())
        .containsExactly(
            new FileEntry(
                "/var/crash", "folder", 01777, "rwxrwxrwt", "root", "root", null, null, null),
            new FileEntry(
                "/var/crash/sda", "device", 0660, "rw-rw----", "root", "disk", null, null, null));
  }

  @Test
  void contextsFullTimesAndOtherLanguagesAreRead() {
    var outcome =
        Sample.root()
            .command(
                "ls -laZ /srv",
                """
                drwxr-xr-x. 2 root root system_u:object_r:usr_t:s0 4096 Feb 11 18:58 a
                -rwsr-x--- 1 root app 9 2026-11-22 11:00:05.000000000 +0100 b c
                -rw-r--r-- 1 root root 7 11月 22 11:00 d
                """)
            .read(FileEntry.TABLE);

    assertThat(outcome.rows())
        .extracting(FileEntry::path, FileEntry::mode, FileEntry::sizeBytes, FileEntry::modified)
        .containsExactly(
            tuple("/srv/a", 0755, 4096L, null),
            tuple("/srv/b c", 04750, 9L, Instant.parse("2026-11-22T10:00:05Z")),
            tuple("/srv/d", 0644, 7L, null));
  }

  @Test
  void nameiTellsEachFolderOfAPath() {
    var outcome =
        Sample.loose()
            .file(
                "namei.txt",
                """
                f: /etc/openvpn/pki/crl.pem
                drwxr-xr-x root root /
                drwxr-xr-x root root etc
                drwxr-xr-x root root openvpn
                drwx------ root root pki
                                     crl.pem - Permission denied
                """)
            .read(FileEntry.TABLE);

    assertThat(outcome.rows())
        .extracting(FileEntry::path, FileEntry::permissions)
        .containsExactly(
            tuple("/", "rwxr-xr-x"),
            tuple("/etc", "rwxr-xr-x"),
            tuple("/etc/openvpn", "rwxr-xr-x"),
            tuple("/etc/openvpn/pki", "rwx------"));
    assertThat(outcome.coverage().reason()).contains("not allowed into all folders");
  }

  @Test
  void aHostsOwnFilesHaveTimesAndTargets() {
    var outcome =
        Sample.root()
            .command(
                FileEntry.FOUND.text(),
                """
                /\tdrwxr-xr-x\troot\troot\t4096\t1795801838.7836293550\t
                /bin\tlrwxrwxrwx\troot\troot\t7\t1747699200.0000000000\tusr/bin
                """)
            .read(FileEntry.TABLE);

    assertThat(outcome.rows())
        .contains(
            new FileEntry(
                "/bin",
                "link",
                0777,
                "rwxrwxrwx",
                "root",
                "root",
                7L,
                Instant.parse("2025-05-20T00:00:00Z"),
                "usr/bin"));
  }

  @Test
  void headersOfAnArchiveAreReadAsTarPrintsThem() {
    var outcome =
        Sample.root()
            .command(
                "tar -tvf etc.tar",
                """
                drwxr-xr-x root/root         0 2026-11-22 11:00 ./etc/
                drwx------ root/root 0 2026-11-22 11:00:05 +0000 etc/openvpn/pki
                -rw-r--r-- root/root 626 2026-11-22 11:00:05 +0000 etc/openvpn/pki/crl.pem
                lrwxrwxrwx root/root 0 2026-11-22 11:00:05 +0000 etc/localtime -> ../usr/share/zoneinfo/UTC
                -rw-r--r-- root/root 626 2026-11-22 11:00:05 +0000 sos_commands/date/date
                """)
            .read(FileEntry.TABLE);

    assertThat(outcome.rows())
        .extracting(FileEntry::path, FileEntry::mode, FileEntry::sizeBytes, FileEntry::target)
        .containsExactly(
            tuple("/etc", 0755, 0L, null),
            tuple("/etc/openvpn/pki", 0700, 0L, null),
            tuple("/etc/openvpn/pki/crl.pem", 0644, 626L, null),
            tuple("/etc/localtime", 0777, 0L, "../usr/share/zoneinfo/UTC"));
    assertThat(outcome.rows().get(1).modified()).isEqualTo(Instant.parse("2026-11-22T11:00:05Z"));
  }

  @Test
  void whatAnOrdinaryUserPackedTellsNoRights() {
    var outcome =
        Sample.root()
            .command("tar -tvf etc.tar", "drwx------ ann/ann 0 2026-11-22 11:00 etc/openvpn/\n")
            .read(FileEntry.TABLE);

    assertThat(outcome.rows()).isEmpty();
    assertThat(outcome.coverage().reason()).contains("those of who packed it");
  }

  @Test
  void whatIsNoListingIsRejectedInTime() {
    var outcome =
        Sample.root()
            .command("ls -l /x", "-rw-r--r-- 1 " + "a ".repeat(200_000) + "\nnot a file\n")
            .read(FileEntry.TABLE);

    assertThat(outcome.rows()).isEmpty();
    assertThat(outcome.coverage().reason()).contains("no file as ls -l has it");
  }
}
