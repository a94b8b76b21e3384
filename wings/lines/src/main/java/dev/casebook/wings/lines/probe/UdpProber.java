package dev.casebook.wings.lines.probe;

import dev.casebook.wings.lines.echo.EchoData;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.util.Arrays;
import java.util.function.Consumer;

/// Probes by datagrams to a service that sends them back (RFC 862). A line is one flow: all come
/// from one port.
final class UdpProber implements Prober {

  private static final int DATAGRAM_BYTES_MAX = 65_535;

  private final DatagramChannel channel;
  private final EchoData data;
  private final Consumer<Answer> answers;
  private volatile long lastNumber;

  private UdpProber(DatagramChannel channel, EchoData data, Consumer<Answer> answers) {
    this.channel = channel;
    this.data = data;
    this.answers = answers;
  }

  static UdpProber to(InetSocketAddress address, EchoData data, Consumer<Answer> answers)
      throws IOException {
    var channel = DatagramChannel.open();
    channel.connect(address);
    var prober = new UdpProber(channel, data, answers);
    Thread.ofPlatform().daemon().name("udp answers").start(prober::read);
    return prober;
  }

  @Override
  public long send(long number, boolean isFresh) throws IOException {
    lastNumber = number;
    var bytes = ByteBuffer.wrap(data.of(number));
    long now = System.nanoTime();
    try {
      channel.write(bytes);
    } catch (PortUnreachableException e) {
      // it is told for the one before, and takes this one's place
      channel.write(bytes.rewind());
    }
    return now;
  }

  private void read() {
    var buffer = ByteBuffer.allocate(DATAGRAM_BYTES_MAX);
    while (channel.isOpen()) {
      try {
        channel.read(buffer.clear());
        long now = System.nanoTime();
        data.number(Arrays.copyOf(buffer.array(), buffer.position()))
            .ifPresent(number -> answers.accept(Answer.ok(number, now)));
      } catch (PortUnreachableException e) {
        answers.accept(Answer.error(lastNumber, "nothing on that port"));
      } catch (ClosedChannelException e) {
        return;
      } catch (IOException e) {
        answers.accept(Answer.error(lastNumber, String.valueOf(e.getMessage())));
      }
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // nothing was to be kept
    }
  }
}
