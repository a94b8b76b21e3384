package dev.casebook.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArtifactNameTest {

  /// Names that sos 4 gave to outputs.
  @ParameterizedTest
  @CsvSource({
    "ip -o addr, ip_-o_addr",
    "/usr/sbin/dmidecode, dmidecode",
    "/sbin/sysctl -a, sysctl_-a",
    "sysctl -a, sysctl_-a",
    "ls -alZR /etc/ssh, ls_-alZR_.etc.ssh",
    "ip -s -d link, ip_-s_-d_link",
    "df -al -x autofs, df_-al_-x_autofs",
    "'journalctl --no-pager --catalog --boot', journalctl_--no-pager_--catalog_--boot",
    "systemctl show --all *, systemctl_show_--all_*",
    "'sh -c \"rpm -qa | sort\"', sh_-c_rpm_-qa_sort"
  })
  void aCommandsOutputIsNamedAsSosNamesIt(String line, String mangled) {
    assertThat(new ArtifactName.Command(line).mangled()).isEqualTo(mangled);
  }

  @Test
  void aPatternOfCommandsIsNeverRun() {
    assertThat(new ArtifactName.Command("journalctl*").canRun()).isFalse();
    assertThat(new ArtifactName.Command("dmesg").canRun()).isTrue();
  }

  @Test
  void aHostPathIsAbsolute() {
    assertThatThrownBy(() -> ArtifactName.file("etc/hosts")).hasMessageContaining("etc/hosts");
    assertThat(new ArtifactName.File("/proc/*/status").glob().matches("proc/1/status")).isTrue();
  }
}
