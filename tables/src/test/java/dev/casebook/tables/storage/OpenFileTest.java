package dev.casebook.tables.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.tables.Sample;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Samples of lsof 4.95 and 4.93, psmisc 23.6 and kernel 6.18; of Sysinternals' handle 4.22 and 5.0
/// as people show it, with other names.
class OpenFileTest {

  private static final String HELD = "/srv/lab/of/held.txt";

  @Test
  void lsofTellsWhoHoldsADeletedFileAndHowLargeItIs() {
    var outcome =
        Sample.root().commandFrom("lsof +L1", "open_files/lsof-deleted.txt").read(OpenFile.TABLE);

    assertThat(outcome.coverage().reason()).endsWith("lists only what was asked for");
    assertThat(outcome.only())
        .isEqualTo(
            new OpenFile(
                25512,
                "python3",
                "root",
                "descriptor",
                5,
                "w",
                null,
                "REG",
                "/srv/lab/of/deleted.log",
                true,
                100005L,
                "254:0",
                3597183L));
  }

  @Test
  void lsofTellsFoldersProgramsMappingsSocketsAndPipes() {
    var outcome =
        Sample.root().commandFrom("lsof -p 25512", "open_files/lsof-p.txt").read(OpenFile.TABLE);

    assertThat(outcome.coverage().reason()).endsWith("lists only what was asked for");
    assertThat(outcome.rows())
        .extracting(OpenFile::kind)
        .startsWith("cwd", "root", "program", "memory")
        .endsWith("descriptor");
    assertThat(outcome.rows())
        .extracting(OpenFile::type)
        .contains("DIR", "REG", "CHR", "FIFO", "unix", "IPv4");
  }

  @Test
  void aThreadsFilesAreItsProcessesAndToldOnce() {
    var outcome =
        Sample.sosreport()
            .commandFrom("lsof +M -n -l", "open_files/lsof-threads")
            .read(OpenFile.TABLE);

    assertThat(outcome.coverage().isComplete()).as(outcome.coverage().reason()).isTrue();
    assertThat(outcome.rows())
        .extracting(OpenFile::pid, OpenFile::program, OpenFile::kind, OpenFile::path)
        .containsExactly(
            Tuple.tuple(1, "systemd", "cwd", "/"),
            Tuple.tuple(1, "systemd", "memory", "/usr/lib/x86_64-linux-gnu/libuuid.so.1.3.0"),
            Tuple.tuple(1, "systemd", "descriptor", "KOBJECT_UEVENT"),
            Tuple.tuple(460, "multipath", "cwd", "/"),
            Tuple.tuple(470, "app one", "descriptor", "/run/app/a b.sock type=STREAM"));
    assertThat(outcome.rows().get(1).deleted()).isTrue();
    assertThat(outcome.rows().get(1).inode()).isEqualTo(3881L);
    assertThat(outcome.rows().get(2).inode()).isEqualTo(13893L);
  }

  @Test
  void rowsThatGrepLeftAndAPasteSqueezedAreRead() {
    var outcome =
        Sample.root()
            .command(
                "lsof",
                "java 4711 app 12w REG 8,17 250012449 32428142 /var/log/app/a b.log (deleted)\r\n")
            .read(OpenFile.TABLE);

    assertThat(outcome.coverage().reason()).endsWith("has no heading, and may be a part");
    assertThat(outcome.only().path()).isEqualTo("/var/log/app/a b.log");
    assertThat(outcome.only().sizeBytes()).isEqualTo(250012449L);
    assertThat(outcome.only().deleted()).isTrue();
  }

  @Test
  void whatLsofMayNotLookAtIsToldAndNoRow() {
    var outcome =
        Sample.root()
            .command(
                "lsof",
                """
                lsof: WARNING: can't stat() fuse file system /mnt/pool
                      Output information may be incomplete.
                COMMAND   PID USER   FD      TYPE DEVICE SIZE/OFF NODE NAME
                systemd     1 root  cwd   unknown                      /proc/1/cwd (readlink: Permission denied)
                systemd     1 root NOFD                                /proc/1/fd (opendir: Permission denied)
                bash      870  app  cwd       DIR    8,1     4096   12 /home/app
                """)
            .read(OpenFile.TABLE);

    assertThat(outcome.only().pid()).isEqualTo(870);
    assertThat(outcome.coverage().reason())
        .contains("may be incomplete")
        .contains("not allowed to look at files of 2 places");
  }

  @Test
  void fieldsForProgramsAreReadWithLineEndsAndWithZeros() {
    var fields = Sample.text("open_files/lsof-F.txt");
    var outcome = Sample.root().command("lsof -F", fields).read(OpenFile.TABLE);
    var zeros =
        Sample.root()
            .command("lsof -F0", fields.replace("\n", "\0").replace("\0f", "\0\nf"))
            .read(OpenFile.TABLE);

    assertThat(outcome.coverage().reason()).contains("only what was asked for");
    assertThat(outcome.rows()).hasSize(3).isEqualTo(zeros.rows());
    assertThat(outcome.rows().getLast())
        .isEqualTo(
            new OpenFile(
                25512,
                "python3",
                "0",
                "descriptor",
                4,
                null,
                null,
                "REG",
                HELD,
                false,
                6L,
                "254:0",
                3597013L));
  }

  @Test
  void fuserTellsEachWayInWhichAFileIsHeld() {
    var outcome =
        Sample.root()
            .commandFrom("fuser -v " + HELD, "open_files/fuser-v.txt")
            .read(OpenFile.TABLE);

    assertThat(outcome.rows())
        .containsExactly(
            held(25512, "python3", "root", "descriptor", "w", HELD),
            held(25512, "python3", "root", "memory", null, HELD));
  }

  @Test
  void fuserOfAFileSystemTellsTheMountItselfAndWhatItMayNotSee() {
    var outcome =
        Sample.root()
            .commandFrom("fuser -vm /srv/lab/of/dir", "open_files/fuser-vm.txt")
            .read(OpenFile.TABLE);

    assertThat(outcome.rows())
        .contains(
            held(null, null, "root", "mount", null, "/"),
            held(25512, "python3", "root", "cwd", null, "/srv/lab/of/dir"),
            held(25512, "python3", "root", "program", null, "/srv/lab/of/dir"));
    assertThat(outcome.coverage().reason()).contains("not allowed to look at all processes");
  }

  @Test
  void plainFuserAndFuserOfAPortAreRead() {
    var plain =
        Sample.root().commandFrom("fuser " + HELD, "open_files/fuser.txt").read(OpenFile.TABLE);
    var port =
        Sample.root()
            .commandFrom("fuser -v 18099/tcp", "open_files/fuser-tcp.txt")
            .read(OpenFile.TABLE);

    assertThat(plain.only()).isEqualTo(held(25512, null, null, "memory", null, HELD));
    assertThat(port.only())
        .isEqualTo(held(25512, "python3", "root", "descriptor", "w", "18099/tcp"));
  }

  private static OpenFile held(
      @Nullable Integer pid,
      @Nullable String program,
      @Nullable String user,
      String kind,
      @Nullable String access,
      String path) {
    return new OpenFile(
        pid, program, user, kind, null, access, null, null, path, null, null, null, null);
  }

  @Test
  void aListedFolderOfDescriptorsTellsThemUnderTheProcessOfItsName() {
    var outcome =
        Sample.root()
            .commandFrom("ls -l /proc/25512/fd", "open_files/proc-fd.txt")
            .read(OpenFile.TABLE);

    assertThat(outcome.coverage().reason()).endsWith("lists only descriptors, of one process");
    assertThat(outcome.rows())
        .hasSize(10)
        .allMatch(file -> Integer.valueOf(25512).equals(file.pid()));
    assertThat(outcome.rows())
        .contains(
            new OpenFile(
                25512,
                null,
                "root",
                "descriptor",
                5,
                "w",
                null,
                null,
                "/srv/lab/of/deleted.log",
                true,
                null,
                null,
                null));
  }

  @Test
  void aPastedListingOfDescriptorsIsKnownByItsForm() {
    var outcome =
        Sample.loose().fileFrom("paste.txt", "open_files/proc-fd.txt").read(OpenFile.TABLE);

    assertThat(outcome.rows()).hasSize(10);
    assertThat(outcome.coverage().reason()).contains("does not tell whose descriptors they are");
  }

  @Test
  void linksOfAHostAreReadWithWhatTheyLeadTo() {
    var outcome =
        Sample.root()
            .command(
                ProcDescriptors.LINKS.text(),
                """
                /proc/4711/cwd\tlrwxrwxrwx\tapp\t/srv/data
                /proc/4711/fd/5\tl-wx------\tapp\t/srv/data/a\tb.log (deleted)
                /proc/4711/exe\tlrwxrwxrwx\tapp\t/opt/app/bin/app
                find: '/proc/1/fd': Permission denied
                """)
            .command(ProcDescriptors.TARGETS.text(), "/proc/4711/fd/5\tf\t100005\t65024\t3597183\n")
            .file("/proc/4711/stat", "4711 (my (app)) S 1 1\n")
            .fileFrom("/proc/4711/maps", "open_files/maps")
            .read(OpenFile.TABLE);

    assertThat(outcome.rows())
        .contains(
            new OpenFile(
                4711,
                "my (app)",
                "app",
                "cwd",
                null,
                null,
                null,
                null,
                "/srv/data",
                false,
                null,
                null,
                null),
            new OpenFile(
                4711,
                "my (app)",
                "app",
                "descriptor",
                5,
                "w",
                null,
                "REG",
                "/srv/data/a\tb.log",
                true,
                100005L,
                "254:0",
                3597183L),
            new OpenFile(
                4711,
                "my (app)",
                null,
                "memory",
                null,
                "r",
                null,
                "REG",
                "/opt/python/bin/python3.11",
                false,
                null,
                "254:0",
                26723L));
    assertThat(outcome.coverage().reason()).contains("not allowed to look at all processes");
  }

  @Test
  void aFoundHandleNamesProcessAndPathWithAndWithoutItsUser() {
    var outcome =
        Sample.loose()
            .file(
                "handle.txt",
                """
                C:\\Windows\\System32>C:\\tools\\handle.exe D:\\data

                Nthandle v5.0 - Handle viewer
                Copyright (C) 1997-2022 Mark Russinovich
                Sysinternals - www.sysinternals.com

                Order Desk.exe     pid: 3016   type: File           1E8: D:\\data\\orders.db
                explorer.exe       pid: 6116   type: File          SHOP\\Ann Lee           1dd3408X D:\\data
                """
                    .replace("\n", "\r\n"))
            .read(OpenFile.TABLE);

    assertThat(outcome.coverage().reason()).contains("only what was asked for");
    assertThat(outcome.rows())
        .containsExactly(
            handle(3016, "Order Desk.exe", null, 0x1E8, null, "File", "D:\\data\\orders.db"),
            handle(6116, "explorer.exe", "SHOP\\Ann Lee", 0x1dd34, null, "File", "D:\\data"));
  }

  @Test
  void allHandlesOfAProcessTellWhatOthersMayDoMeanwhile() {
    var outcome =
        Sample.loose()
            .file(
                "all.txt",
                """
                Nthandle v4.22 - Handle viewer
                Copyright (C) 1997-2019 Mark Russinovich
                Sysinternals - www.sysinternals.com

                ------------------------------------------------------------------------------
                System pid: 4 \\<unable to open process>
                   5C: File  (---)   C:\\pagefile.sys
                ------------------------------------------------------------------------------
                java.exe pid: 3016 SHOP\\app
                  24C: File  (RW-)   D:\\data\\orders.db
                  2E8: Section       \\Sessions\\1\\BaseNamedObjects\\Shared
                """)
            .read(OpenFile.TABLE);

    assertThat(outcome.rows())
        .containsExactly(
            handle(4, "System", null, 0x5C, "---", "File", "C:\\pagefile.sys"),
            handle(3016, "java.exe", "SHOP\\app", 0x24C, "RW-", "File", "D:\\data\\orders.db"),
            handle(
                3016,
                "java.exe",
                "SHOP\\app",
                0x2E8,
                null,
                "Section",
                "\\Sessions\\1\\BaseNamedObjects\\Shared"));
  }

  @Test
  void theCsvOfHandleIsReadAsItIsWrittenAndNotAsItIsHeaded() {
    var outcome =
        Sample.loose()
            .file(
                "handle.csv",
                """
                Nthandle v5.0 - Handle viewer

                Process,PID,User,Handle,Type,Share Flags,Name,Access
                sihost.exe,6616,File,SHOP\\ann,0x00000050,C:\\Windows\\System32\s
                """)
            .read(OpenFile.TABLE);

    assertThat(outcome.only())
        .isEqualTo(
            handle(6616, "sihost.exe", "SHOP\\ann", 0x50, null, "File", "C:\\Windows\\System32"));
  }

  private static OpenFile handle(
      int pid,
      String program,
      @Nullable String user,
      int handle,
      @Nullable String sharing,
      String type,
      String path) {
    return new OpenFile(
        pid, program, user, "handle", handle, null, sharing, type, path, null, null, null, null);
  }

  @Test
  void noHandleFoundIsNoneAndNotAMistake() {
    var outcome =
        Sample.loose()
            .file("handle.txt", "Nthandle v4.22 - Handle viewer\n\nNo matching handles found.\n")
            .read(OpenFile.TABLE);

    assertThat(outcome.rows()).isEmpty();
    assertThat(outcome.coverage().isThere()).isTrue();
    assertThat(outcome.coverage().reason()).doesNotContain("not understood");
  }

  @Test
  void hostileLinesAreRejectedAndQuicklyRead() {
    var blank = " ".repeat(39_000);
    for (var command : List.of("lsof", "fuser -v /x", "handle x", "ls -l /proc/1/fd")) {
      var outcome =
          Sample.root()
              .command(
                  command,
                  "java.exe pid: 1 type: File"
                      + blank
                      + "x\n"
                      + "java 99999999999999 root 5w REG 8,1 1 1 /x\n"
                      + "é pid:"
                      + blank
                      + "\n")
              .read(OpenFile.TABLE);

      assertThat(outcome.rows()).as(command).isEmpty();
      assertThat(outcome.coverage().isThere()).isFalse();
    }
  }
}
