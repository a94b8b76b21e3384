package dev.casebook.tables.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.casebook.tables.Sample;
import java.time.Instant;
import org.junit.jupiter.api.Test;

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
}
