package dev.casebook.wings.lines.echo;

import dev.casebook.formats.icmp.IcmpCodec;
import dev.casebook.formats.icmp.IcmpMessage;
import dev.casebook.hosts.kernel.EchoSocket;
import dev.casebook.hosts.kernel.Refused;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Sends echo requests of one family with any id, by one raw socket, or by a ping socket for each
/// id where a raw one is not allowed, and hands on what comes back.
public final class EchoPort implements AutoCloseable {

  /// Ping sockets that are kept open for late replies, each with its id.
  private static final int PING_SOCKETS_MAX = 16;

  /// How often an id is sought that no other ping socket has.
  private static final int TRIES_MAX = 64;

  private final boolean isV4;
  private final Settings settings;
  private final Consumer<Came> arrivals;
  private final EchoIds ids;
  private final Optional<EchoReader> raw;
  private final Map<Integer, EchoReader> byId = new LinkedHashMap<>();

  private EchoPort(
      boolean isV4,
      Settings settings,
      Consumer<Came> arrivals,
      EchoIds ids,
      Optional<EchoReader> raw) {
    this.isV4 = isV4;
    this.settings = settings;
    this.arrivals = arrivals;
    this.ids = ids;
    this.raw = raw;
  }

  /// How all requests are sent.
  ///
  /// @param hops how far they may go, if not as far as usual
  /// @param source the address they come from, if not the kernel's choice
  /// @param random of which ids are made
  public record Settings(OptionalInt hops, Optional<InetAddress> source, RandomGenerator random) {}

  /// @param arrivals called by other threads
  /// @throws Refused where neither kind of socket is allowed
  public static EchoPort open(boolean isV4, Settings settings, Consumer<Came> arrivals)
      throws Refused {
    var ids = new EchoIds(settings.random());
    idsOfPingSockets(isV4).forEach(ids::taken);
    Optional<EchoReader> raw;
    try {
      raw =
          Optional.of(
              reader(
                  isV4, EchoSocket.raw(isV4, settings.source()), settings, noting(ids, arrivals)));
    } catch (Refused e) {
      if (!e.isDenied()) {
        throw e;
      }
      raw = Optional.empty();
    }
    var port = new EchoPort(isV4, settings, arrivals, ids, raw);
    if (!port.isRaw()) {
      EchoSocket.ping(isV4, 0, settings.source()).close();
    }
    return port;
  }

  /// A raw socket sees with which ids others ping.
  private static Consumer<Came> noting(EchoIds ids, Consumer<Came> arrivals) {
    return came -> {
      if (came instanceof Came.Reply reply) {
        synchronized (ids) {
          ids.taken(reply.echo().id());
        }
      }
      arrivals.accept(came);
    };
  }

  private static EchoReader reader(
      boolean isV4, EchoSocket socket, Settings settings, Consumer<Came> arrivals) throws Refused {
    try {
      if (settings.hops().isPresent()) {
        socket.hops(settings.hops().getAsInt());
      }
      return new EchoReader(socket, isV4, arrivals);
    } catch (Refused e) {
      socket.close();
      throw e;
    }
  }

  public boolean isRaw() {
    return raw.isPresent();
  }

  /// An id that was not used here before and that nobody else is seen to use.
  public int freshId() throws Refused {
    for (int tries = 0; ; tries++) {
      int id = nextId();
      try {
        readerWith(id);
        return id;
      } catch (Refused e) {
        if (e.errno() != Refused.EADDRINUSE || tries == TRIES_MAX) {
          throw e;
        }
      }
    }
  }

  private int nextId() {
    synchronized (ids) {
      return ids.next();
    }
  }

  /// @return when it was sent, on the scale of `System.nanoTime()`
  /// @throws Refused why it could not be sent
  public long send(int id, int sequence, byte[] data, InetAddress to) throws Refused {
    var message = IcmpCodec.bytes(new IcmpMessage.Echo(isV4, true, id, sequence, data));
    return readerWith(id).socket().send(message, to);
  }

  private EchoReader readerWith(int id) throws Refused {
    if (raw.isPresent()) {
      return raw.get();
    }
    var known = byId.get(id);
    if (known != null) {
      return known;
    }
    if (byId.size() >= PING_SOCKETS_MAX) {
      var oldest = byId.keySet().iterator().next();
      Objects.requireNonNull(byId.remove(oldest)).close();
    }
    var made = reader(isV4, EchoSocket.ping(isV4, id, settings.source()), settings, arrivals);
    byId.put(id, made);
    return made;
  }

  /// Of this network namespace, whoever has them: their local ports are the ids.
  private static List<Integer> idsOfPingSockets(boolean isV4) {
    var ids = new ArrayList<Integer>();
    var table = Path.of("/proc/thread-self/net", isV4 ? "icmp" : "icmp6");
    try (var lines = Files.lines(table)) {
      lines
          .skip(1)
          .map(line -> line.strip().split("\\s+"))
          .filter(words -> words.length > 1 && words[1].matches("[0-9A-F]+:[0-9A-F]{4}"))
          .forEach(words -> ids.add(Integer.parseInt(words[1].replaceFirst(".*:", ""), 16)));
    } catch (IOException e) {
      return List.of();
    }
    return ids;
  }

  @Override
  public void close() {
    raw.ifPresent(EchoReader::close);
    byId.values().forEach(EchoReader::close);
  }
}
