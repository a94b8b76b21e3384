package dev.casebook.wings.captures.tables;

import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Row;
import dev.casebook.tables.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What went between two ends, both ways, in one capture.
@Row("one connection, or exchange of datagrams, between two ends in one capture")
@Compared(never = "each capture holds other traffic")
public record Flow(
    @Column("the capture, as it lies in its source") String file,
    @Column("tcp, udp, icmp, icmp6 …") String protocol,
    @Column("IP address of the end that began, as far as was captured") String client,
    @Column("its port; NULL without ports, as of ICMP and later fragments")
        @Nullable Integer clientPort,
    @Column("IP address of the other end") String server,
    @Column("its port") @Nullable Integer serverPort,
    @Column("frames, both ways") int packets,
    @Column("bytes of these frames on the wire") long bytes,
    @Column("frames of the client") int packetsToServer,
    @Column("their bytes") long bytesToServer,
    @Column("frames of the server") int packetsToClient,
    @Column("their bytes") long bytesToClient,
    @Column("when the first was captured; NULL if the capture does not tell")
        @Nullable Instant first,
    @Column("when the last was captured") @Nullable Instant last,
    @Column("flags of TCP that the client ever set: SYN,ACK …; NULL if it is not TCP")
        @Nullable String flagsToServer,
    @Column("flags of TCP that the server ever set") @Nullable String flagsToClient,
    @Column("TCP segments that were sent again, both ways, as far as a capture tells")
        @Nullable Integer retransmissions,
    @Column(
            "whether the client's SYN was captured and no frame of the server; NULL if not TCP, and in"
                + " the last second of a capture that is cut")
        @Nullable Boolean synUnanswered,
    @Column("who reset the connection first, client or server; NULL if nobody")
        @Nullable String resetBy,
    @Column("fragments of IP among the frames") int fragments,
    @Column("vxlan, geneve, gre or ipip if it came in other packets") @Nullable String tunnel,
    @Column("network identifier of VXLAN and GENEVE, key of GRE") @Nullable Long tunnelId,
    @Column("number of its first frame") long frame) {

  public static final Table<Flow> TABLE =
      CaptureReading.of("flows", Flow.class, FlowGathering::new)
          .example(
              "connections that were asked for and not answered",
              "select file, client, server, server_port, packets, first from flows"
                  + " where syn_unanswered order by first")
          .example(
              "where segments are lost",
              "select client, server, server_port, retransmissions, packets from flows"
                  + " where retransmissions > 0 order by retransmissions desc limit 20");
}
