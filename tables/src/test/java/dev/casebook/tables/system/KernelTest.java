package dev.casebook.tables.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.casebook.tables.Sample;
import org.junit.jupiter.api.Test;

/// Parameters and modules of the kernel.
class KernelTest {

  @Test
  void sysctlTellsParameters() {
    var parameters =
        Sample.sosreport()
            .commandFrom("sysctl -a", "kernel_parameters/sysctl-a")
            .read(KernelParameter.TABLE);

    assertThat(parameters.coverage().isComplete()).isTrue();
    assertThat(parameters.rows())
        .contains(
            new KernelParameter("kernel.pid_max", "32768"),
            new KernelParameter("net.ipv4.tcp_rmem", "4096 131072 33554432"),
            new KernelParameter("kernel.core_modes", "pipe"),
            new KernelParameter("kernel.version", "#1 SMP PREEMPT_DYNAMIC @0"));
  }

  @Test
  void complaintsOfSysctlAreNoParameters() {
    var parameters =
        Sample.root()
            .command(
                "sysctl -a",
                """
                sysctl: reading key "net.ipv6.conf.all.stable_secret"
                sysctl: permission denied on key 'fs.protected_hardlinks'
                kernel.domainname =\s
                net.netfilter.nf_conntrack_icmp_timeout = 30
                """)
            .read(KernelParameter.TABLE);

    assertThat(parameters.coverage().isComplete()).as(parameters.coverage().reason()).isTrue();
    assertThat(parameters.rows())
        .containsExactly(
            new KernelParameter("kernel.domainname", ""),
            new KernelParameter("net.netfilter.nf_conntrack_icmp_timeout", "30"));
  }

  @Test
  void withoutSysctlTheFilesTellAndDotsOfAnInterfaceAreSlashes() {
    var parameters =
        Sample.root()
            .file("/proc/sys/kernel/pid_max", "4194304\n")
            .file("/proc/sys/net/ipv4/conf/eth0.100/rp_filter", "1\n")
            .read(KernelParameter.TABLE);

    assertThat(parameters.rows())
        .containsExactly(
            new KernelParameter("kernel.pid_max", "4194304"),
            new KernelParameter("net.ipv4.conf.eth0/100.rp_filter", "1"));
  }

  @Test
  void aFewLooseLinesOfSysctlAreKnown() {
    var parameters =
        Sample.loose()
            .fileFrom("parameters.txt", "kernel_parameters/sysctl-a")
            .read(KernelParameter.TABLE);

    assertThat(parameters.rows()).hasSize(14);
  }

  @Test
  void settingsKeepTheirFile() {
    var settings =
        Sample.root()
            .file("/etc/sysctl.conf", "# comment\n;comment\n\nnet.ipv4.ip_forward=1\n")
            .file("/etc/sysctl.d/10-empty.conf", "")
            .file("/etc/sysctl.d/README", "no settings here")
            .file(
                "/usr/lib/sysctl.d/50-pid-max.conf",
                "-kernel.pid_max = 4194304\nnet/ipv4/conf/eth0.100/rp_filter = 0\n-net.core.*\n")
            .read(KernelParameterSetting.TABLE);

    assertThat(settings.coverage().isComplete()).as(settings.coverage().reason()).isTrue();
    assertThat(settings.rows())
        .containsExactly(
            new KernelParameterSetting("/etc/sysctl.conf", "net.ipv4.ip_forward", "1", false),
            new KernelParameterSetting(
                "/usr/lib/sysctl.d/50-pid-max.conf", "kernel.pid_max", "4194304", true),
            new KernelParameterSetting(
                "/usr/lib/sysctl.d/50-pid-max.conf",
                "net.ipv4.conf.eth0/100.rp_filter",
                "0",
                false));
  }

  @Test
  void modulesAreTheSameFromFileAndCommand() {
    var file =
        Sample.root()
            .file(
                "/proc/modules",
                """
                nf_nat 49152 1 xt_MASQUERADE, Live 0xffffffffc0a5e000
                nf_conntrack 180224 3 nf_nat,xt_conntrack,nf_conntrack_netlink, Live 0x0000000000000000
                vendor_tool 16384 0 - Live 0x0000000000000000 (POE)
                efivarfs 24576 1 [permanent], Live 0x0000000000000000
                """)
            .read(KernelModule.TABLE);
    var command =
        Sample.insights()
            .command(
                "/sbin/lsmod",
                """
                Module                  Size  Used by
                nf_nat                 49152  1 xt_MASQUERADE
                nf_conntrack          180224  3 nf_nat,xt_conntrack,nf_conntrack_netlink
                vendor_tool            16384  0
                efivarfs               24576  1
                """)
            .read(KernelModule.TABLE);

    assertThat(file.rows())
        .extracting(KernelModule::module, KernelModule::usedBy, KernelModule::taints)
        .containsExactly(
            tuple("nf_nat", "xt_MASQUERADE", null),
            tuple("nf_conntrack", "nf_nat,xt_conntrack,nf_conntrack_netlink", null),
            tuple("vendor_tool", "", "POE"),
            tuple("efivarfs", "", null));
    assertThat(command.rows())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("state", "taints")
        .containsExactlyElementsOf(file.rows());
    assertThat(file.rows()).allMatch(row -> "Live".equals(row.state()));
  }
}
