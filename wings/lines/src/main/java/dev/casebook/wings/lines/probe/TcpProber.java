package dev.casebook.wings.lines.probe;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.function.Consumer;

/// Probes by opening a connection, which is closed at once: what is measured is the kernel's
/// handshake there and back.
final class TcpProber implements Prober {

  private final InetSocketAddress address;
  private final Duration patience;
  private final Consumer<Answer> answers;

  TcpProber(InetSocketAddress address, Duration patience, Consumer<Answer> answers) {
    this.address = address;
    this.patience = patience;
    this.answers = answers;
  }

  /// The channel is made here, in the network namespace of the run.
  @Override
  public long send(long number, boolean isFresh) throws IOException {
    var channel = SocketChannel.open();
    long now = System.nanoTime();
    Thread.ofVirtual().start(() -> connect(channel, number));
    return now;
  }

  private void connect(SocketChannel channel, long number) {
    try (channel) {
      channel.socket().connect(address, (int) patience.toMillis());
      answers.accept(Answer.ok(number, System.nanoTime()));
    } catch (SocketTimeoutException e) {
      // the run counts it as lost
    } catch (IOException e) {
      answers.accept(Answer.error(number, String.valueOf(e.getMessage())));
    }
  }

  @Override
  public void close() {
    // each connection closes itself
  }
}
