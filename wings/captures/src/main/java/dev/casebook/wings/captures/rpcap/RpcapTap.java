package dev.casebook.wings.captures.rpcap;

import dev.casebook.wings.captures.capture.Connection;
import dev.casebook.wings.captures.capture.Counts;
import dev.casebook.wings.captures.capture.Place;
import dev.casebook.wings.captures.capture.Place.Origin.OverRpcap;
import dev.casebook.wings.captures.capture.Tap;
import dev.casebook.wings.captures.capture.Wishes;
import dev.casebook.wings.captures.format.LinkType;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Captures by a host's rpcapd: what is asked and answered goes over one connection, packets come
/// over a second one, to a port that rpcapd chooses. Nothing is encrypted, the password neither;
/// TLS is not spoken.
public final class RpcapTap implements Tap {

  private static final int PATIENCE_MILLIS = 10_000;
  private static final int LAST_PACKETS_MILLIS = 500;
  private static final int BUFFER = 1 << 16;
  private static final int READ_TIMEOUT_MILLIS = 100;
  private static final int PROMISCUOUS = 1;
  private static final int PACKET_HEAD = 20;

  /// `DLT_RAW` of Linux and of OpenBSD, which files write as another number.
  private static final Set<Integer> RAW = Set.of(LinkType.RAW_BSD, LinkType.RAW_OPENBSD);

  private final Place place;
  private final OverRpcap origin;
  private final Wishes wishes;
  private final char[] password;
  private final Socket control = new Socket();
  private final Socket data = new Socket();
  private final Set<Connection> own = new HashSet<>();
  private final AtomicBoolean counting = new AtomicBoolean();
  private int linkType;
  private volatile Counts counts = Counts.UNKNOWN;
  private volatile boolean capturing;
  private volatile boolean stopped;

  /// @param password empty for none
  public RpcapTap(Place place, OverRpcap origin, Wishes wishes, char[] password) {
    this.place = place;
    this.origin = origin;
    this.wishes = wishes;
    this.password = password.clone();
  }

  @Override
  public Place place() {
    return place;
  }

  @Override
  public Host host() {
    return new Host(origin.host(), "");
  }

  @Override
  public synchronized Set<Connection> own() {
    return Set.copyOf(own);
  }

  @Override
  public List<ProcessHandle> carriers() {
    return List.of();
  }

  @Override
  public Counts counts() {
    return counts;
  }

  @Override
  public void reach() throws IOException {
    try {
      connect(control, origin.port());
      control.setSoTimeout(PATIENCE_MILLIS);
      ask(RpcapMessage.AUTHENTICATE, authentication());
      var name = place.onInterface().getBytes(StandardCharsets.UTF_8);
      int type = ask(RpcapMessage.OPEN, name).payload(8).getInt();
      linkType = RAW.contains(type) ? LinkType.RAW : type;
    } catch (EOFException e) {
      throw new IOException(
          named("rpcapd closed the connection; it may want TLS, which is not spoken"), e);
    } catch (IOException e) {
      throw new IOException(named(e.getMessage()), e);
    }
  }

  private void connect(Socket socket, int port) throws IOException {
    socket.setKeepAlive(true);
    socket.connect(new InetSocketAddress(origin.host(), port), PATIENCE_MILLIS);
    synchronized (this) {
      own.add(
          new Connection(
              address(socket.getLocalAddress().getHostAddress()),
              socket.getLocalPort(),
              address(socket.getInetAddress().getHostAddress()),
              port));
    }
  }

  /// Without the zone of a link.
  private static String address(String text) {
    return text.replaceFirst("%.*", "");
  }

  private String named(@Nullable String why) {
    return "rpcap://%s:%d: %s".formatted(origin.host(), origin.port(), why);
  }

  /// Nobody, or a name and a password.
  private byte[] authentication() {
    if (origin.user().isEmpty()) {
      return new byte[8];
    }
    var user = origin.user().getBytes(StandardCharsets.UTF_8);
    var secret = StandardCharsets.UTF_8.encode(CharBuffer.wrap(password));
    return ByteBuffer.allocate(8 + user.length + secret.remaining())
        .putShort((short) 1)
        .putShort((short) 0)
        .putShort((short) user.length)
        .putShort((short) secret.remaining())
        .put(user)
        .put(secret)
        .array();
  }

  /// Asks and waits for the answer.
  private RpcapMessage ask(int type, byte[] payload) throws IOException {
    synchronized (control) {
      RpcapMessage.of(type, payload).write(control.getOutputStream());
      var reply = RpcapMessage.read(new DataInputStream(control.getInputStream()));
      if (reply.type() != (type | RpcapMessage.REPLY)) {
        throw new IOException(
            "answers a message of type %d by one of type %d".formatted(type, reply.type()));
      }
      return reply;
    }
  }

  @Override
  public void capture(String filter, String awaited, Taker taker)
      throws IOException, InterruptedException {
    try {
      var program = FilterProgram.of(filter, linkType, wishes.snapLength());
      int port = ask(RpcapMessage.START, start(program)).payload(8).getShort(4) & 0xFFFF;
      connect(data, port);
      var whole =
          FilterProgram.of(
              Connection.without(own(), wishes.filter()), linkType, wishes.snapLength());
      ask(RpcapMessage.FILTER, whole.message());
      taker.listens();
      taker.begins(linkType);
      capturing = true;
      read(new DataInputStream(new BufferedInputStream(data.getInputStream(), BUFFER)), taker);
    } catch (IOException e) {
      if (!stopped) {
        throw new IOException(named("the capture was lost: " + e.getMessage()), e);
      }
    }
  }

  private byte[] start(FilterProgram program) {
    var filter = program.message();
    return ByteBuffer.allocate(12 + filter.length)
        .putInt(wishes.snapLength())
        .putInt(READ_TIMEOUT_MILLIS)
        .putShort((short) (wishes.promiscuous() ? PROMISCUOUS : 0))
        .putShort((short) 0)
        .put(filter)
        .array();
  }

  private void read(DataInputStream in, Taker taker) throws IOException, InterruptedException {
    while (true) {
      var message = RpcapMessage.read(in);
      if (message.type() != RpcapMessage.PACKET) {
        continue;
      }
      var head = message.payload(PACKET_HEAD);
      long time = (head.getInt() & 0xFFFF_FFFFL) * 1_000_000_000L;
      time += (head.getInt() & 0xFFFF_FFFFL) * 1_000L;
      long captured = head.getInt() & 0xFFFF_FFFFL;
      long length = head.getInt() & 0xFFFF_FFFFL;
      if (captured > message.payload().length - PACKET_HEAD) {
        throw new IOException(
            "a packet says %d bytes and its message holds %d"
                .formatted(captured, message.payload().length - PACKET_HEAD));
      }
      taker.packet(
          time,
          Arrays.copyOfRange(message.payload(), PACKET_HEAD, PACKET_HEAD + (int) captured),
          length);
    }
  }

  @Override
  public void beat(boolean isCounting) {
    if (isCounting && capturing && !stopped && counting.compareAndSet(false, true)) {
      Thread.ofVirtual()
          .start(() -> {
            count();
            counting.set(false);
          });
    }
  }

  private void count() {
    try {
      var told = ask(RpcapMessage.STATISTICS, new byte[0]).payload(16);
      long received = told.getInt() & 0xFFFF_FFFFL;
      long byInterface = told.getInt() & 0xFFFF_FFFFL;
      long byKernel = told.getInt() & 0xFFFF_FFFFL;
      counts = new Counts(told.getInt() & 0xFFFF_FFFFL, received, byKernel, byInterface);
    } catch (IOException e) {
      // Then they stay what they were.
    }
  }

  @Override
  public void stop() {
    if (stopped) {
      return;
    }
    stopped = true;
    Thread.ofVirtual().start(this::end);
  }

  private void end() {
    try {
      if (capturing) {
        count();
        ask(RpcapMessage.END, new byte[0]);
      }
      RpcapMessage.of(RpcapMessage.CLOSE, new byte[0]).write(control.getOutputStream());
    } catch (IOException e) {
      // It has ended.
    } finally {
      closeQuietly(control);
      await();
      closeQuietly(data);
    }
  }

  /// What is on its way is read first; an rpcapd that has ended the capture closes it.
  private static void await() {
    try {
      Thread.sleep(LAST_PACKETS_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed.
    }
  }

  @Override
  public void close() {
    stopped = true;
    closeQuietly(control);
    closeQuietly(data);
  }
}
