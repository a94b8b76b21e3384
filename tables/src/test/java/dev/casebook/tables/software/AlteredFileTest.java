package dev.casebook.tables.software;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.casebook.tables.Sample;
import org.junit.jupiter.api.Test;

class AlteredFileTest {

  @Test
  void rpmSaysOfEachFileWhatDiffers() {
    var files =
        Sample.sosreport().commandFrom("rpm -Va", "altered_files/rpm-Va").read(AlteredFile.TABLE);
    assertThat(files.coverage().isComplete()).as(files.coverage().reason()).isTrue();
    assertThat(files.rows())
        .extracting(
            AlteredFile::file,
            AlteredFile::kind,
            AlteredFile::missing,
            AlteredFile::content,
            AlteredFile::mode,
            AlteredFile::mtime)
        .containsExactly(
            tuple("/etc/ssh/sshd_config", "config", false, true, false, true),
            tuple("/var/log/lastlog", "ghost", false, false, true, false),
            tuple("/etc/sysconfig/iptables", "config", true, null, null, null),
            tuple("/usr/lib/node_modules/npm/.npmrc", null, true, null, null, null),
            tuple("/etc/pam.d/system-auth", "config", false, false, false, false),
            tuple("/usr/share/info/dir name with blanks", null, false, false, false, true),
            tuple("/usr/bin/ping", null, false, false, false, false));
    assertThat(files.rows().get(4).link()).isTrue();
    assertThat(files.rows().get(6).capabilities()).isTrue();
  }

  @Test
  void dpkgComparesTheContentOnly() {
    var files =
        Sample.root()
            .commandFrom("dpkg --verify", "altered_files/dpkg--verify")
            .read(AlteredFile.TABLE);
    assertThat(files.rows())
        .extracting(AlteredFile::file, AlteredFile::content, AlteredFile::size)
        .contains(tuple("/etc/sysctl.conf", true, null));
    assertThat(files.coverage().isComplete()).isTrue();
  }

  @Test
  void whereSomePackagesWereAskedTheRestIsNotKnown() {
    var files =
        Sample.root()
            .command("rpm -V bash openssh-server", "S.5....T.  c /etc/ssh/sshd_config\n")
            .read(AlteredFile.TABLE);
    assertThat(files.rows()).hasSize(1);
    assertThat(files.coverage().isComplete()).isFalse();
    assertThat(files.coverage().reason()).contains("was asked of some packages only");
  }

  @Test
  void aSavedOutputIsKnownByItsForm() {
    assertThat(
            Sample.loose()
                .fileFrom("verify.txt", "altered_files/rpm-Va")
                .read(AlteredFile.TABLE)
                .rows())
        .hasSize(7);
  }

  @Test
  void whatIsNotOfThatFormIsRejected() {
    var files =
        Sample.root()
            .command("rpm -Va", "S.5....T.  c etc/relative\nhello\n.......T.    /a\n")
            .read(AlteredFile.TABLE);
    assertThat(files.rows()).hasSize(1);
    assertThat(files.coverage().isComplete()).isFalse();
  }

  /// The sum is that of `hello` and a line's end.
  private static final String STATUS =
      """
      Package: adduser
      Status: install ok installed
      Conffiles:
       /etc/hello b1946ac92492d2347c6235b4d2611184
       /etc/changed b1946ac92492d2347c6235b4d2611184
       /etc/masked b1946ac92492d2347c6235b4d2611184
       /etc/elsewhere b1946ac92492d2347c6235b4d2611184
       /etc/gone b1946ac92492d2347c6235b4d2611184 obsolete
       /etc/new newconffile
      Description: add and remove users
       /etc/changed b1946ac92492d2347c6235b4d2611184

      Package: removed
      Status: deinstall ok config-files
      Conffiles:
       /etc/changed-too b1946ac92492d2347c6235b4d2611184
      """;

  private static Sample debian() {
    return Sample.root()
        .file("/var/lib/dpkg/status", STATUS)
        .file("/etc/hello", "hello\n")
        .file("/etc/changed", "hello, world\n")
        .file("/etc/changed-too", "hello, world\n")
        .file("/etc/gone", "other\n")
        .file("/etc/masked", "password=********\n");
  }

  @Test
  void theSumsThatDpkgKeepsTellWhichSettingsSomebodyEdited() {
    var read = debian().read(AlteredFile.TABLE);

    assertThat(read.only()).isEqualTo(AlteredFile.inContent("/etc/changed"));
    assertThat(read.coverage().isComplete()).isFalse();
    assertThat(read.coverage().reason())
        .contains("tells the sums of 4 files, of which 2 are there to be compared");
  }

  @Test
  void whatDpkgVerifiedItselfIsTakenInstead() {
    var read =
        debian().command("dpkg --verify", "??5?????? c /etc/hello\n").read(AlteredFile.TABLE);

    assertThat(read.only().file()).isEqualTo("/etc/hello");
    assertThat(read.coverage().isComplete()).isTrue();
  }
}
