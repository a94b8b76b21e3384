package dev.casebook.wings.captures.tables;

import dev.casebook.tables.Column;
import dev.casebook.tables.Compared;
import dev.casebook.tables.Row;
import dev.casebook.tables.Streaming;
import dev.casebook.tables.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The page of the table `packets`, which is never held: its rows are made while a query runs.
/// Notes reach captures through `flows`, `echoes` and the other tables that are.
@Row("one frame of one capture; of a packet within a packet, the innermost")
@Compared(never = "each capture holds other traffic")
public record Packet(
    @Column("the capture, as it lies in its source") String file,
    @Column("number of the frame in its capture, from 1") long frame,
    @Column("when it was captured, UTC; NULL if the capture does not tell") @Nullable Instant time,
    @Column(name = "interface", value = "the interface it was captured on, where the capture tells")
        @Nullable String interfaceName,
    @Column("what the frame begins with: ethernet, linux_sll, raw …") String link,
    @Column("bytes on the wire") long bytes,
    @Column("bytes of them that were captured") long capturedBytes,
    @Column("MAC address of the sender") @Nullable String sourceMac,
    @Column("MAC address of the receiver") @Nullable String destinationMac,
    @Column("VLAN of the (outer) tag") @Nullable Long vlan,
    @Column("VLAN of the inner tag, where there are two") @Nullable Long innerVlan,
    @Column("what it is in the end: tcp, udp, icmp, icmp6, arp …; NULL if unknown")
        @Nullable String protocol,
    @Column("IP address of the sender") @Nullable String source,
    @Column("its port; NULL without one, as in a later fragment") @Nullable Long sourcePort,
    @Column("IP address of the receiver") @Nullable String destination,
    @Column("its port") @Nullable Long destinationPort,
    @Column("hops it may still go") @Nullable Long ttl,
    @Column("identification of the IP packet; of IPv6 only in fragments") @Nullable Long ipId,
    @Column("where a fragment begins in its packet, in bytes; NULL if it is whole")
        @Nullable Long fragmentOffset,
    @Column("FIN, SYN, RST, PSH, ACK, URG, ECE, CWR, with commas") @Nullable String tcpFlags,
    @Column("TCP's sequence number") @Nullable Long tcpSequence,
    @Column("TCP's acknowledgment number") @Nullable Long tcpAcknowledgment,
    @Column("TCP's window, before scaling") @Nullable Long tcpWindow,
    @Column("bytes that TCP or UDP carries") @Nullable Long payloadBytes,
    @Column("type of an ICMP or ICMPv6 message") @Nullable Long icmpType,
    @Column("its code") @Nullable Long icmpCode,
    @Column("identifier of an echo") @Nullable Long icmpId,
    @Column("sequence number of an echo") @Nullable Long icmpSequence,
    @Column("sender of the packet that an ICMP error quotes") @Nullable String quotedSource,
    @Column("its port, or its identifier if it is an echo") @Nullable Long quotedSourcePort,
    @Column("receiver of the packet that an ICMP error quotes") @Nullable String quotedDestination,
    @Column("its port, or its sequence number if it is an echo")
        @Nullable Long quotedDestinationPort,
    @Column("vxlan, geneve, gre or ipip if it came in another packet") @Nullable String tunnel,
    @Column("network identifier of VXLAN and GENEVE, key of GRE") @Nullable Long tunnelId,
    @Column("sender of the outermost packet, if it came in one") @Nullable String outerSource,
    @Column("its receiver") @Nullable String outerDestination,
    @Column("all that in one line") String info) {

  public static final Table<Packet> TABLE =
      CaptureFiles.recognisedBy(Table.of("packets", Packet.class))
          .streaming(
              Streaming.of(CaptureFiles.NAMES, PacketCursor::open)
                  .column("file", PacketCursor::file)
                  .column("frame", PacketCursor::frame)
                  .column("time", PacketCursor::time)
                  .column("interface", PacketCursor::interfaceName)
                  .column("link", PacketCursor::link)
                  .column("bytes", (p, cell) -> cell.number(p.at().length()))
                  .column("captured_bytes", (p, cell) -> cell.number(p.at().captured()))
                  .column("source_mac", (p, cell) -> p.mac(p.says().sourceMacAt, cell))
                  .column("destination_mac", (p, cell) -> p.mac(p.says().destinationMacAt, cell))
                  .column("vlan", (p, cell) -> PacketCursor.present(p.says().vlan, cell))
                  .column("inner_vlan", (p, cell) -> PacketCursor.present(p.says().innerVlan, cell))
                  .column("protocol", PacketCursor::protocol)
                  .column(
                      "source", (p, cell) -> p.address(p.says().sourceAt, p.says().ipVersion, cell))
                  .column(
                      "source_port", (p, cell) -> PacketCursor.present(p.says().sourcePort, cell))
                  .column(
                      "destination",
                      (p, cell) -> p.address(p.says().destinationAt, p.says().ipVersion, cell))
                  .column(
                      "destination_port",
                      (p, cell) -> PacketCursor.present(p.says().destinationPort, cell))
                  .column("ttl", (p, cell) -> PacketCursor.present(p.says().ttl, cell))
                  .column("ip_id", (p, cell) -> PacketCursor.present(p.says().ipId, cell))
                  .column("fragment_offset", PacketCursor::fragmentOffset)
                  .column("tcp_flags", PacketCursor::tcpFlags)
                  .column("tcp_sequence", (p, cell) -> p.tcp(p.says().tcpSequence, cell))
                  .column(
                      "tcp_acknowledgment", (p, cell) -> p.tcp(p.says().tcpAcknowledgment, cell))
                  .column("tcp_window", (p, cell) -> p.tcp(p.says().tcpWindow, cell))
                  .column(
                      "payload_bytes",
                      (p, cell) -> PacketCursor.present(p.says().payloadLength, cell))
                  .column("icmp_type", (p, cell) -> PacketCursor.present(p.says().icmpType, cell))
                  .column("icmp_code", (p, cell) -> PacketCursor.present(p.says().icmpCode, cell))
                  .column("icmp_id", (p, cell) -> PacketCursor.present(p.says().icmpId, cell))
                  .column(
                      "icmp_sequence",
                      (p, cell) -> PacketCursor.present(p.says().icmpSequence, cell))
                  .column(
                      "quoted_source",
                      (p, cell) -> p.address(p.says().quotedSourceAt, p.says().quotedVersion, cell))
                  .column(
                      "quoted_source_port",
                      (p, cell) -> p.quoted(p.says().quotedSourcePort, p.says().quotedIcmpId, cell))
                  .column(
                      "quoted_destination",
                      (p, cell) ->
                          p.address(p.says().quotedDestinationAt, p.says().quotedVersion, cell))
                  .column(
                      "quoted_destination_port",
                      (p, cell) ->
                          p.quoted(
                              p.says().quotedDestinationPort, p.says().quotedIcmpSequence, cell))
                  .column("tunnel", PacketCursor::tunnel)
                  .column("tunnel_id", (p, cell) -> PacketCursor.present(p.says().tunnelId, cell))
                  .column(
                      "outer_source",
                      (p, cell) -> p.address(p.says().outerSourceAt, p.says().outerVersion, cell))
                  .column(
                      "outer_destination",
                      (p, cell) ->
                          p.address(p.says().outerDestinationAt, p.says().outerVersion, cell))
                  .column("info", (p, cell) -> cell.text(FrameText.of(p.at(), p.says()))))
          .example(
              "what the capture holds",
              "select protocol, source, destination, count(*) as packets, sum(bytes) as bytes"
                  + " from packets group by all order by bytes desc limit 20")
          .example(
              "which errors routers sent, and about what",
              "select time, source, info from packets where quoted_source is not null order by time");
}
