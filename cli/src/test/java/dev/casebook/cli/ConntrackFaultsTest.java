package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `casebook conntrack` says where the kernel, the rights or the conntrack program fail, as
/// strace(1) has them fail.
@Tag("integration")
class ConntrackFaultsTest {

  @TempDir private Path folder;
  private Sandbox host;

  @BeforeEach
  void start() throws Exception {
    host = Sandbox.in(Files.createDirectory(folder.resolve("host")));
  }

  @AfterEach
  void end() {
    host.close();
  }

  /// @param call of the thread that asks the kernel, such as `sendto`
  /// @param which of them, such as `5` for the fifth, or `1+` for all
  private static List<String> failing(String call, String errno, String which) {
    return List.of(
        "strace",
        "-f",
        "-qq",
        "-o",
        "/dev/null",
        "-e",
        "trace=" + call,
        "-e",
        "inject=%s:error=%s:when=%s".formatted(call, errno, which));
  }

  /// Requests: size, counters, an entry made, deleted without a family, deleted.
  @Test
  void aKernelThatDeletesNothingIsAtFault() throws Exception {
    var launch = host.casebookBy(failing("sendto", "EOPNOTSUPP", "5"), "conntrack", "check");
    assertThat(launch.output())
        .containsPattern("FAULT +kernel +IPv4: deleting it +EOPNOTSUPP: operation not supported; ")
        .contains("ok     kernel   IPv6: deleting it")
        .contains("The kernel is at fault");
    assertThat(launch.status()).isOne();
    assertThat(host.run("conntrack -L 2>/dev/null").output()).doesNotContain("192.0.2.1");
  }

  @Test
  void aProgramThatIsToldNotSupportedIsAtFaultWhereTheKernelDeletes() throws Exception {
    host.sh(
        """
        cp /usr/sbin/conntrack /var/real
        cat >/var/broken <<'END'
        #!/bin/sh
        exec strace -qq -o /dev/null -e trace=sendto,sendmsg -e inject=sendto,sendmsg:error=EOPNOTSUPP \\
          /var/real "$@"
        END
        chmod +x /var/broken
        mount --bind /var/broken /usr/sbin/conntrack
        """);
    var launch = host.casebook("conntrack", "check");
    assertThat(launch.output())
        .containsPattern("ok +kernel +IPv4: deleting it +deleted")
        .containsPattern("FAULT +program +IPv4: .*Operation not supported")
        .contains("The conntrack program is at fault");
    assertThat(launch.status()).isOne();
  }

  @Test
  void lackingRightsAreNamed() throws Exception {
    var without = List.of("setpriv", "--bounding-set", "-net_admin", "--inh-caps", "-net_admin");
    for (var command : List.of("list", "stats", "check")) {
      var launch = host.casebookBy(without, "conntrack", command);
      assertThat(launch.status()).as(command).isEqualTo(2);
      assertThat(launch.errors()).as(command).contains("EPERM", "CAP_NET_ADMIN");
    }
    var watch = host.casebookBy(without, "conntrack", "watch", "--for", "1");
    assertThat(watch.errors()).contains("CAP_NET_ADMIN");
    assertThat(watch.status()).isEqualTo(2);
  }

  @Test
  void aKernelWithoutNetlinkOfNetfilterIsNamed() throws Exception {
    var launch = host.casebookBy(failing("socket", "EPROTONOSUPPORT", "1+"), "conntrack", "list");
    assertThat(launch.status()).isEqualTo(2);
    assertThat(launch.errors()).contains("modprobe nfnetlink");
  }

  @Test
  void aKernelThatTracksNothingIsNamed() throws Exception {
    host.sh("mount -t tmpfs none /proc/sys/net/netfilter");
    var launch = host.casebookBy(failing("sendto", "EINVAL", "1+"), "conntrack", "list");
    assertThat(launch.status()).isEqualTo(2);
    assertThat(launch.errors()).contains("nf_conntrack is not loaded", "modprobe nf_conntrack");
  }

  @Test
  void eventsThatTheKernelDroppedAreTold() throws Exception {
    var launch =
        host.casebookBy(failing("recvfrom", "ENOBUFS", "1"), "conntrack", "watch", "--for", "1");
    assertThat(launch.errors())
        .contains("the kernel dropped events", "events are missing: the kernel dropped some, once");
    assertThat(launch.status()).isEqualTo(2);
  }
}
