package dev.casebook.hosts.kernel;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Receives messages of a socket with what the kernel says beside them: when each came, how many
/// hops it had left, errors. It has memory of its own, so that its thread may be another than that
/// which sends.
///
/// Source: recvmsg(2), cmsg(3), poll(2). The layouts are those of machines with 64 bits.
final class MessageReceiver implements AutoCloseable {

  static final int MSG_ERRQUEUE = 0x2000;

  private static final short POLLIN = 1;
  private static final short POLLERR = 8;

  private static final int ADDRESS_BYTES_MAX = 128;
  private static final int CONTROL_BYTES_MAX = 1024;

  /// `struct cmsghdr`: a length of 8 bytes, level, type.
  private static final int CONTROL_HEADER_BYTES = 16;

  private static final MethodHandle RECVMSG =
      CLibrary.function("recvmsg", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle POLL =
      CLibrary.function("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));

  private final int descriptor;
  private final Arena arena = Arena.ofShared();
  private final MemorySegment state = CLibrary.state(arena);
  private final MemorySegment polled = arena.allocate(8, Integer.BYTES);
  private final MemorySegment address = arena.allocate(ADDRESS_BYTES_MAX, Long.BYTES);
  private final MemorySegment control = arena.allocate(CONTROL_BYTES_MAX, Long.BYTES);
  private final MemorySegment vector = arena.allocate(16, Long.BYTES);
  private final MemorySegment header = arena.allocate(56, Long.BYTES);
  private final MemorySegment data;

  /// @param bytesMax longer messages are cut
  MessageReceiver(int descriptor, int bytesMax) {
    this.descriptor = descriptor;
    data = arena.allocate(bytesMax, Long.BYTES);
    vector.set(ADDRESS, 0, data);
    vector.set(JAVA_LONG, 8, bytesMax);
  }

  /// @param address the peer's, as the kernel's structure
  record Message(byte[] bytes, byte[] address, List<Control> controls) {

    Optional<byte[]> control(int level, int type) {
      return controls.stream()
          .filter(control -> control.level == level && control.type == type)
          .map(Control::data)
          .findFirst();
    }
  }

  /// What the kernel says beside a message.
  record Control(int level, int type, byte[] data) {}

  /// What waits at a socket.
  record Ready(boolean isMessage, boolean isError) {}

  Ready awaited(Duration patience) throws Refused {
    polled.set(JAVA_INT, 0, descriptor);
    polled.set(JAVA_SHORT, 4, POLLIN);
    polled.set(JAVA_SHORT, 6, (short) 0);
    int millis = Math.clamp(patience.toMillis(), 0, Integer.MAX_VALUE);
    try {
      CLibrary.checked("poll", state, () -> (int) POLL.invokeExact(state, polled, 1L, millis));
    } catch (Refused e) {
      if (e.errno() == Refused.EINTR) {
        return new Ready(false, false);
      }
      throw e;
    }
    int events = polled.get(JAVA_SHORT, 6);
    return new Ready((events & POLLIN) != 0, (events & POLLERR) != 0);
  }

  /// @param flags such as [#MSG_ERRQUEUE]
  /// @return empty where nothing is there
  Optional<Message> received(int flags) throws Refused {
    header.set(ADDRESS, 0, address);
    header.set(JAVA_INT, 8, ADDRESS_BYTES_MAX);
    header.set(ADDRESS, 16, vector);
    header.set(JAVA_LONG, 24, 1);
    header.set(ADDRESS, 32, control);
    header.set(JAVA_LONG, 40, CONTROL_BYTES_MAX);
    header.set(JAVA_INT, 48, 0);
    int all = flags | KernelSocket.MSG_DONTWAIT;
    try {
      long length =
          CLibrary.checked(
              "receive", state, () -> (long) RECVMSG.invokeExact(state, descriptor, header, all));
      return Optional.of(
          new Message(
              data.asSlice(0, length).toArray(JAVA_BYTE),
              address.asSlice(0, addressBytes()).toArray(JAVA_BYTE),
              controls()));
    } catch (Refused e) {
      if (e.errno() == Refused.EAGAIN || e.errno() == Refused.EINTR) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private int addressBytes() {
    return Math.clamp(header.get(JAVA_INT, 8), 0, ADDRESS_BYTES_MAX);
  }

  private List<Control> controls() {
    var controls = new ArrayList<Control>();
    long end = Math.min(header.get(JAVA_LONG, 40), CONTROL_BYTES_MAX);
    for (long at = 0; at + CONTROL_HEADER_BYTES <= end; ) {
      long length = control.get(JAVA_LONG, at);
      if (length < CONTROL_HEADER_BYTES || length > end - at) {
        break;
      }
      controls.add(
          new Control(
              control.get(JAVA_INT, at + 8),
              control.get(JAVA_INT, at + 12),
              control
                  .asSlice(at + CONTROL_HEADER_BYTES, length - CONTROL_HEADER_BYTES)
                  .toArray(JAVA_BYTE)));
      at += (length + 7) & ~7L;
    }
    return controls;
  }

  @Override
  public void close() {
    arena.close();
  }
}
