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
}
