package dev.casebook.tables.network;

import dev.casebook.evidence.ArtifactName;
import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Line;
import dev.casebook.tables.Row;
import dev.casebook.tables.Table;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A socket of the Internet protocols.
///
/// ```
/// tcp   LISTEN 0      5                     0.0.0.0:8080      0.0.0.0:*     users:(("python3",pid=139,fd=3))  (ss)
/// tcp6       0      0 2001:db8:1::1:40606     2001:db8:1::1:9001      ESTABLISHED 139/python3     (netstat)
///    1: 0100007F:2328 00000000:0000 0A 00000000:00000001 00:00000000 00000000     0        0 45594 2 …  (/proc/net/tcp)
/// ```
///
/// netstat without `-W` cuts IPv6 addresses so that address and port fit 23 characters; such a row
/// is marked. Sockets of other families (unix, netlink, packet, vsock) are left out.
@Row("one socket")
@Compared(never = "sockets come and go from one moment to the next")
public record Socket(
    @Column("tcp, udp, raw, icmp, sctp, …; the IP version is in the family") String protocol,
    @Column("ipv4 or ipv6; an IPv6 socket may serve IPv4 as well, at `::` or `::ffff:192.0.2.1`")
        String family,
    @Column("own address; `0.0.0.0` or `::` for all") String localAddress,
    @Column("own port; of icmp the echo id, of raw the protocol's number")
        @Nullable Integer localPort,
    @Column("the other end's address; not told for a socket that is not connected")
        @Nullable String remoteAddress,
    @Column("the other end's port") @Nullable Integer remotePort,
    @Column("LISTEN, ESTABLISHED, TIME_WAIT, …; CLOSE for a datagram socket not connected")
        String state,
    @Column("process that holds it; of several the first that is told") @Nullable Integer pid,
    @Column("that process's name, as far as it is shown") @Nullable String program,
    @Column("number of the user who made it") @Nullable Long uid,
    @Column("inode, the number under which /proc/PID/fd shows it; 0 if no process holds it")
        @Nullable Long inode,
    @Column("bytes received and not read; of a listener the connections not accepted")
        @Nullable Long receiveQueue,
    @Column("bytes sent and not acknowledged; of a listener, by ss, the longest queue")
        @Nullable Long sendQueue,
    @Column(value = "interface that it is bound to", name = "interface") @Nullable String device,
    @Column("whether an address may have been cut by the program that printed it")
        boolean truncated) {

  public static final Table<Socket> TABLE =
      Table.of("sockets", Socket.class)
          .command("ss -tuwanpe", SsSocket::parse)
          .command("ss -peaonmi", SsSocket::parse)
          .command("ss -neopa", SsSocket::parse)
          .command("ss -tupna", SsSocket::parse)
          .command("netstat -W -neopa", NetstatSocket::parse)
          .command("netstat -T -neopa", NetstatSocket::parse)
          .command("netstat -anp -W", NetstatSocket::parse)
          .from(
              List.of(
                  ArtifactName.file("/proc/net/tcp"),
                  ArtifactName.file("/proc/net/tcp6"),
                  ArtifactName.file("/proc/net/udp"),
                  ArtifactName.file("/proc/net/udp6"),
                  ArtifactName.file("/proc/net/raw"),
                  ArtifactName.file("/proc/net/raw6"),
                  ArtifactName.file("/proc/net/icmp"),
                  ArtifactName.file("/proc/net/icmp6")),
              ProcSocket::parse)
          .command("netstat -neopa", NetstatSocket::parse)
          .command("netstat -anp", NetstatSocket::parse)
          .command("ss -tulpn", SsSocket::parse)
          .command("netstat -tulpn", NetstatSocket::parse)
          .sniff(
              ArtifactName.command("ss -tupna"),
              head -> head.startsWith("Netid") && head.contains("Local Address:Port"))
          .sniff(
              ArtifactName.command("netstat -neopa"),
              head -> head.contains("Proto Recv-Q Send-Q Local Address"))
          .example(
              "who listens where",
              """
              select protocol, local_address, local_port, program, pid from sockets
              where state = 'LISTEN' order by local_port\
              """)
          .example(
              "who is connected to port 22, whole addresses only",
              """
              select distinct remote_address from sockets
              where local_port = 22 and state = 'ESTABLISHED' and not truncated\
              """);

  /// A line of `/proc/net/tcp` or its like; empty for the heading and what is none.
  ///
  /// @param protocol without the family: tcp, udp, raw, icmp
  public static Optional<Socket> ofProc(String protocol, String line) {
    return ProcSocket.row(protocol, Line.words(line));
  }
}
