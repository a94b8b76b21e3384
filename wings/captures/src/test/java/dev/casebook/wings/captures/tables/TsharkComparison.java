package dev.casebook.wings.captures.tables;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;

/// Holds the tables of one capture against what tshark says of it.
final class TsharkComparison {

  private final Path capture;
  private final List<Tshark.Frame> theirs;
  private final SoftAssertions softly = new SoftAssertions();
  private String place = "";

  private TsharkComparison(Path capture) {
    this.capture = capture;
    this.theirs = Tshark.read(capture);
  }

  static void of(Path capture) throws Exception {
    var comparison = new TsharkComparison(capture);
    comparison.packets();
    comparison.flows();
    comparison.echoes();
    comparison.messages();
    comparison.softly.assertAll();
  }

  private void packets() {
    var ours = PacketRows.of(capture).rows();
    assertThat(ours).as(capture.toString()).hasSameSizeAs(theirs);
    for (int i = 0; i < ours.size(); i++) {
      place = capture.getFileName() + " frame " + (i + 1);
      frame(ours.get(i), theirs.get(i));
    }
  }

  private void frame(Map<String, String> ours, Tshark.Frame frame) {
    same("number", ours.get("frame"), frame.first("frame.number"));
    same("length", ours.get("bytes"), frame.first("frame.len"));
    same("captured", ours.get("captured_bytes"), frame.first("frame.cap_len"));
    same("time", ours.get("time"), micros(frame.first("frame.time_epoch")));
    if (frame.first("eth.src") != null && "ethernet".equals(ours.get("link"))) {
      same("source_mac", ours.get("source_mac"), frame.first("eth.src"));
      same("destination_mac", ours.get("destination_mac"), frame.first("eth.dst"));
    }
    vlans(ours, frame);
    var layers = frame.layers();
    var own = layers.stream().filter(layer -> !layer.quoted).toList();
    if (!own.isEmpty()) {
      layer(ours, own.getLast());
      if (own.size() > 1) {
        same("outer_source", ours.get("outer_source"), own.getFirst().source);
        same("outer_destination", ours.get("outer_destination"), own.getFirst().destination);
      } else {
        same("outer_source", ours.get("outer_source"), null);
      }
    } else {
      same("source", ours.get("source"), null);
    }
    quoted(ours, layers.stream().filter(layer -> layer.quoted).toList());
    transport(ours, frame);
    tunnel(ours, frame);
  }

  private void vlans(Map<String, String> ours, Tshark.Frame frame) {
    var ids = new ArrayList<>(frame.all("ieee8021ad.id"));
    ids.addAll(frame.all("vlan.id"));
    same("vlan", ours.get("vlan"), ids.isEmpty() ? null : ids.getFirst());
    same("inner_vlan", ours.get("inner_vlan"), ids.size() < 2 ? null : ids.get(1));
  }

  private void layer(Map<String, String> ours, Tshark.Layer layer) {
    same("source", ours.get("source"), layer.source);
    same("destination", ours.get("destination"), layer.destination);
    same("ttl", ours.get("ttl"), layer.ttl);
    same("source_port", ours.get("source_port"), layer.sourcePort);
    same("destination_port", ours.get("destination_port"), layer.destinationPort);
    if (layer.ipv4Protocol != null) {
      same("ip_id", ours.get("ip_id"), decimal(layer.ipv4Id));
      same(
          "protocol",
          ours.get("protocol"),
          dev.casebook.wings.captures.dissect.Protocol.name(Integer.parseInt(layer.ipv4Protocol)));
    }
  }

  private void quoted(Map<String, String> ours, List<Tshark.Layer> quoted) {
    var first = quoted.isEmpty() ? null : quoted.getFirst();
    same("quoted_source", ours.get("quoted_source"), first == null ? null : first.source);
    same(
        "quoted_destination",
        ours.get("quoted_destination"),
        first == null ? null : first.destination);
    if (first != null && first.sourcePort != null) {
      same("quoted_source_port", ours.get("quoted_source_port"), first.sourcePort);
      same("quoted_destination_port", ours.get("quoted_destination_port"), first.destinationPort);
    }
  }

  private void transport(Map<String, String> ours, Tshark.Frame frame) {
    if ("tcp".equals(ours.get("protocol")) && ours.get("tcp_flags") != null) {
      same("tcp_sequence", ours.get("tcp_sequence"), frame.first("tcp.seq_raw"));
      same("tcp_acknowledgment", ours.get("tcp_acknowledgment"), frame.first("tcp.ack_raw"));
      same("tcp_window", ours.get("tcp_window"), frame.first("tcp.window_size_value"));
      same("payload_bytes", ours.get("payload_bytes"), frame.first("tcp.len"));
      same(
          "tcp_flags",
          ours.get("tcp_flags"),
          dev.casebook.wings.captures.dissect.TcpFlags.text(
              Integer.decode(String.valueOf(frame.first("tcp.flags"))) & 0xFF));
    }
    if ("icmp".equals(ours.get("protocol"))) {
      same("icmp_type", ours.get("icmp_type"), frame.first("icmp.type"));
      same("icmp_code", ours.get("icmp_code"), frame.first("icmp.code"));
      if (ours.get("icmp_id") != null) {
        same("icmp_id", ours.get("icmp_id"), decimal(frame.first("icmp.ident")));
        same("icmp_sequence", ours.get("icmp_sequence"), frame.first("icmp.seq"));
      }
    }
    if ("icmp6".equals(ours.get("protocol"))) {
      same("icmp_type", ours.get("icmp_type"), frame.first("icmpv6.type"));
      same("icmp_code", ours.get("icmp_code"), frame.first("icmpv6.code"));
      same("icmp_id", ours.get("icmp_id"), decimal(frame.first("icmpv6.echo.identifier")));
      same("icmp_sequence", ours.get("icmp_sequence"), frame.first("icmpv6.echo.sequence_number"));
    }
  }

  private void tunnel(Map<String, String> ours, Tshark.Frame frame) {
    var id = ours.get("tunnel_id");
    switch (String.valueOf(ours.get("tunnel"))) {
      case "vxlan" -> same("vni", id, frame.first("vxlan.vni"));
      case "geneve" -> same("vni", id, decimal(frame.first("geneve.vni")));
      case "gre" -> same("key", id, decimal(frame.first("gre.key")));
      default -> {
        same("vxlan", null, frame.first("vxlan.vni"));
        same("geneve", null, frame.first("geneve.vni"));
      }
    }
  }

  /// By streams of TCP: frames, bytes, and what was sent again.
  private void flows() throws Exception {
    var streams = new TreeMap<Integer, long[]>();
    for (var frame : theirs) {
      var stream = frame.first("tcp.stream");
      if (stream != null && frame.layers().stream().noneMatch(layer -> layer.quoted)) {
        var sums = streams.computeIfAbsent(Integer.parseInt(stream), _ -> new long[3]);
        sums[0]++;
        sums[1] += Long.parseLong(String.valueOf(frame.first("frame.len")));
        sums[2] +=
            frame.first("tcp.analysis.retransmission") != null
                    || frame.first("tcp.analysis.fast_retransmission") != null
                    || frame.first("tcp.analysis.spurious_retransmission") != null
                ? 1
                : 0;
      }
    }
    var ours =
        Sample.read(capture, Flow.TABLE).rows().stream()
            .filter(flow -> flow.protocol().equals("tcp"))
            .map(flow ->
                "%d frames, %d bytes, %d sent again"
                    .formatted(flow.packets(), flow.bytes(), flow.retransmissions()))
            .toList();
    softly
        .assertThat(ours)
        .as(capture.getFileName() + " flows")
        .containsExactlyElementsOf(
            streams.values().stream()
                .map(sums ->
                    "%d frames, %d bytes, %d sent again".formatted(sums[0], sums[1], sums[2]))
                .toList());
  }

  /// Milliseconds of each answered echo, in order of requests.
  private void echoes() throws Exception {
    softly
        .assertThat(
            Sample.read(capture, Echo.TABLE).rows().stream()
                .filter(row -> row.sent() != null && row.rttMs() != null)
                .map(row -> "%.3f".formatted(row.rttMs()))
                .sorted()
                .toList())
        .as(capture.getFileName() + " echoes")
        .containsExactlyElementsOf(
            theirs.stream()
                .flatMap(frame ->
                    Stream.concat(
                        frame.all("icmp.resptime").stream(), frame.all("icmpv6.resptime").stream()))
                .map(time -> "%.3f".formatted(Double.parseDouble(time)))
                .sorted()
                .toList());
  }

  private void messages() throws Exception {
    softly
        .assertThat(
            Sample.read(capture, DhcpExchange.TABLE).rows().stream()
                .map(row ->
                    "%d %s %s %s %s"
                        .formatted(
                            row.frame(),
                            row.transaction(),
                            row.clientMac(),
                            row.yourAddress(),
                            row.relay()))
                .toList())
        .as(capture.getFileName() + " dhcp_messages")
        .containsExactlyElementsOf(
            theirs.stream()
                .filter(frame -> frame.first("dhcp.id") != null)
                .map(frame ->
                    "%s %s %s %s %s"
                        .formatted(
                            frame.first("frame.number"),
                            frame.first("dhcp.id"),
                            frame.first("dhcp.hw.mac_addr"),
                            none(frame.first("dhcp.ip.your")),
                            none(frame.first("dhcp.ip.relay"))))
                .toList());
    var queries = Sample.read(capture, DnsQuery.TABLE).rows();
    softly
        .assertThat(queries.stream().map(DnsQuery::name).sorted().distinct().toList())
        .as(capture.getFileName() + " names")
        .containsExactlyElementsOf(
            theirs.stream()
                .flatMap(frame -> frame.all("dns.qry.name").stream())
                .sorted()
                .distinct()
                .toList());
    softly
        .assertThat(queries.stream().filter(row -> Boolean.FALSE.equals(row.unanswered())).count())
        .as(capture.getFileName() + " answers")
        .isEqualTo(
            theirs.stream()
                .flatMap(frame -> frame.all("dns.flags.response").stream())
                .filter(List.of("1", "True")::contains)
                .count());
    softly
        .assertThat(
            Sample.read(capture, ArpEntry.TABLE).rows().stream()
                .filter(row -> row.mac() != null)
                .map(row -> row.address() + " " + row.mac())
                .toList())
        .as(capture.getFileName() + " arp_entries")
        .containsExactlyElementsOf(
            theirs.stream()
                .filter(frame -> frame.first("arp.opcode") != null)
                .map(frame ->
                    frame.first("arp.src.proto_ipv4") + " " + frame.first("arp.src.hw_mac"))
                .distinct()
                .toList());
  }

  private static @Nullable String none(@Nullable String address) {
    return "0.0.0.0".equals(address) ? null : address;
  }

  private void same(String what, @Nullable String ours, @Nullable String theirValue) {
    softly.assertThat(ours).as(place + " " + what).isEqualTo(theirValue);
  }

  private static @Nullable String decimal(@Nullable String number) {
    return number == null ? null : Long.decode(number).toString();
  }

  private static @Nullable String micros(@Nullable String seconds) {
    return seconds == null
        ? null
        : new BigDecimal(seconds).movePointRight(6).toBigInteger().toString();
  }
}
