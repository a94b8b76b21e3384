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

/// A socket of a family that Java has no channel for: netlink, raw, ping, packet. Its addresses are
/// the kernel's structures, byte for byte. One thread uses it; its memory is freed with it.
///
/// Source: socket(2), bind(2), sendto(2), recvfrom(2), setsockopt(2), poll(2).
public final class KernelSocket implements AutoCloseable {

  public static final int MSG_DONTWAIT = 0x40;
  public static final int MSG_TRUNC = 0x20;

  private static final int SOCK_CLOEXEC = 02000000;
  private static final short POLLIN = 1;

  /// `struct sockaddr_storage`: the largest address that there is.
  private static final int ADDRESS_BYTES_MAX = 128;

  private static final MethodHandle SOCKET =
      CLibrary.function("socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
  private static final MethodHandle BIND =
      CLibrary.function("bind", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle CONNECT =
      CLibrary.function("connect", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle GETSOCKNAME =
      CLibrary.function("getsockname", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, ADDRESS));
  private static final MethodHandle SETSOCKOPT =
      CLibrary.function(
          "setsockopt",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle SENDTO =
      CLibrary.function(
          "sendto",
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT));
  private static final MethodHandle RECVFROM =
      CLibrary.function(
          "recvfrom",
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS));
  private static final MethodHandle POLL =
      CLibrary.function("poll", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT));
  private static final MethodHandle CLOSE =
      CLibrary.function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

  private final Arena arena;
  private final MemorySegment state;
  private final MemorySegment address;
  private final MemorySegment addressLength;
  private final MemorySegment polled;
  private final int descriptor;

  private KernelSocket(Arena arena, MemorySegment state, int descriptor) {
    this.arena = arena;
    this.state = state;
    this.descriptor = descriptor;
    address = arena.allocate(ADDRESS_BYTES_MAX, Long.BYTES);
    addressLength = arena.allocate(JAVA_INT);
    polled = arena.allocate(8, Integer.BYTES);
  }

  /// @param what it is called in messages, such as `netlink socket`
  public static KernelSocket open(String what, int domain, int type, int protocol) throws Refused {
    var arena = Arena.ofShared();
    var state = CLibrary.state(arena);
    try {
      long descriptor =
          CLibrary.checked(
              what,
              state,
              () -> (int) SOCKET.invokeExact(state, domain, type | SOCK_CLOEXEC, protocol));
      return new KernelSocket(arena, state, (int) descriptor);
    } catch (Refused e) {
      arena.close();
      throw e;
    }
  }

  /// Memory that lives as long as the socket, for what is sent and received.
  public MemorySegment allocate(long bytes) {
    return arena.allocate(bytes, Long.BYTES);
  }

  public int descriptor() {
    return descriptor;
  }

  public void bind(byte[] own) throws Refused {
    put(own);
    CLibrary.checked(
        "bind", state, () -> (int) BIND.invokeExact(state, descriptor, address, own.length));
  }

  public void connect(byte[] peer) throws Refused {
    put(peer);
    CLibrary.checked(
        "connect", state, () -> (int) CONNECT.invokeExact(state, descriptor, address, peer.length));
  }

  /// The address that it has, as the kernel gave it.
  public byte[] ownAddress() throws Refused {
    addressLength.set(JAVA_INT, 0, ADDRESS_BYTES_MAX);
    CLibrary.checked(
        "getsockname",
        state,
        () -> (int) GETSOCKNAME.invokeExact(state, descriptor, address, addressLength));
    return lastAddress();
  }

  public void option(String what, int level, int name, int value) throws Refused {
    try (var call = Arena.ofConfined()) {
      option(what, level, name, call.allocateFrom(JAVA_INT, value));
    }
  }

  /// @param what it is called in messages, such as `SO_RCVBUF`
  public void option(String what, int level, int name, MemorySegment value) throws Refused {
    int length = (int) value.byteSize();
    CLibrary.checked(
        what,
        state,
        () -> (int) SETSOCKOPT.invokeExact(state, descriptor, level, name, value, length));
  }

  /// Sends one message, to whom the socket is connected.
  public void send(MemorySegment message) throws Refused {
    send(message, MemorySegment.NULL, 0);
  }

  public void send(MemorySegment message, byte[] peer) throws Refused {
    put(peer);
    send(message, address, peer.length);
  }

  private void send(MemorySegment message, MemorySegment peer, int peerBytes) throws Refused {
    CLibrary.checked(
        "send",
        state,
        () ->
            (long)
                SENDTO.invokeExact(
                    state, descriptor, message, message.byteSize(), 0, peer, peerBytes));
  }

  /// Receives one message; its sender is [#lastAddress()] then.
  ///
  /// @param flags such as [#MSG_DONTWAIT]; with [#MSG_TRUNC] the whole length is returned even
  ///   where the message did not fit
  /// @return its length
  /// @throws Refused also for EAGAIN and for ENOBUFS: messages were lost
  public long receive(MemorySegment into, int flags) throws Refused {
    addressLength.set(JAVA_INT, 0, ADDRESS_BYTES_MAX);
    return CLibrary.checked(
        "receive",
        state,
        () ->
            (long)
                RECVFROM.invokeExact(
                    state, descriptor, into, into.byteSize(), flags, address, addressLength));
  }

  /// Of whom the last message was received.
  public byte[] lastAddress() {
    int length = Math.min(addressLength.get(JAVA_INT, 0), ADDRESS_BYTES_MAX);
    return address.asSlice(0, length).toArray(JAVA_BYTE);
  }

  /// Waits until something can be received.
  ///
  /// @return whether something can, or an error is to be fetched
  public boolean isReadableWithin(Duration patience) throws Refused {
    polled.set(JAVA_INT, 0, descriptor);
    polled.set(JAVA_SHORT, 4, POLLIN);
    polled.set(JAVA_SHORT, 6, (short) 0);
    long millis = Math.clamp(patience.toMillis(), 0, Integer.MAX_VALUE);
    try {
      return CLibrary.checked(
              "poll", state, () -> (int) POLL.invokeExact(state, polled, 1L, (int) millis))
          > 0;
    } catch (Refused e) {
      if (e.errno() == Refused.EINTR) {
        return false;
      }
      throw e;
    }
  }

  private void put(byte[] bytes) {
    if (bytes.length > ADDRESS_BYTES_MAX) {
      throw new IllegalArgumentException("no address has " + bytes.length + " bytes");
    }
    MemorySegment.copy(bytes, 0, address, JAVA_BYTE, 0, bytes.length);
  }

  @Override
  public void close() {
    try {
      int _ = (int) CLOSE.invokeExact(state, descriptor);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    } finally {
      arena.close();
    }
  }
}
