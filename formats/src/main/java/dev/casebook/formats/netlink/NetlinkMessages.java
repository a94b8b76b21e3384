package dev.casebook.formats.netlink;

/// Walks the messages that one datagram of the kernel holds.
///
/// ```
/// | length, 32 bits | type, 16 | flags, 16 | sequence, 32 | port, 32 | body | padding to 4 |
/// ```
///
/// A message that would reach beyond the datagram ends the walk. Source: netlink(7), RFC 3549.
public final class NetlinkMessages {

  public static final int HEADER_BYTES = 16;

  /// Types of every family.
  public static final int NLMSG_NOOP = 1;

  public static final int NLMSG_ERROR = 2;
  public static final int NLMSG_DONE = 3;

  /// Flags of requests.
  public static final int NLM_F_REQUEST = 1;

  public static final int NLM_F_ACK = 4;
  public static final int NLM_F_DUMP = 0x300;
  public static final int NLM_F_EXCL = 0x200;
  public static final int NLM_F_CREATE = 0x400;

  /// A flag of answers: the table changed while it was dumped, so that entries may be missing or
  /// there twice.
  public static final int NLM_F_DUMP_INTR = 0x10;

  private byte[] bytes = {};
  private int next;
  private int to;
  private int at;
  private int end;

  /// Begins with a datagram.
  public NetlinkMessages of(byte[] bytes, int length) {
    this.bytes = bytes;
    next = 0;
    to = length;
    return this;
  }

  /// Goes to the next; false behind the last.
  public boolean next() {
    if (to - next < HEADER_BYTES) {
      return false;
    }
    int length = NetlinkBytes.hostI32(bytes, next);
    if (length < HEADER_BYTES || length > to - next) {
      return false;
    }
    at = next;
    end = at + length;
    next = Math.min(to, end + 3 & ~3);
    return true;
  }

  /// The datagram.
  public byte[] bytes() {
    return bytes;
  }

  public int type() {
    return NetlinkBytes.hostU16(bytes, at + 4);
  }

  public int flags() {
    return NetlinkBytes.hostU16(bytes, at + 6);
  }

  public int sequence() {
    return NetlinkBytes.hostI32(bytes, at + 8);
  }

  /// Whose request it answers, or, of an event, caused it; 0 for the kernel itself.
  public int port() {
    return NetlinkBytes.hostI32(bytes, at + 12);
  }

  /// Where its body begins in the datagram.
  public int from() {
    return at + HEADER_BYTES;
  }

  /// Where its body ends.
  public int to() {
    return end;
  }
}
