package dev.casebook.hosts.kernel;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;

/// A netlink socket, and one buffer for what it receives. One thread uses it.
///
/// Source: netlink(7), linux/netlink.h, asm-generic/socket.h.
public final class NetlinkSocket implements AutoCloseable {

  private static final int AF_NETLINK = 16;
  private static final int SOCK_RAW = 3;
  private static final int SOL_SOCKET = 1;
  private static final int SO_RCVBUF = 8;
  private static final int SO_RCVBUFFORCE = 33;
  private static final int SOL_NETLINK = 270;
  private static final int NETLINK_ADD_MEMBERSHIP = 1;
  private static final int NETLINK_CAP_ACK = 10;
  private static final int NETLINK_EXT_ACK = 11;

  /// `struct sockaddr_nl`: family, padding, port, groups.
  private static final int ADDRESS_BYTES = 12;

  private static final int PORT_AT = 4;

  /// The kernel sends at most 32 KiB at once of a dump, and less of anything else.
  private static final int DATAGRAM_BYTES_MAX = 1 << 16;

  private static final int MESSAGE_BYTES_MAX = 1 << 14;

  private final KernelSocket socket;
  private final MemorySegment sending;
  private final MemorySegment receiving;
  private final byte[] bytes = new byte[DATAGRAM_BYTES_MAX];

  private NetlinkSocket(KernelSocket socket) {
    this.socket = socket;
    sending = socket.allocate(MESSAGE_BYTES_MAX);
    receiving = socket.allocate(DATAGRAM_BYTES_MAX);
  }

  /// Opens one in the network namespace that this thread is in.
  ///
  /// @param protocol such as `NETLINK_NETFILTER`
  /// @throws Refused with EPROTONOSUPPORT where the kernel has none of this protocol
  public static NetlinkSocket open(int protocol) throws Refused {
    var socket = KernelSocket.open("netlink socket", AF_NETLINK, SOCK_RAW, protocol);
    try {
      socket.bind(address());
      optional(socket, NETLINK_CAP_ACK);
      optional(socket, NETLINK_EXT_ACK);
    } catch (Refused e) {
      socket.close();
      throw e;
    }
    return new NetlinkSocket(socket);
  }

  /// Kernels before 4.12 explain nothing.
  private static void optional(KernelSocket socket, int option) {
    try {
      socket.option("netlink option", SOL_NETLINK, option, 1);
    } catch (Refused e) {
      // An answer is its errno alone then.
    }
  }

  /// The kernel's own for a port of 0.
  private static byte[] address() {
    return ByteBuffer.allocate(ADDRESS_BYTES)
        .order(ByteOrder.nativeOrder())
        .putShort((short) AF_NETLINK)
        .array();
  }

  /// Has it receive the events of a multicast group.
  ///
  /// @throws Refused with EPERM without CAP_NET_ADMIN where the family demands it
  public void join(int group) throws Refused {
    socket.option("joining a netlink group", SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, group);
  }

  /// Makes room for events that were not taken yet: as much as is asked for with CAP_NET_ADMIN,
  /// else as much as `net.core.rmem_max` allows.
  public void roomFor(int size) throws Refused {
    try {
      socket.option("SO_RCVBUFFORCE", SOL_SOCKET, SO_RCVBUFFORCE, size);
    } catch (Refused e) {
      socket.option("SO_RCVBUF", SOL_SOCKET, SO_RCVBUF, size);
    }
  }

  public void send(byte[] message) throws Refused {
    if (message.length > MESSAGE_BYTES_MAX) {
      throw new IllegalArgumentException("no request has " + message.length + " bytes");
    }
    MemorySegment.copy(message, 0, sending, JAVA_BYTE, 0, message.length);
    socket.send(sending.asSlice(0, message.length), address());
  }

  /// Receives one datagram of the kernel into [#bytes()].
  ///
  /// @return its length, or -1 where none came in this time
  /// @throws Refused with ENOBUFS where events were lost for lack of room
  /// @throws IOException for a datagram that is larger than the kernel makes any
  public int receive(Duration patience) throws IOException {
    long until = System.nanoTime() + patience.toNanos();
    while (true) {
      int length = waiting();
      if (length >= 0) {
        return length;
      }
      long left = until - System.nanoTime();
      if (left <= 0 || !socket.isReadableWithin(Duration.ofNanos(left).plusMillis(1))) {
        return -1;
      }
    }
  }

  /// What is there already, or -1. The answer to a dump is made while it is received, so asking
  /// first whether there is one would only cost a call.
  private int waiting() throws IOException {
    long length;
    try {
      length = socket.receive(receiving, KernelSocket.MSG_DONTWAIT | KernelSocket.MSG_TRUNC);
    } catch (Refused e) {
      if (e.errno() == Refused.EAGAIN || e.errno() == Refused.EINTR) {
        return -1;
      }
      throw e;
    }
    if (length > DATAGRAM_BYTES_MAX) {
      throw new IOException("a netlink datagram of " + length + " bytes");
    }
    if (!isOfKernel(socket.lastAddress())) {
      return -1;
    }
    MemorySegment.copy(receiving, JAVA_BYTE, 0, bytes, 0, (int) length);
    return (int) length;
  }

  /// Other programs may send to a netlink socket too.
  private static boolean isOfKernel(byte[] sender) {
    return sender.length >= ADDRESS_BYTES
        && ByteBuffer.wrap(sender).order(ByteOrder.nativeOrder()).getInt(PORT_AT) == 0;
  }

  /// Where datagrams lie.
  public byte[] bytes() {
    return bytes;
  }

  @Override
  public void close() {
    socket.close();
  }
}
