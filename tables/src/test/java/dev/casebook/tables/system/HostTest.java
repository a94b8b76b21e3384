package dev.casebook.tables.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.tables.Sample;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HostTest {

  private static final String KYLIN_RELEASE =
      """
      NAME="Kylin Linux Advanced Server"
      VERSION="V10 (Lance)"
      ID="kylin"
      VERSION_ID="V10"
      PRETTY_NAME="Kylin Linux Advanced Server V10 (Lance)"
      ANSI_COLOR="0;31"
      """;

  private static final String KYLIN_UNAME =
      "Linux node1 4.19.90-52.39.v2207.ky10.x86_64 #4 SMP Wed Jun 5 15:42:10 CST 2024"
          + " x86_64 x86_64 x86_64 GNU/Linux\n";

  @Test
  void aBundleTellsSystemKernelAndClock() {
    var host =
        Sample.sosreport()
            .file("/etc/os-release", KYLIN_RELEASE)
            .file("/etc/kylin-release", "Kylin Linux Advanced Server release V10 (Lance)\n")
            .command("uname -a", KYLIN_UNAME)
            .command("date", "Tue Mar 26 02:42:19 UTC 2024\n")
            .command(
                "timedatectl",
                """
                               Local time: Tue 2024-03-26 10:42:19 CST
                                Time zone: Asia/Shanghai (CST, +0800)
                """)
            .file("/proc/uptime", "3600.00 7000.00\n")
            .file("/proc/stat", "cpu 1 2 3\nbtime 1711417339\n")
            .command("hostnamectl status", "   Virtualization: kvm\n")
            .read(Host.TABLE)
            .only();

    assertThat(host.name()).isEqualTo("node1");
    assertThat(host.osId()).isEqualTo("kylin");
    assertThat(host.osName()).isEqualTo("Kylin Linux Advanced Server V10 (Lance)");
    assertThat(host.osVersion()).isEqualTo("V10");
    assertThat(host.osRelease()).isEqualTo("Kylin Linux Advanced Server release V10 (Lance)");
    assertThat(host.kernel()).isEqualTo("4.19.90-52.39.v2207.ky10.x86_64");
    assertThat(host.architecture()).isEqualTo("x86_64");
    assertThat(host.bootTime()).isEqualTo(Instant.ofEpochSecond(1711417339));
    assertThat(host.zone()).isEqualTo("Asia/Shanghai");
    assertThat(host.virtualisation()).isEqualTo("kvm");
  }

  @Test
  void anOldSystemIsKnownByItsReleaseFile() {
    var host =
        Sample.root().file("/etc/redhat-release", "CentOS release 6.10 (Final)\n").read(Host.TABLE);

    assertThat(host.only().osId()).isEqualTo("centos");
    assertThat(host.only().osVersion()).isEqualTo("6.10");
    assertThat(host.only().kernel()).isNull();
    assertThat(host.coverage().isComplete()).isTrue();
  }

  @Test
  void hostnamectlAloneIsEnough() {
    var host =
        Sample.root()
            .commandFrom("hostnamectl status", "hosts/hostnamectl")
            .read(Host.TABLE)
            .only();

    assertThat(host.osName()).isEqualTo("Debian GNU/Linux 12 (bookworm)");
    assertThat(host.kernel()).isEqualTo("6.18.44-fc-v669");
    assertThat(host.architecture()).isEqualTo("x86_64");
    assertThat(host.virtualisation()).isEqualTo("systemd-nspawn");
  }

  @Test
  void aLooseLineOfUnameIsAHost() {
    var host = Sample.loose().file("paste.txt", KYLIN_UNAME).read(Host.TABLE).only();

    assertThat(host.kernel()).isEqualTo("4.19.90-52.39.v2207.ky10.x86_64");
    assertThat(host.architecture()).isEqualTo("x86_64");
  }

  @Test
  void debianPutsNoYearBeforeTheMachine() {
    var host =
        Sample.root()
            .command(
                "uname -a",
                "Linux web 6.1.0-21-amd64 #1 SMP PREEMPT_DYNAMIC Debian 6.1.90-1 (2024-05-03)"
                    + " x86_64 GNU/Linux\n")
            .read(Host.TABLE)
            .only();

    assertThat(host.architecture()).isEqualTo("x86_64");
  }

  @Test
  void theKernelIsAlsoInProcVersion() {
    var host =
        Sample.root()
            .file(
                "/proc/version",
                "Linux version 3.10.0-1160.el7.x86_64 (mockbuild@example.org) (gcc version 4.8.5"
                    + " 20150623 (Red Hat 4.8.5-44) (GCC) ) #1 SMP Mon Oct 19 16:18:59 UTC 2020\n")
            .read(Host.TABLE)
            .only();

    assertThat(host.kernel()).isEqualTo("3.10.0-1160.el7.x86_64");
    assertThat(host.architecture()).isNull();
  }

  @Test
  void whereNothingTellsThereIsNoRow() {
    var host = Sample.root().file("/etc/passwd", "root:x:0:0::/root:/bin/sh\n").read(Host.TABLE);

    assertThat(host.rows()).isEmpty();
    assertThat(host.coverage().isThere()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/etc/redhat-release | Red Hat Enterprise Linux Server release 6.10(Santiago) | rhel | 6.10",
        "/etc/redhat-release | Red Hat Enterprise Linux release 8.4 (Ootpa) | rhel | 8.4",
        "/etc/centos-release | CentOS Linux release 7.9.2009 (Core) | centos | 7.9.2009",
        "/etc/redhat-release | NeoKylin Linux Server release 7.6 | neokylin | 7.6",
        "/etc/system-release | Amazon Linux release 2 (Karoo) | amzn | 2",
        "/etc/kylin-release | Kylin Linux Advanced Server release V10 (Lance) | kylin | V10",
        "/etc/SuSE-release | SUSE Linux Enterprise Server 12 SP5 (x86_64) | sles | 12.5",
        "/etc/debian_version | 10.13 | debian | 10.13",
        "/etc/debian_version | bullseye/sid | debian |"
      })
  void aHostWithoutOsReleaseIsIdentifiedByItsReleaseFile(
      String file, String line, String id, @Nullable String version) {
    var host = Sample.root().file(file, line + "\n").read(Host.TABLE).only();

    assertThat(host.osId()).isEqualTo(id);
    assertThat(host.osVersion()).isEqualTo(version);
    assertThat(host.osRelease()).isEqualTo(line);
  }

  @Test
  void aCodenameOfDebianIsNoNameOfUbuntu() {
    var host =
        Sample.sosreport()
            .file("/etc/debian_version", "bullseye/sid\n")
            .file(
                "/etc/lsb-release",
                """
                DISTRIB_ID=Ubuntu
                DISTRIB_RELEASE=20.04
                DISTRIB_CODENAME=focal
                DISTRIB_DESCRIPTION="Ubuntu 20.04.3 LTS"
                """)
            .read(Host.TABLE)
            .only();

    assertThat(host.osId()).isEqualTo("ubuntu");
    assertThat(host.osName()).isEqualTo("Ubuntu 20.04.3 LTS");
    assertThat(host.osVersion()).isEqualTo("20.04");
    assertThat(host.osRelease()).isEqualTo("bullseye/sid");
  }

  @ParameterizedTest
  @CsvSource({
    "lsb_release, 'Description:\tUbuntu 20.04.3 LTS\n'",
    "hostnamectl status, '  Operating System: Ubuntu 20.04.3 LTS\n            Kernel: Linux 5.4.0\n'",
    "lsb_release -a, 'Distributor ID:\tUbuntu\nDescription:\tUbuntu 20.04.3 LTS\nRelease:\t20.04\n'"
  })
  void aCommandIdentifiesAHost(String command, String output) {
    var host =
        Sample.sosreport()
            .command(command, output.replace("\\n", "\n").replace("\\t", "\t"))
            .file("/etc/debian_version", "bullseye/sid\n")
            .read(Host.TABLE)
            .only();

    assertThat(host.osId()).isEqualTo("ubuntu");
    assertThat(host.osName()).isEqualTo("Ubuntu 20.04.3 LTS");
    assertThat(host.osVersion()).isEqualTo("20.04");
  }

  @Test
  void anUbuntuIsKnownByItsKernelWhereOnlyDebiansVersionIsLeft() {
    var host =
        Sample.root()
            .file("/etc/debian_version", "bullseye/sid\n")
            .command("uname -a", "Linux c4 5.4.0-97-generic #110-Ubuntu SMP Thu x86_64 GNU/Linux\n")
            .read(Host.TABLE)
            .only();

    assertThat(host.osId()).isEqualTo("ubuntu");
  }

  @Test
  void anOsReleaseThatIsCutGivesNoPrettyNameAsId() {
    var host =
        Sample.root().file("/etc/os-release", "PRETTY_NAME=\"My Own Linux 3\"\n").read(Host.TABLE);

    assertThat(host.only().osId()).isNull();
    assertThat(host.only().osName()).isEqualTo("My Own Linux 3");
  }

  @Test
  void theBootIsToldByUptimeAlone() {
    var host =
        Sample.sosreport()
            .command("date", "Thu Feb 10 16:19:17 UTC 2022\n")
            .command("uptime", " 16:19:19 up 17:41,  2 users,  load average: 3.58, 3.27, 2.58\n")
            .read(Host.TABLE)
            .only();

    assertThat(host.bootTime()).isEqualTo(Instant.parse("2022-02-09T22:38:17Z"));
  }
}
