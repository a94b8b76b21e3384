package dev.casebook.wings.captures.tables;

import java.util.Arrays;

/// One direction of a TCP connection that carries messages with their length before them, as DNS
/// does (RFC 1035, 4.2.2): puts together what lies in several segments.
///
/// Segments are taken in their order, as Wireshark does where it is not asked for more: bytes that
/// were sent before are left out, and behind a gap a message is thought to begin.
final class MessageStream {

  /// A longer message is passed over: DNS over TCP answers seldom have more than a few KiB.
  static final int MESSAGE_BYTES_MAX = 16 << 10;

  private static final int LENGTH_BYTES = 2;
  private static final int FIRST_BYTES = 512;

  private byte[] held = {};
  private int from;
  private int to;

  /// Of the message in hand, past the bound.
  private int passedOver;

  private boolean hasNext;
  private int next;
  private long lost;

  /// Takes a segment that begins a connection: numbers begin anew.
  void begin(int sequence) {
    drop();
    hasNext = true;
    next = sequence + 1;
  }

  /// Takes the bytes of one segment that were captured.
  ///
  /// @param length of the segment on the wire
  void take(int sequence, byte[] bytes, int at, int captured, int length) {
    int known = hasNext && next - sequence > 0 ? next - sequence : 0;
    if (known >= length) {
      return;
    }
    if (hasNext && sequence - next > 0) {
      drop();
    }
    hasNext = true;
    next = sequence + length;
    if (captured > known) {
      add(bytes, at + known, captured - known);
    }
    if (captured < length) {
      drop();
    }
  }

  private void add(byte[] bytes, int at, int count) {
    int skipped = Math.min(passedOver, count);
    passedOver -= skipped;
    int left = count - skipped;
    if (to + left > held.length) {
      held = Arrays.copyOfRange(held, from, from + Math.max(FIRST_BYTES, to - from + left));
      to -= from;
      from = 0;
    }
    System.arraycopy(bytes, at + skipped, held, to, left);
    to += left;
    passOver();
  }

  private void passOver() {
    if (to - from >= LENGTH_BYTES && length() > MESSAGE_BYTES_MAX) {
      int there = Math.min(to - from, LENGTH_BYTES + length());
      passedOver = LENGTH_BYTES + length() - there;
      lost++;
      from += there;
      passOver();
    }
  }

  private int length() {
    return (held[from] & 0xFF) << 8 | (held[from + 1] & 0xFF);
  }

  private void drop() {
    lost += to > from ? 1 : 0;
    from = 0;
    to = 0;
    passedOver = 0;
  }

  /// Whether a whole message is at hand: from [#messageAt] to [#messageEnd] of [#bytes].
  boolean hasMessage() {
    return to - from >= LENGTH_BYTES && to - from >= LENGTH_BYTES + length();
  }

  byte[] bytes() {
    return held;
  }

  int messageAt() {
    return from + LENGTH_BYTES;
  }

  int messageEnd() {
    return messageAt() + length();
  }

  /// Goes on behind the message at hand.
  void passMessage() {
    from = messageEnd();
    passOver();
  }

  /// How many messages could not be put together, and the count begins anew.
  long lost() {
    long count = lost;
    lost = 0;
    return count;
  }

  /// The same where the capture is over: what is held then is one more.
  long lostAtEnd() {
    drop();
    return lost();
  }
}
