package dev.casebook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The post about `conntrack -D` on Kylin V10 SP03: what Casebook says of its own terminal, of the
/// same incident elsewhere, and of what looks alike.
class ConntrackDeletionPostTest {

  /// Verbatim.
  private static final String TERMINAL =
      """
      [root@node1 ~]# docker run --privileged --net=host --rm  kube-proxy conntrack -D -p icmp -s 192.168.1.2
      conntrack v1.4.5 (conntrack-tools): Operation failed: Operation not supported
      [root@node1 ~]# conntrack -D -p icmp -s 192.168.1.2
      conntrack v1.4.5 (conntrack-tools): Operation failed: Operation not supported
      [root@single ~]# ./conntrack_delete
      TEST: delete conntrack (-1)(Operation not supported)
      (gdb) b nfct_query
      Breakpoint 3 at 0x7ffff7fa6a34
      (gdb) s
      Breakpoint 3, 0x00007ffff7fa6a34 in nfct_query () from /lib64/libnetfilter_conntrack.so.3
      """;

  @TempDir private Path folder = Path.of("");

  private String diagnose(Path source) {
    return Launch.of(
            "diagnose", "--note", "conntrack-delete-unsupported", "--verbose", source.toString())
        .output()
        .replaceAll("\\s+", " ");
  }

  private Path terminal(String text) throws IOException {
    return Files.writeString(folder.resolve("terminal.txt"), text);
  }

  @Test
  void thePostsTerminalIsWalkedAsItsAuthorDid() throws IOException {
    var said = diagnose(terminal(TERMINAL));
    assertThat(said)
        .contains(
            "The kernel answers \"Operation not supported\" where conntrack 1.4.5 deletes entries"
                + " (2 times), and so it does where a program uses the library by itself.")
        .contains("ruled out rival: Something in the container's image is at fault")
        .contains("ruled out rival: The tool conntrack is at fault")
        .contains("ruled out rival: The caller may not do it")
        .contains("unknown The running kernel is of a series that is known for it")
        .contains("yum update kernel");
  }

  @Test
  void aLineAsStandardInputIsEnough() {
    var said =
        Launch.withInput(
            "conntrack v1.4.4 (conntrack-tools): Operation failed: Operation not supported\n",
            "diagnose",
            "-");
    assertThat(said.status()).isEqualTo(1);
    assertThat(said.output()).contains("conntrack-delete-unsupported");
  }

  @Test
  void theSameElsewhereIsToldWithItsKernel() throws IOException {
    var said = diagnose(kylin("4.19.90-52.15.v2207.ky10.aarch64"));
    assertThat(said)
        .contains("db-9 · conntrack-delete-unsupported")
        .contains("4.19.90-52.15.v2207.ky10.aarch64, of a series known for it")
        .contains("supported The running kernel is of a series that is known for it");
  }

  /// Its number is lower than that of the bad ones.
  @Test
  void aGoodSeriesIsNotBlamedForItsNumber() throws IOException {
    var said = diagnose(kylin("4.19.90-24.4.v2101.ky10.x86_64"));
    assertThat(said)
        .doesNotContain("of a series known for it;")
        .contains("ruled out The running kernel is of a series that is known for it");
  }

  @Test
  void aKernelWithTheAnnouncedMendIsNotBlamed() throws IOException {
    assertThat(diagnose(kylin("4.19.90-52.40.v2207.ky10.x86_64")))
        .contains("ruled out The running kernel is of a series that is known for it");
  }

  @Test
  void aKernelOfThatNumberFromElsewhereIsNotBlamed() throws IOException {
    assertThat(diagnose(kylin("4.19.90-52.39.el8.x86_64")))
        .doesNotContain("of a series known for it;")
        .contains("ruled out The running kernel is of a series that is known for it");
  }

  private Path kylin(String kernel) throws IOException {
    var root = folder.resolve("host");
    write(root.resolve("etc/hostname"), "db-9\n");
    write(
        root.resolve("etc/os-release"),
        "NAME=\"Kylin Linux Advanced Server\"\nID=\"kylin\"\nVERSION_ID=\"V10\"\n");
    write(root.resolve("proc/sys/kernel/osrelease"), kernel + "\n");
    write(
        root.resolve("var/log/session.log"),
        """
        [admin@db-9 ~]$ sudo conntrack -D -p udp --dport 53
        conntrack v1.4.6 (conntrack-tools): Operation failed: Operation not supported
        """);
    return root;
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @Test
  void otherErrorsOfTheToolAreOtherThings() throws IOException {
    var denied =
        "conntrack v1.4.7 (conntrack-tools): Operation failed: sorry, you must be root or get"
            + " CAP_NET_ADMIN capability to do this\n";
    assertThat(diagnose(terminal(denied)))
        .contains("No finding")
        .contains("no evidence, but: The caller may not do it");
    var none = "conntrack v1.4.7 (conntrack-tools): 0 flow entries have been deleted.\n";
    assertThat(diagnose(terminal(none)))
        .contains("No finding")
        .contains("no evidence, but: There was nothing to delete");
  }
}
