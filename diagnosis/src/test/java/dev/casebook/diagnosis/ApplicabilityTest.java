package dev.casebook.diagnosis;

import static dev.casebook.diagnosis.Examined.BAD_WORDS;
import static dev.casebook.diagnosis.Examined.EVE;
import static dev.casebook.diagnosis.Examined.EVE_IS_THERE;
import static dev.casebook.diagnosis.Examined.LOG;
import static dev.casebook.diagnosis.Examined.ROOT;
import static dev.casebook.diagnosis.Examined.SIGNAL;
import static dev.casebook.diagnosis.Examined.outcome;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whether what a note is about is on the host at all.
class ApplicabilityTest {

  @TempDir private Path folder = Path.of("");

  private Examined host = Examined.ofHost(folder);

  @BeforeEach
  void aHost() {
    host = Examined.ofHost(folder);
  }

  /// What tells all that is installed: nothing but a shell and dbus.
  static void littleIsInstalledOn(Examined host) {
    host.file(
        "commands/dpkg_-l",
        """
        ||/ Name           Version      Architecture Description
        +++-==============-============-============-=================================
        ii  bash           5.2.15-2+b2  amd64        GNU Bourne Again SHell
        ii  docker.io      20.10.24     amd64        Linux container runtime
        """);
    host.file(
        "commands/systemctl_list-units_--all",
        """
          UNIT                   LOAD   ACTIVE SUB     DESCRIPTION
          dbus.service           loaded active running D-Bus System Message Bus
          openvpn@office.service loaded active running OpenVPN connection to office
        """);
    host.file(
        "commands/systemctl_list-unit-files",
        "UNIT FILE     STATE\ndbus.service  static\n\n1 unit files listed.\n");
    host.file(
        "commands/ps_auxwww",
        """
        USER PID %CPU %MEM VSZ RSS TTY STAT START TIME COMMAND
        root   1  0.0  0.1 168  11 ?   Ss   10:00 0:01 /sbin/init
        root   9  0.0  0.1 168  11 ?   Ss   10:00 0:01 /usr/bin/etcd --name a
        """);
  }

  @Test
  void aNoteDoesNotApplyWhereNothingThatItIsAboutIsInstalled() {
    host.file("etc/passwd", ROOT);
    littleIsInstalledOn(host);
    assertThat(outcome(host.says("applies: [kubelet, k3s]", EVE_IS_THERE)))
        .isEqualTo("not_applicable");
    for (var thing : List.of("bash", "docker", "openvpn", "etcd")) {
      assertThat(outcome(host.says("applies: [kubelet, " + thing + "]", EVE_IS_THERE)))
          .as(thing)
          .isEqualTo("clear");
    }
    assertThat(outcome(host.says("applies: open", EVE_IS_THERE))).isEqualTo("not_applicable");
  }

  @Test
  void whatIsFoundIsFoundWhateverIsInstalled() {
    host.file("etc/passwd", EVE);
    littleIsInstalledOn(host);
    assertThat(outcome(host.says("applies: kubelet", EVE_IS_THERE))).isEqualTo("found");
  }

  @Test
  void aNoteAppliesWhileEvidenceOfWhatIsInstalledIsMissing() throws IOException {
    host.file("etc/passwd", ROOT);
    littleIsInstalledOn(host);
    Files.delete(host.host().folder().resolve("commands/ps_auxwww"));
    assertThat(outcome(host.says("applies: kubelet", EVE_IS_THERE))).isEqualTo("clear");
  }

  @Test
  void aNoteAppliesWhereALogTellsOfItsSubject() {
    littleIsInstalledOn(host);
    host.file("var/log/auth.log", LOG);
    var header = "applies: kubelet\n" + SIGNAL;
    assertThat(host.says(header, BAD_WORDS)).hasSize(2);
    var needsMore =
        BAD_WORDS.replace("from signal.bad", "from signal.bad join kernel_modules on true");
    assertThat(outcome(host.says(header, needsMore))).isEqualTo("no_evidence");
  }
}
