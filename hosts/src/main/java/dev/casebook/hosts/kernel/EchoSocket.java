package dev.casebook.hosts.kernel;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/// A socket for echo requests of ICMP or ICMPv6, and for what comes back.
///
/// A raw one takes CAP_NET_RAW, sends any id, and sees all replies and errors of this network
/// namespace. A ping socket is for groups that `net.ipv4.ping_group_range` names; it has one id,
/// sees only replies with that id and errors about what it sent, and nothing of others. One thread
/// may send while another receives.
///
/// Source: raw(7), icmp(7), ipv6(7), ip(7) with IP_RECVERR, linux/errqueue.h, net/ipv4/ping.c.
public final class EchoSocket implements AutoCloseable {

  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_RAW = 3;
  private static final int IPPROTO_ICMP = 1;
  private static final int IPPROTO_ICMPV6 = 58;

  private static final int SOL_SOCKET = 1;
  private static final int SO_RCVBUF = 8;
  private static final int SO_TIMESTAMPNS = 35;
  private static final int SOL_IP = 0;
  private static final int IP_TTL = 2;
  private static final int IP_RECVERR = 11;
  private static final int IP_RECVTTL = 12;
  private static final int SOL_IPV6 = 41;
  private static final int IPV6_UNICAST_HOPS = 16;
  private static final int IPV6_RECVERR = 25;
  private static final int IPV6_RECVHOPLIMIT = 51;
  private static final int IPV6_HOPLIMIT = 52;
  private static final int SOL_RAW = 255;
  private static final int FILTER = 1;

  /// Echo replies and the errors that can be about a request.
  private static final int[] WANTED_V4 = {0, 3, 4, 5, 11, 12};

  private static final int[] WANTED_V6 = {1, 2, 3, 4, 129};

  private static final int RECEIVE_BUFFER_BYTES = 1 << 20;

  /// The longest packet of IP.
  private static final int MESSAGE_BYTES_MAX = 65_535;

  /// Nobody leaves an arrival at the socket for longer, so a longer time is a clock that was set.
  private static final long AGO_NANOS_MAX = 1_000_000_000L;

  private final KernelSocket socket;
  private final MessageReceiver receiver;
  private final RealTime clock = new RealTime();
  private final boolean isV4;
  private final boolean isRaw;

  private EchoSocket(KernelSocket socket, boolean isV4, boolean isRaw) {
    this.socket = socket;
    this.isV4 = isV4;
    this.isRaw = isRaw;
    receiver = new MessageReceiver(socket.descriptor(), MESSAGE_BYTES_MAX);
  }

  /// What came.
  ///
  /// @param from who sent it
  /// @param bytes a message of ICMP, behind its header where it is IPv4 and the socket is raw; of a
  ///   failure the request that it is about, as far as it was quoted
  /// @param hops how many it had left, or -1
  /// @param atNanos when the kernel received it, on the scale of `System.nanoTime()`
  /// @param time the same by the wall clock
  /// @param failure what a ping socket is told of an error
  public record Arrival(
      InetAddress from,
      byte[] bytes,
      int hops,
      long atNanos,
      Instant time,
      Optional<Failure> failure) {}

  /// @param to whom the request was sent
  public record Failure(InetAddress to, int type, int code) {}

  /// @param source the address that requests come from, if not the kernel's choice
  /// @throws Refused with EPERM where CAP_NET_RAW is lacking, and with EADDRNOTAVAIL where the
  ///   source is none of this host's
  public static EchoSocket raw(boolean isV4, Optional<InetAddress> source) throws Refused {
    var socket = open(isV4, SOCK_RAW);
    try {
      var all = new EchoSocket(socket, isV4, true);
      all.filter();
      all.prepare();
      if (source.isPresent()) {
        socket.bind(SocketAddress.bytes(source.get(), 0));
      }
      all.warmUp();
      return all;
    } catch (Refused e) {
      socket.close();
      throw e;
    }
  }

  /// @param id that it is to have, or 0 for one of the kernel's choice
  /// @param source the address that requests come from, if not the kernel's choice
  /// @throws Refused with EACCES where `net.ipv4.ping_group_range` does not name the group, and
  ///   with EADDRINUSE where another has that id
  public static EchoSocket ping(boolean isV4, int id, Optional<InetAddress> source) throws Refused {
    var socket = open(isV4, SOCK_DGRAM);
    try {
      var one = new EchoSocket(socket, isV4, false);
      one.prepare();
      socket.option("IP_RECVERR", isV4 ? SOL_IP : SOL_IPV6, isV4 ? IP_RECVERR : IPV6_RECVERR, 1);
      socket.bind(
          source
              .map(address -> SocketAddress.bytes(address, id))
              .orElseGet(() -> SocketAddress.any(isV4, id)));
      one.warmUp();
      return one;
    } catch (Refused e) {
      socket.close();
      throw e;
    }
  }

  private static KernelSocket open(boolean isV4, int type) throws Refused {
    return KernelSocket.open(
        type == SOCK_RAW ? "raw socket" : "ping socket",
        isV4 ? SocketAddress.AF_INET : SocketAddress.AF_INET6,
        type,
        isV4 ? IPPROTO_ICMP : IPPROTO_ICMPV6);
  }

  /// A bit that is set keeps its type away.
  private void filter() throws Refused {
    int[] words = new int[isV4 ? 1 : 8];
    Arrays.fill(words, -1);
    for (int type : isV4 ? WANTED_V4 : WANTED_V6) {
      words[type / 32] &= ~(1 << type % 32);
    }
    try (var call = Arena.ofConfined()) {
      var filter = call.allocateFrom(JAVA_INT, words);
      socket.option("ICMP_FILTER", isV4 ? SOL_RAW : IPPROTO_ICMPV6, FILTER, filter);
    }
  }

  private void prepare() throws Refused {
    socket.option("SO_RCVBUF", SOL_SOCKET, SO_RCVBUF, RECEIVE_BUFFER_BYTES);
    socket.option("SO_TIMESTAMPNS", SOL_SOCKET, SO_TIMESTAMPNS, 1);
    if (isV4) {
      socket.option("IP_RECVTTL", SOL_IP, IP_RECVTTL, 1);
    } else {
      socket.option("IPV6_RECVHOPLIMIT", SOL_IPV6, IPV6_RECVHOPLIMIT, 1);
    }
  }

  /// The first call takes a millisecond to be linked, which the first request would be charged
  /// with. Nothing is sent to an address without bytes.
  private void warmUp() {
    try (var call = Arena.ofConfined()) {
      socket.send(call.allocate(1), new byte[0]);
    } catch (Refused e) {
      // as it has to be
    }
  }

  public boolean isRaw() {
    return isRaw;
  }

  /// How far what is sent may go, 1 to 255 hops.
  public void hops(int most) throws Refused {
    if (isV4) {
      socket.option("IP_TTL", SOL_IP, IP_TTL, most);
    } else {
      socket.option("IPV6_UNICAST_HOPS", SOL_IPV6, IPV6_UNICAST_HOPS, most);
    }
  }

  /// @param message of ICMP; a ping socket puts its id into it
  /// @return when it was sent, on the scale of `System.nanoTime()`
  public long send(byte[] message, InetAddress to) throws Refused {
    var address = SocketAddress.bytes(to, 0);
    try (var call = Arena.ofConfined()) {
      var bytes = call.allocateFrom(JAVA_BYTE, message);
      long now = System.nanoTime();
      socket.send(bytes, address);
      return now;
    }
  }

  /// Waits for what comes.
  ///
  /// @return empty if nothing did in time
  public Optional<Arrival> receive(Duration patience) throws Refused {
    var ready = receiver.awaited(patience);
    if (ready.isError()) {
      var failed = receiver.received(MessageReceiver.MSG_ERRQUEUE).flatMap(this::failure);
      if (failed.isPresent()) {
        return failed;
      }
    }
    if (!ready.isMessage() && !ready.isError()) {
      return Optional.empty();
    }
    try {
      var message = receiver.received(0);
      return message.isEmpty() ? Optional.empty() : arrival(message.get());
    } catch (Refused e) {
      // the error that waits at the socket, which its queue has told already
      return Optional.empty();
    }
  }

  private Optional<Arrival> arrival(MessageReceiver.Message message) throws Refused {
    var stamp = stamp(message);
    return SocketAddress.address(message.address())
        .map(from ->
            new Arrival(
                from,
                message.bytes(),
                hops(message),
                stamp.monotonic,
                stamp.wall,
                Optional.empty()));
  }

  /// `struct sock_extended_err`, and the address of who reported it behind it.
  private Optional<Arrival> failure(MessageReceiver.Message message) {
    var to = SocketAddress.address(message.address());
    var told =
        message
            .control(isV4 ? SOL_IP : SOL_IPV6, isV4 ? IP_RECVERR : IPV6_RECVERR)
            .orElseGet(() -> new byte[0]);
    boolean byIcmp = told.length >= 24 && (told[4] == 2 || told[4] == 3);
    if (!byIcmp || to.isEmpty()) {
      return Optional.empty();
    }
    var from = SocketAddress.address(Arrays.copyOfRange(told, 16, told.length));
    try {
      var stamp = stamp(message);
      var failure = new Failure(to.get(), told[5] & 0xFF, told[6] & 0xFF);
      return Optional.of(
          new Arrival(
              from.orElse(to.get()),
              message.bytes(),
              -1,
              stamp.monotonic,
              stamp.wall,
              Optional.of(failure)));
    } catch (Refused e) {
      return Optional.empty();
    }
  }

  private int hops(MessageReceiver.Message message) {
    return message
        .control(isV4 ? SOL_IP : SOL_IPV6, isV4 ? IP_TTL : IPV6_HOPLIMIT)
        .filter(bytes -> bytes.length >= 4)
        .map(bytes -> ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).getInt())
        .orElse(-1);
  }

  private record Stamp(long monotonic, Instant wall) {}

  private Stamp stamp(MessageReceiver.Message message) throws Refused {
    long nowWall = clock.nanos();
    long now = System.nanoTime();
    long stamped =
        message
            .control(SOL_SOCKET, SO_TIMESTAMPNS)
            .filter(bytes -> bytes.length >= 16)
            .map(bytes -> ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()))
            .map(time -> time.getLong(0) * 1_000_000_000L + time.getLong(8))
            .orElse(nowWall);
    long ago = nowWall - stamped;
    return new Stamp(
        now - (ago < 0 || ago > AGO_NANOS_MAX ? 0 : ago), Instant.ofEpochSecond(0, stamped));
  }

  @Override
  public void close() {
    socket.close();
    receiver.close();
    clock.close();
  }
}
