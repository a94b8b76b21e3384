package dev.casebook.tables.network;

import static dev.casebook.tables.Sample.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.casebook.tables.Sample;
import java.util.List;
import org.junit.jupiter.api.Test;

class SocketTest {

  private static final Sample SS =
      Sample.root().command("ss -tuwanpe", text("sockets/ss_-tuwanpe"));

  private static Sample proc() {
    var host = Sample.root();
    for (var protocol : List.of("tcp", "tcp6", "udp", "udp6", "raw", "raw6", "icmp", "icmp6")) {
      host.file("/proc/net/" + protocol, text("sockets/proc-net-" + protocol));
    }
    return host;
  }

  @Test
  void ssTellsProcessUserAndInterface() {
    var read = SS.read(Socket.TABLE);
    assertThat(read.coverage().isComplete()).isTrue();
    assertThat(read.rows())
        .hasSize(18)
        .contains(
            new Socket(
                "tcp", "ipv4", "0.0.0.0", 8080, null, null, "LISTEN", 181, "python3", 0L, 45592L,
                0L, 5L, null, false),
            new Socket(
                "udp",
                "ipv6",
                "fe80::68e2:43ff:fe4d:8ece",
                546,
                null,
                null,
                "CLOSE",
                181,
                "python3",
                0L,
                45605L,
                0L,
                0L,
                "veth1",
                false),
            new Socket(
                "tcp",
                "ipv6",
                "::ffff:127.0.0.1",
                38334,
                "::ffff:127.0.0.1",
                8081,
                "ESTABLISHED",
                181,
                "python3",
                0L,
                45602L,
                0L,
                0L,
                null,
                false));
  }

  @Test
  void aStarInNewOutputIsASocketOfBothFamilies() {
    assertThat(SS.read(Socket.TABLE).rows())
        .filteredOn(socket -> Integer.valueOf(8081).equals(socket.localPort()))
        .filteredOn(socket -> socket.state().equals("LISTEN"))
        .extracting(Socket::family, Socket::localAddress)
        .containsExactly(tuple("ipv6", "::"));
  }

  @Test
  void aStarInOldOutputIsIpv4() {
    // iproute2 of RHEL 7, written by hand after its form.
    var read =
        Sample.root()
            .command(
                "ss -tupna",
                """
                Netid State      Recv-Q Send-Q Local Address:Port               Peer Address:Port
                tcp   LISTEN     0      128       *:22                    *:*                   users:(("sshd",pid=870,fd=3))
                tcp   LISTEN     0      128      :::22                   :::*                   users:(("sshd",870,4))
                tcp   ESTAB      0      0      192.0.2.1:22                 192.0.2.9:50000users:(("sshd",pid=900,fd=3))
                """)
            .read(Socket.TABLE);
    assertThat(read.coverage().isComplete()).isTrue();
    assertThat(read.rows())
        .extracting(Socket::family, Socket::localAddress, Socket::remotePort, Socket::pid)
        .containsExactly(
            tuple("ipv4", "0.0.0.0", null, 870),
            tuple("ipv6", "::", null, 870),
            tuple("ipv4", "192.0.2.1", 50000, 900));
  }

  @Test
  void theLongFormOfSosHasTheSameSockets() {
    var read =
        Sample.sosreport().command("ss -peaonmi", text("sockets/ss_-peaonmi")).read(Socket.TABLE);
    assertThat(read.coverage().isComplete()).isTrue();
    assertThat(read.rows()).isEqualTo(SS.read(Socket.TABLE).rows());
  }

  @Test
  void netstatTellsTheSameSockets() {
    var read =
        Sample.sosreport()
            .command("netstat -W -neopa", text("sockets/netstat_-W_-neopa"))
            .read(Socket.TABLE);
    assertThat(read.coverage().isComplete()).isTrue();
    assertThat(read.rows())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields(
            "pid", "program", "sendQueue", "device", "uid", "inode")
        .containsExactlyInAnyOrderElementsOf(SS.read(Socket.TABLE).rows());
    assertThat(read.rows())
        .contains(
            new Socket(
                "tcp",
                "ipv4",
                "127.0.0.1",
                42162,
                "127.0.0.1",
                9000,
                "ESTABLISHED",
                139,
                "python3",
                0L,
                45600L,
                0L,
                0L,
                null,
                false));
  }

  @Test
  void procTellsTheSameSocketsAndThoseOfPings() {
    var read = proc().read(Socket.TABLE);
    assertThat(read.coverage().isComplete()).isTrue();
    assertThat(read.rows())
        .filteredOn(socket -> !socket.protocol().equals("icmp"))
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields(
            "pid", "program", "sendQueue", "device", "uid", "inode")
        .containsExactlyInAnyOrderElementsOf(SS.read(Socket.TABLE).rows());
    assertThat(read.rows())
        .filteredOn(socket -> socket.protocol().equals("icmp"))
        .extracting(Socket::family, Socket::localAddress, Socket::localPort)
        .containsExactly(tuple("ipv4", "192.0.2.1", 77), tuple("ipv6", "2001:db8:1::1", 14640));
  }

  @Test
  void anAddressThatNetstatCutIsMarked() {
    var read =
        Sample.root().command("netstat -neopa", text("sockets/netstat_-neopa")).read(Socket.TABLE);
    assertThat(read.coverage().isComplete()).isTrue();
    assertThat(read.rows())
        .filteredOn(Socket::truncated)
        .extracting(Socket::localAddress, Socket::localPort)
        .containsExactly(tuple("fe80::68e2:43ff:fe4", 546));
  }

  @Test
  void pastedNetstatKeepsItsCutRowsAndTheWideOneHasThemWhole() {
    var cut = Sample.root().command("netstat -anp", text("sockets/seed-cut")).read(Socket.TABLE);
    assertThat(cut.coverage().isComplete()).isTrue();
    assertThat(cut.rows()).hasSize(14);
    assertThat(cut.rows()).filteredOn(Socket::truncated).hasSize(12);
    assertThat(cut.rows().getFirst())
        .isEqualTo(
            new Socket(
                "tcp",
                "ipv4",
                "0.0.0.0",
                22,
                null,
                null,
                "LISTEN",
                156183,
                "sshd: /usr/s",
                null,
                null,
                0L,
                0L,
                null,
                false));
    assertThat(cut.rows().get(2))
        .isEqualTo(
            new Socket(
                "tcp",
                "ipv6",
                "2000:8080:5a0a:2f",
                59732,
                "2000:8080:5a0a:2f40:",
                22,
                "TIME_WAIT",
                null,
                null,
                null,
                null,
                0L,
                0L,
                null,
                true));

    var wide =
        Sample.root().command("netstat -anp -W", text("sockets/seed-wide")).read(Socket.TABLE);
    assertThat(wide.rows()).noneMatch(Socket::truncated);
    assertThat(wide.rows())
        .contains(
            new Socket(
                "tcp",
                "ipv6",
                "2000:8080:5a0a:2f40:8002::5",
                48950,
                "2000:8080:5a0a:2f40:8002::5",
                22,
                "ESTABLISHED",
                170769,
                "java",
                null,
                null,
                0L,
                0L,
                null,
                false));
  }

  @Test
  void aLineThatEndsTooSoonIsRejected() {
    var read =
        Sample.root()
            .command("netstat -anp", text("sockets/netstat_-anp") + "tcp6  0  0 2001:db\n")
            .read(Socket.TABLE);
    assertThat(read.rows()).hasSize(18);
    assertThat(read.coverage().reason()).contains("not a socket: tcp6  0  0 2001:db");
  }
}
