package dev.casebook.wings.lines.echo;

import dev.casebook.formats.icmp.IcmpCodec;
import dev.casebook.formats.icmp.IcmpMessage;
import dev.casebook.hosts.kernel.EchoSocket;
import dev.casebook.hosts.kernel.Refused;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;

/// A socket with a thread that reads what comes there, until it is closed.
public final class EchoReader implements AutoCloseable {

  /// How long it takes at most to notice that it is to end.
  private static final Duration PATIENCE = Duration.ofMillis(100);

  private final EchoSocket socket;
  private final boolean isV4;
  private final Consumer<Came> arrivals;
  private final Thread thread;
  private volatile boolean isClosed;

  /// @param socket which it closes
  /// @param arrivals called by the thread
  public EchoReader(EchoSocket socket, boolean isV4, Consumer<Came> arrivals) {
    this.socket = socket;
    this.isV4 = isV4;
    this.arrivals = arrivals;
    thread = Thread.ofPlatform().daemon().name("echo replies").start(this::read);
  }

  EchoSocket socket() {
    return socket;
  }

  private void read() {
    while (!isClosed) {
      try {
        socket.receive(PATIENCE).flatMap(this::came).ifPresent(arrivals);
      } catch (Refused e) {
        // poll of a socket that is open fails for want of memory alone
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Optional<Came> came(EchoSocket.Arrival arrival) {
    if (arrival.failure().isPresent()) {
      return Optional.of(failure(arrival, arrival.failure().get()));
    }
    var message =
        isV4 && socket.isRaw()
            ? IcmpCodec.ofV4Packet(arrival.bytes())
            : IcmpCodec.ofMessage(isV4, arrival.bytes());
    return message.flatMap(one ->
        switch (one) {
          case IcmpMessage.Echo echo ->
              Optional.of(
                  new Came.Reply(
                      arrival.from(), echo, arrival.hops(), arrival.atNanos(), arrival.time()));
          case IcmpMessage.Failure failure ->
              failure
                  .quoted()
                  .map(quoted ->
                      new Came.Failure(
                          arrival.from(),
                          address(quoted),
                          Optional.of(quoted.echo()),
                          failure.words(),
                          arrival.atNanos(),
                          arrival.time()));
          case IcmpMessage.Other _ -> Optional.empty();
        });
  }

  private Came failure(EchoSocket.Arrival arrival, EchoSocket.Failure failure) {
    var request =
        IcmpCodec.ofMessage(isV4, arrival.bytes())
            .filter(IcmpMessage.Echo.class::isInstance)
            .map(IcmpMessage.Echo.class::cast);
    var words =
        new IcmpMessage.Failure(isV4, failure.type(), failure.code(), Optional.empty()).words();
    return new Came.Failure(
        arrival.from(), failure.to(), request, words, arrival.atNanos(), arrival.time());
  }

  private static InetAddress address(IcmpMessage.Quoted quoted) {
    var to = quoted.destination();
    var hex =
        to.isV4() ? "%08x".formatted((int) to.low()) : "%016x%016x".formatted(to.high(), to.low());
    try {
      return InetAddress.getByAddress(HexFormat.of().parseHex(hex));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    isClosed = true;
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    socket.close();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
