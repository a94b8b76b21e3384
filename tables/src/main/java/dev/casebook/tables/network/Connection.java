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

/// A connection that the kernel tracks.
///
/// ```
/// ipv4     2 udp      17 27 src=10.244.1.10 dst=10.96.0.10 sport=33915 dport=53 packets=1 bytes=30 src=192.0.2.101 dst=192.0.2.212 sport=5353 dport=33915 packets=1 bytes=33 mark=16 zone=0 use=2
/// icmpv6   58 29 src=fd00:7a23::466 dst=2001:db8:ff00::101 type=128 code=0 id=14640 [UNREPLIED] src=2001:db8:ff00::101 dst=2001:db8:ff00::1:212 type=129 code=0 id=59294 mark=0 use=1
/// ```
///
/// The first tuple is what the first packet had; the second is what the tracker waits for in the
/// other direction, so it shows what address translation made of the connection.
/// `net/netfilter/nf_conntrack_standalone.c` writes the file, libnetfilter_conntrack the outputs of
/// conntrack(8): plain, extended, XML (which lacks ICMP's type and id) and as commands (`-o save`).
/// Events (`conntrack -E`) are not entries but `connection_events`.
@Row("one tracked connection")
@Compared(never = "connections come and go from one moment to the next")
public record Connection(
    @Column("ipv4 or ipv6") String family,
    @Column("tcp, udp, icmp, icmpv6, sctp, gre, …; unknown if the kernel tracks it generically")
        String protocol,
    @Column("number of the protocol") @Nullable Integer protocolNumber,
    @Column("seconds until the entry expires; not told while it is offloaded")
        @Nullable Long timeoutS,
    @Column("state of TCP, SCTP or DCCP") @Nullable String state,
    @Column("source of the first packet") String src,
    @Column("destination of the first packet") String dst,
    @Column("its source port") @Nullable Integer sport,
    @Column("its destination port") @Nullable Integer dport,
    @Column("ICMP type of the first packet: 8 or 128 for an echo request")
        @Nullable Integer icmpType,
    @Column("ICMP code of the first packet") @Nullable Integer icmpCode,
    @Column("ICMP echo id of the first packet") @Nullable Integer icmpId,
    @Column("packets in the first direction, if the kernel counts") @Nullable Long packets,
    @Column("bytes in the first direction, if the kernel counts") @Nullable Long bytes,
    @Column("source that a reply will have") @Nullable String replySrc,
    @Column("destination that a reply will have") @Nullable String replyDst,
    @Column("source port that a reply will have") @Nullable Integer replySport,
    @Column("destination port that a reply will have") @Nullable Integer replyDport,
    @Column("ICMP type that a reply will have") @Nullable Integer replyIcmpType,
    @Column("ICMP code that a reply will have") @Nullable Integer replyIcmpCode,
    @Column("ICMP echo id that a reply will have") @Nullable Integer replyIcmpId,
    @Column("packets in the other direction, if the kernel counts") @Nullable Long replyPackets,
    @Column("bytes in the other direction, if the kernel counts") @Nullable Long replyBytes,
    @Column("whether it is kept when the table is full, as traffic went both ways") boolean assured,
    @Column("whether nothing came back yet") boolean unreplied,
    @Column("whether a flow table forwards it past the tracker") boolean offloaded,
    @Column("connection mark") @Nullable Long mark,
    @Column("zone; not told is 0") @Nullable Integer zone,
    @Column("references to the entry in the kernel") @Nullable Long useCount,
    @Column("the entry's own id, if asked for with `-o id`") @Nullable Long entryId,
    @Column("network namespace; NULL for the host's own") @Nullable String namespace) {

  static final List<String> IN_NAMESPACES = List.of("conntrack -L -o extended", "conntrack -L");

  public static final Table<Connection> TABLE =
      Table.of("connections", Connection.class)
          .file("/proc/net/nf_conntrack", ConnectionLine::parse)
          .command("conntrack -L -o extended", ConnectionLine::parse)
          .command("conntrack -L", ConnectionLine::parse)
          .file("/proc/net/ip_conntrack", ConnectionLine::parse)
          .command("conntrack -L -o xml", ConnectionXml::parse)
          .command("conntrack -L -o save", ConnectionSave::parse)
          .alongside(NetworkNamespace.each(IN_NAMESPACES))
          .sniff(
              ArtifactName.file("/proc/net/nf_conntrack"),
              head -> firstEntry(head).matches("ipv[46] +\\d+ +\\w+ +\\d+ .*src=.*"))
          .sniff(
              ArtifactName.command("conntrack -L"),
              head -> firstEntry(head).matches("\\w+ +\\d+ .*src=.*"))
          .sniff(ArtifactName.command("conntrack -L -o xml"), head -> head.contains("<conntrack>"))
          .sniff(ArtifactName.command("conntrack -L -o save"), head -> head.startsWith("-A -t "))
          .example(
              "what fills the table",
              """
              select protocol, state, unreplied, count(*) as entries from connections
              group by all order by entries desc\
              """)
          .example(
              "pings that were given another id by address translation",
              """
              select src, dst, icmp_id, reply_dst, reply_icmp_id from connections
              where icmp_id <> reply_icmp_id\
              """);

  /// One line as `conntrack -L` or `/proc/net/nf_conntrack` has it; empty if it is none.
  public static Optional<Connection> ofLine(String line) {
    return ConnectionLine.connection(new Line(0, line), null);
  }

  private static String firstEntry(String head) {
    return head.lines()
        .filter(line -> !line.startsWith("conntrack v") && !line.isBlank() && !line.startsWith("["))
        .findFirst()
        .orElse("");
  }
}
