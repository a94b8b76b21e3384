package dev.casebook.wings.captures.tables;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What Debian's tshark says of each frame of a capture, without putting fragments or streams
/// together.
final class Tshark {

  private static final List<String> FIELDS =
      List.of(
          "frame.number",
          "frame.time_epoch",
          "frame.len",
          "frame.cap_len",
          "frame.protocols",
          "eth.src",
          "eth.dst",
          "vlan.id",
          "ieee8021ad.id",
          "ip.src",
          "ip.dst",
          "ip.proto",
          "ip.ttl",
          "ip.id",
          "ip.frag_offset",
          "ip.flags.mf",
          "ipv6.src",
          "ipv6.dst",
          "ipv6.hlim",
          "tcp.srcport",
          "tcp.dstport",
          "tcp.seq_raw",
          "tcp.ack_raw",
          "tcp.flags",
          "tcp.window_size_value",
          "tcp.len",
          "tcp.stream",
          "tcp.analysis.retransmission",
          "tcp.analysis.fast_retransmission",
          "tcp.analysis.spurious_retransmission",
          "udp.srcport",
          "udp.dstport",
          "sctp.srcport",
          "sctp.dstport",
          "icmp.type",
          "icmp.code",
          "icmp.ident",
          "icmp.seq",
          "icmp.resptime",
          "icmpv6.resptime",
          "icmpv6.type",
          "icmpv6.code",
          "icmpv6.echo.identifier",
          "icmpv6.echo.sequence_number",
          "vxlan.vni",
          "geneve.vni",
          "gre.key",
          "arp.opcode",
          "arp.src.proto_ipv4",
          "arp.src.hw_mac",
          "arp.dst.proto_ipv4",
          "dhcp.id",
          "dhcp.option.dhcp",
          "dhcp.ip.your",
          "dhcp.ip.relay",
          "dhcp.hw.mac_addr",
          "dhcp.option.agent_information_option.agent_circuit_id",
          "dns.id",
          "dns.qry.name",
          "dns.qry.type",
          "dns.flags.response",
          "dns.flags.rcode",
          "dns.count.answers");

  private Tshark() {}

  static List<Frame> read(Path capture) {
    var command =
        new ArrayList<>(
            List.of(
                "tshark",
                "-n",
                "-r",
                capture.toString(),
                "-o",
                "ip.defragment:FALSE",
                "-o",
                "ipv6.defragment:FALSE",
                "-o",
                "tcp.desegment_tcp_streams:TRUE",
                // It carries whole captures in TCP and is no tunnel of a network.
                "--disable-protocol",
                "rpcap",
                "-T",
                "fields",
                "-E",
                "separator=/t",
                "-E",
                "aggregator=,"));
    FIELDS.forEach(field -> command.addAll(List.of("-e", field)));
    try {
      var process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      process.getOutputStream().close();
      var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return output.lines().map(Tshark::frame).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("tshark", e);
    }
  }

  private static Frame frame(String line) {
    var values = line.split("\t", -1);
    var fields = new HashMap<String, List<String>>();
    for (int i = 0; i < FIELDS.size(); i++) {
      fields.put(
          FIELDS.get(i), values[i].isEmpty() ? List.of() : Arrays.asList(values[i].split(",")));
    }
    return new Frame(fields);
  }

  /// A frame's fields, each as often as layers have it.
  record Frame(Map<String, List<String>> fields) {

    List<String> all(String field) {
      return fields.getOrDefault(field, List.of());
    }

    @Nullable String first(String field) {
      return all(field).isEmpty() ? null : all(field).getFirst();
    }

    /// The IP packets from the outside in, by the order in which tshark dissected; the one that an
    /// error quotes is the last.
    List<Layer> layers() {
      var left = new HashMap<String, Deque<String>>();
      fields.forEach((name, values) -> left.put(name, new ArrayDeque<>(values)));
      var layers = new ArrayList<Layer>();
      boolean quoted = false;
      for (var protocol : String.join(":", all("frame.protocols")).split(":")) {
        switch (protocol) {
          case "ip", "ipv6" -> layers.add(new Layer(protocol, quoted, left));
          case "tcp", "udp", "sctp" -> {
            if (!layers.isEmpty()) {
              layers.getLast().ports(protocol, left);
            }
          }
          case "icmp", "icmpv6" -> quoted = true;
          default -> {}
        }
      }
      return layers;
    }
  }

  /// An IP packet of a frame.
  static final class Layer {
    final boolean quoted;
    final @Nullable String source;
    final @Nullable String destination;
    final @Nullable String ttl;
    final @Nullable String ipv4Protocol;
    final @Nullable String ipv4Id;
    @Nullable String sourcePort;
    @Nullable String destinationPort;

    private Layer(String version, boolean quoted, Map<String, Deque<String>> left) {
      this.quoted = quoted;
      this.source = take(version + ".src", left);
      this.destination = take(version + ".dst", left);
      this.ttl = take(version.equals("ip") ? "ip.ttl" : "ipv6.hlim", left);
      this.ipv4Protocol = version.equals("ip") ? take("ip.proto", left) : null;
      this.ipv4Id = version.equals("ip") ? take("ip.id", left) : null;
    }

    private void ports(String protocol, Map<String, Deque<String>> left) {
      sourcePort = take(protocol + ".srcport", left);
      destinationPort = take(protocol + ".dstport", left);
    }

    private static @Nullable String take(String field, Map<String, Deque<String>> left) {
      return left.getOrDefault(field, new ArrayDeque<>()).poll();
    }
  }
}
