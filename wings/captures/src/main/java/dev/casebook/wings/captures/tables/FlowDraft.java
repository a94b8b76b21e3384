package dev.casebook.wings.captures.tables;

import dev.casebook.wings.captures.dissect.Addresses;
import dev.casebook.wings.captures.dissect.Dissection;
import dev.casebook.wings.captures.dissect.TcpFlags;
import dev.casebook.wings.captures.format.FrameReader;
import org.jspecify.annotations.Nullable;

/// A flow as far as the capture was read. Of its two ends the one that sent the first packet is the
/// client, but for a flow that begins with SYN and ACK together: that is the server's.
final class FlowDraft {

  final long offset;
  final long frame;
  final int ipVersion;
  final int protocol;
  final byte[] addresses;
  final int clientPort;
  final int serverPort;
  final @Nullable String tunnel;
  final long tunnelId;

  /// Whether packets of the client go forward as [FlowKeys] has it.
  final boolean clientIsForward;

  final FlowDirection toServer = new FlowDirection();
  final FlowDirection toClient = new FlowDirection();
  long first;
  long last;
  int fragments;

  /// When the SYN was captured, and how long its answer took: by that TCP reordered is told from
  /// TCP sent again.
  private long synTime = FrameReader.NO_TIME;

  long roundTrip = -1;

  FlowDraft(FrameReader frame, Dissection says, boolean isForward) {
    this.offset = frame.offset();
    this.frame = frame.number();
    this.ipVersion = says.ipVersion;
    this.protocol = says.protocol;
    this.tunnel = says.tunnel == null ? null : says.tunnel.word();
    this.tunnelId = says.tunnelId;
    boolean isAnswer =
        says.hasTcp
            && (says.tcpFlags & (TcpFlags.SYN | TcpFlags.ACK)) == (TcpFlags.SYN | TcpFlags.ACK);
    this.clientIsForward = isForward != isAnswer;
    int clientAt = isAnswer ? says.destinationAt : says.sourceAt;
    int serverAt = isAnswer ? says.sourceAt : says.destinationAt;
    int length = ipVersion == 4 ? 4 : 16;
    this.addresses = new byte[2 * length];
    System.arraycopy(says.bytes, clientAt, addresses, 0, length);
    System.arraycopy(says.bytes, serverAt, addresses, length, length);
    this.clientPort = isAnswer ? says.destinationPort : says.sourcePort;
    this.serverPort = isAnswer ? says.sourcePort : says.destinationPort;
    this.first = frame.time();
    this.last = frame.time();
  }

  /// Whether a packet begins another connection between the same ends: a SYN with a number of its
  /// own, as Wireshark tells streams apart.
  boolean isLeftBy(Dissection says, boolean isForward) {
    return says.hasTcp
        && (says.tcpFlags & (TcpFlags.SYN | TcpFlags.ACK)) == TcpFlags.SYN
        && direction(isForward).beganElsewhere(says.tcpSequence);
  }

  private FlowDirection direction(boolean isForward) {
    return isForward == clientIsForward ? toServer : toClient;
  }

  void take(FrameReader frame, Dissection says, boolean isForward) {
    var direction = direction(isForward);
    direction.count(frame.length());
    if (frame.time() != FrameReader.NO_TIME) {
      first = first == FrameReader.NO_TIME ? frame.time() : Math.min(first, frame.time());
      last = Math.max(last, frame.time());
    }
    if (says.isFragment()) {
      fragments++;
    }
    if (says.hasTcp) {
      var back = direction == toServer ? toClient : toServer;
      measure(direction, says, frame.time());
      direction.tcp(says, frame.time(), back, roundTrip);
    }
  }

  private void measure(FlowDirection direction, Dissection says, long time) {
    int both = says.tcpFlags & (TcpFlags.SYN | TcpFlags.ACK);
    if (direction == toServer && both == TcpFlags.SYN && synTime == FrameReader.NO_TIME) {
      synTime = time;
    } else if (direction == toServer
        && both == TcpFlags.ACK
        && roundTrip < 0
        && synTime != FrameReader.NO_TIME
        && time != FrameReader.NO_TIME) {
      roundTrip = time - synTime;
    }
  }

  String client() {
    return Addresses.text(addresses, 0, ipVersion);
  }

  String server() {
    return Addresses.text(addresses, addresses.length / 2, ipVersion);
  }

  int retransmissions() {
    return toServer.retransmissions + toClient.retransmissions;
  }

  /// Whether a SYN went to the server and nothing came back.
  boolean isSynUnanswered() {
    return (toServer.flags & TcpFlags.SYN) != 0 && toClient.packets == 0;
  }

  /// Who sent the first reset; null if nobody did.
  @Nullable String resetBy() {
    boolean client = (toServer.flags & TcpFlags.RST) != 0;
    boolean server = (toClient.flags & TcpFlags.RST) != 0;
    if (client && server) {
      return toServer.resetNumber <= toClient.resetNumber ? "client" : "server";
    }
    return client ? "client" : server ? "server" : null;
  }
}
