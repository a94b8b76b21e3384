package dev.casebook.wings.accounts.radius;

import dev.casebook.formats.network.IpAddress;
import dev.casebook.wings.accounts.serve.SignIns;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.DatagramChannel;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// Answers requests on one UDP port until it is closed. Each is looked at on a thread of its own,
/// so that a slow one keeps no other waiting; beyond a bound requests are dropped, and clients ask
/// again as RADIUS has it.
public final class RadiusServer implements AutoCloseable {

  private static final int AT_ONCE_MAX = 512;

  private final DatagramChannel channel;
  private volatile List<Client> clients;
  private final RadiusDesk desk;
  private final Consumer<String> log;
  private final Answers answers = new Answers();
  private final Semaphore places = new Semaphore(AT_ONCE_MAX);
  private final AtomicLong dropped = new AtomicLong();
  private final Thread receiver;

  /// @param log told what went wrong, a line each
  public RadiusServer(
      InetSocketAddress address, List<ClientSecret> clients, SignIns signIns, Consumer<String> log)
      throws IOException {
    this.clients = with(clients);
    desk = new RadiusDesk(signIns);
    this.log = log;
    channel = DatagramChannel.open();
    try {
      channel.bind(address);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    receiver = Thread.ofPlatform().name("radius").start(this::receive);
  }

  private static List<Client> with(List<ClientSecret> clients) {
    return clients.stream()
        .map(one -> new Client(one.client(), new SharedSecret(one.secret())))
        .toList();
  }

  /// Answers these clients from now on, and no others.
  public void serve(List<ClientSecret> others) {
    clients = with(others);
  }

  public InetSocketAddress address() throws IOException {
    return (InetSocketAddress) channel.getLocalAddress();
  }

  /// Requests that found no place.
  public long dropped() {
    return dropped.get();
  }

  private void receive() {
    var buffer = ByteBuffer.allocate(Packet.BYTES_MAX);
    while (channel.isOpen()) {
      try {
        buffer.clear();
        var from = (InetSocketAddress) channel.receive(buffer);
        buffer.flip();
        var client = client(from);
        var request = client.isEmpty() ? Optional.<Packet>empty() : Packet.of(buffer);
        if (request.isPresent()) {
          take(client.get(), from, request.get());
        }
      } catch (AsynchronousCloseException e) {
        return;
      } catch (IOException e) {
        log.accept("radius: " + e.getMessage());
      }
    }
  }

  private Optional<Client> client(InetSocketAddress from) {
    return IpAddress.of(from.getAddress().getHostAddress())
        .flatMap(address ->
            clients.stream()
                .filter(client ->
                    client.row().networks().stream().anyMatch(one -> one.contains(address)))
                .findFirst());
  }

  private void take(Client client, InetSocketAddress from, Packet request) throws IOException {
    var key = Answers.Key.of(from, request);
    var found = answers.find(key, request);
    switch (found.kind()) {
      case IN_WORK -> {
        // the answer is on its way
      }
      case ANSWERED -> channel.send(ByteBuffer.wrap(found.answer()), from);
      case NEW -> {
        if (places.tryAcquire()) {
          Thread.ofVirtual().start(() -> answer(client, from, request, key));
        } else {
          dropped.incrementAndGet();
          answers.drop(key);
        }
      }
    }
  }

  private void answer(Client client, InetSocketAddress from, Packet request, Answers.Key key) {
    try {
      switch (desk.answer(client, request)) {
        case RadiusDesk.Sent sent -> {
          answers.keep(key, request, sent.packet());
          channel.send(ByteBuffer.wrap(sent.packet()), from);
        }
        case RadiusDesk.Silence silence -> {
          answers.drop(key);
          log.accept(
              "radius: a request of client %s %s got no answer"
                  .formatted(client.row().name(), silence.why()));
        }
      }
    } catch (IOException e) {
      answers.drop(key);
      log.accept("radius: " + e.getMessage());
    } finally {
      places.release();
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
    try {
      receiver.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
