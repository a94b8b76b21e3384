package dev.casebook.wings.captures.rpcap;

import dev.casebook.hosts.ThisHost;
import dev.casebook.wings.captures.format.LinkType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/// A filter as rpcapd takes it: a program of the BPF machine, which this host's tcpdump makes.
///
/// @param instructions eight bytes each
record FilterProgram(byte[] instructions) {

  private static final Duration DEADLINE = Duration.ofSeconds(10);
  private static final int OUTPUT_MAX = 1 << 20;
  private static final int INSTRUCTION = 8;

  /// The kernel's bound, `BPF_MAXINSNS`.
  private static final int INSTRUCTIONS_MAX = 4096;

  /// Accepts every packet, up to so many bytes of it: `ret #n`.
  static FilterProgram all(int snapLength) {
    return new FilterProgram(
        ByteBuffer.allocate(INSTRUCTION)
            .putShort((short) 6)
            .putShort((short) 0)
            .putInt(snapLength)
            .array());
  }

  /// @throws IOException if there is no tcpdump here, or it does not understand the filter
  static FilterProgram of(String filter, int linkType, int snapLength) throws IOException {
    if (filter.isEmpty()) {
      return all(snapLength);
    }
    var output = new ByteArrayOutputStream();
    var ended =
        new ThisHost()
            .run(
                List.of(
                    "tcpdump",
                    "-y",
                    name(linkType),
                    "-s",
                    Integer.toString(snapLength),
                    "-ddd",
                    "--",
                    filter),
                DEADLINE,
                OUTPUT_MAX,
                output);
    if (!ended.shortcoming().isEmpty()) {
      throw new IOException(
          "this host's tcpdump, which makes filters for rpcapd, fails"
              + ended.errors().lines().reduce("", (_, last) -> ": " + last));
    }
    return parsed(output.toString(StandardCharsets.UTF_8));
  }

  /// A line with how many, then `code jt jf k` each.
  private static FilterProgram parsed(String text) throws IOException {
    var lines = text.lines().toList();
    if (lines.size() < 2 || lines.size() > INSTRUCTIONS_MAX + 1) {
      throw new IOException("tcpdump -ddd printed %d lines".formatted(lines.size()));
    }
    var program = ByteBuffer.allocate(INSTRUCTION * (lines.size() - 1));
    try {
      for (var line : lines.subList(1, lines.size())) {
        var words = line.split(" ");
        program.putShort((short) Integer.parseInt(words[0]));
        program.put((byte) Integer.parseInt(words[1])).put((byte) Integer.parseInt(words[2]));
        program.putInt((int) Long.parseLong(words[3]));
      }
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw new IOException("tcpdump -ddd printed no program", e);
    }
    return new FilterProgram(program.array());
  }

  /// As pcap-linktype(7) calls it.
  private static String name(int linkType) throws IOException {
    return switch (linkType) {
      case LinkType.NULL -> "NULL";
      case LinkType.ETHERNET -> "EN10MB";
      case 105 -> "IEEE802_11";
      case 127 -> "IEEE802_11_RADIO";
      case LinkType.RAW -> "RAW";
      case LinkType.LINUX_SLL -> "LINUX_SLL";
      case LinkType.LINUX_SLL2 -> "LINUX_SLL2";
      default ->
          throw new IOException(
              "packets of " + LinkType.name(linkType) + " can't be filtered for rpcapd");
    };
  }

  /// With the head that rpcapd takes: the kind, 1 for BPF, and how many.
  byte[] message() {
    return ByteBuffer.allocate(8 + instructions.length)
        .putShort((short) 1)
        .putShort((short) 0)
        .putInt(instructions.length / INSTRUCTION)
        .put(instructions)
        .array();
  }
}
