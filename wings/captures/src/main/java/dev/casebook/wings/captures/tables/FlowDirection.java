package dev.casebook.wings.captures.tables;

import dev.casebook.wings.captures.dissect.Dissection;
import dev.casebook.wings.captures.dissect.TcpFlags;
import dev.casebook.wings.captures.format.FrameReader;

/// What went one way in a flow.
///
/// What is a retransmission follows Wireshark's packet-tcp.c: bytes that were sent before, but for
/// a keep-alive, and for a segment that comes so soon after a later one that it was only overtaken.
final class FlowDirection {

  /// A segment that comes later than this after one that should follow it was sent again; used
  /// until the round trip is known.
  private static final long OVERTAKEN_NANOS_MAX = 3_000_000;

  int packets;
  long bytes;
  int flags;
  int retransmissions;

  /// Packets of both directions before the first reset.
  int resetNumber;

  private boolean hasBase;
  private int base;
  private boolean hasNext;

  /// The sequence number after the highest that was sent, and when that was.
  private int next;

  private long nextTime = FrameReader.NO_TIME;
  private boolean hasAcknowledged;
  private int acknowledged;
  private int acknowledgedAgain;

  void count(long frameBytes) {
    packets++;
    bytes += frameBytes;
  }

  /// Whether another connection began with another number this way.
  boolean beganElsewhere(int sequence) {
    return hasBase && base != sequence;
  }

  /// @param back what went the other way
  /// @param roundTrip nanoseconds; -1 if unknown
  void tcp(Dissection says, long time, FlowDirection back, long roundTrip) {
    int length = Math.max(0, says.payloadLength);
    int control = says.tcpFlags & (TcpFlags.SYN | TcpFlags.FIN);
    int end = says.tcpSequence + length + (control == 0 ? 0 : 1);
    if ((says.tcpFlags & TcpFlags.RST) != 0 && (flags & TcpFlags.RST) == 0) {
      resetNumber = packets + back.packets;
    }
    flags |= says.tcpFlags;
    if ((says.tcpFlags & TcpFlags.SYN) != 0) {
      hasBase = true;
      base = says.tcpSequence;
    }
    if (length > 0 || control != 0) {
      if (isRetransmission(says.tcpSequence, end, length, control, time, back, roundTrip)) {
        retransmissions++;
      }
    }
    advance(end, length, control, time);
    acknowledge(says, length);
  }

  private void advance(int end, int length, int control, long time) {
    if (!hasNext || end - next > 0) {
      hasNext = true;
      next = end;
      nextTime = time;
    } else if (end == next && length + control > 0) {
      nextTime = time;
    }
  }

  private void acknowledge(Dissection says, int length) {
    if ((says.tcpFlags & TcpFlags.ACK) == 0) {
      return;
    }
    int number = says.tcpAcknowledgment;
    if (hasAcknowledged && number == acknowledged && length == 0) {
      acknowledgedAgain++;
    } else if (!hasAcknowledged || number - acknowledged > 0) {
      acknowledgedAgain = 0;
      acknowledged = number;
      hasAcknowledged = true;
    }
  }

  private boolean isRetransmission(
      int sequence,
      int end,
      int length,
      int control,
      long time,
      FlowDirection back,
      long roundTrip) {
    if (!hasNext || sequence - next >= 0) {
      return false;
    }
    boolean isKeepAlive = length <= 1 && control == 0 && sequence == next - 1;
    if (isKeepAlive) {
      return false;
    }
    boolean isKnown = back.hasAcknowledged && end - back.acknowledged <= 0;
    if (isKnown || time == FrameReader.NO_TIME || nextTime == FrameReader.NO_TIME) {
      return true;
    }
    long soon = roundTrip > 0 ? roundTrip : OVERTAKEN_NANOS_MAX;
    boolean isAskedFor =
        back.acknowledgedAgain >= 2 && back.hasAcknowledged && sequence == back.acknowledged;
    return isAskedFor || time - nextTime >= soon || end == next;
  }
}
