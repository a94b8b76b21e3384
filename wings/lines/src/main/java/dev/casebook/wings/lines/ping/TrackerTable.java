package dev.casebook.wings.lines.ping;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import dev.casebook.hosts.kernel.KernelSocket;
import dev.casebook.hosts.kernel.Refused;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Optional;

/// The table of the connection tracker in one network namespace, as far as it is of the default
/// zone.
///
/// Source: netlink(7).
final class TrackerTable implements AutoCloseable {

  private static final int AF_NETLINK = 16;
  private static final int SOCK_RAW = 3;
  private static final int NETLINK_NETFILTER = 12;
  private static final int ADDRESS_BYTES = 12;

  /// The kernel answers at once.
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final int ANSWER_BYTES_MAX = 8192;

  private final KernelSocket socket;
  private final MemorySegment message;
  private int number;

  private TrackerTable(KernelSocket socket) {
    this.socket = socket;
    message = socket.allocate(ANSWER_BYTES_MAX);
  }

  /// That of the calling thread's namespace.
  ///
  /// @throws IOException where CAP_NET_ADMIN is lacking, or the kernel has no tracker
  static TrackerTable open() throws IOException {
    var table =
        new TrackerTable(
            KernelSocket.open("connection tracker", AF_NETLINK, SOCK_RAW, NETLINK_NETFILTER));
    try {
      var kernel = ByteBuffer.allocate(ADDRESS_BYTES).order(ByteOrder.nativeOrder());
      table.socket.connect(kernel.putShort((short) AF_NETLINK).array());
      var loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
      var _ = table.held(loopback, loopback, 0);
      return table;
    } catch (Refused e) {
      table.close();
      throw e.isDenied() ? new IOException("that takes CAP_NET_ADMIN", e) : e;
    }
  }

  /// What it holds of echo requests with this id; empty if nothing.
  Optional<Held> held(InetAddress source, InetAddress target, int id) throws IOException {
    var question = TrackedEcho.question(source, target, id, ++number);
    MemorySegment.copy(question, 0, message, JAVA_BYTE, 0, question.length);
    socket.send(message.asSlice(0, question.length));
    if (!socket.isReadableWithin(PATIENCE)) {
      throw new Refused("connection tracker", Refused.EAGAIN);
    }
    long length = socket.receive(message, KernelSocket.MSG_DONTWAIT);
    return TrackedEcho.answer(message.asSlice(0, length).toArray(JAVA_BYTE), number);
  }

  @Override
  public void close() {
    socket.close();
  }
}
