package dev.casebook.wings.captures.rewrite;

import dev.casebook.evidence.Rewritable.Stretches;
import dev.casebook.wings.captures.dissect.Dissection;
import dev.casebook.wings.captures.dissect.Protocol;
import dev.casebook.wings.captures.format.FrameReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.BitSet;

/// The bytes of a capture in which an address could have been left: all of its frames, as the
/// tables read them, but the numbers of IP, TCP and DHCP, which take every value there is.
final class FrameStretches {

  private static final int DHCP_SERVER = 67;

  private final Dissection says = new Dissection();
  private final BitSet numbers = new BitSet();

  private FrameStretches() {}

  static void each(InputStream in, Stretches to) throws IOException {
    var walk = new FrameStretches();
    var reader = FrameReader.open((into, from, length) -> in.read(into, from, length));
    reader.others(to::take);
    while (reader.next()) {
      walk.frame(reader, to);
    }
  }

  private void frame(FrameReader frame, Stretches to) {
    int from = frame.dataAt();
    int end = from + frame.captured();
    says.of(frame.data(), from, frame.captured(), frame.linkType());
    numbers.clear();
    ip(says.outerVersion, says.outerSourceAt, from);
    ip(says.ipVersion, says.sourceAt, from);
    ip(says.quotedVersion, says.quotedSourceAt, from);
    transport(from, end);
    int at = from;
    while (at < end) {
      int stop = Math.min(end, from + orEnd(numbers.nextSetBit(at - from), end - from));
      if (stop > at) {
        to.take(frame.data(), at, stop);
      }
      at = from + orEnd(numbers.nextClearBit(stop - from), end - from);
    }
  }

  private static int orEnd(int bit, int end) {
    return bit < 0 ? end : bit;
  }

  private void ip(int version, int sourceAt, int from) {
    if (version == 4) {
      numbers.set(sourceAt - 10 - from, sourceAt - from);
    } else if (version == 6) {
      numbers.set(sourceAt - 7 - from, sourceAt - from);
    }
  }

  /// Behind the ports.
  private void transport(int from, int end) {
    int at = says.transportAt - from;
    if (says.transportAt < 0) {
      return;
    }
    switch (says.protocol) {
      case Protocol.TCP -> {
        int header = says.hasTcp ? (says.bytes[from + at + 12] >>> 2) & 0x3C : 20;
        numbers.set(at + 4, Math.min(at + Math.max(header, 4), Math.max(end - from, at + 4)));
      }
      case Protocol.UDP -> {
        numbers.set(at + 4, at + 8);
        if (says.sourcePort == DHCP_SERVER || says.destinationPort == DHCP_SERVER) {
          numbers.set(at + 12, at + 16);
        }
      }
      case Protocol.ICMP, Protocol.ICMP6 -> {
        boolean isNumber = says.icmpId >= 0;
        numbers.set(at + 2, at + (isNumber ? 8 : 4));
      }
      default -> {}
    }
  }
}
