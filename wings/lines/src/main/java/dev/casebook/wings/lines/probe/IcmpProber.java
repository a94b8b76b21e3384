package dev.casebook.wings.lines.probe;

import dev.casebook.formats.icmp.IcmpMessage;
import dev.casebook.wings.lines.echo.Addresses;
import dev.casebook.wings.lines.echo.Came;
import dev.casebook.wings.lines.echo.EchoData;
import dev.casebook.wings.lines.echo.EchoPort;
import java.io.IOException;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;

/// Probes by echo requests over a port that all targets of a family share.
final class IcmpProber implements Prober {

  private final EchoPort port;
  private final EchoData data;
  private final InetAddress address;
  private final Sent sent;
  private int id;
  private int sequence;

  IcmpProber(EchoPort port, EchoData data, InetAddress address, Sent sent) {
    this.port = port;
    this.data = data;
    this.address = address;
    this.sent = sent;
  }

  /// The numbers of what was sent lately, for errors that quote the header alone.
  static final class Sent extends LinkedHashMap<Sent.Key, Long> {

    private static final long serialVersionUID = 1;

    private static final int KEPT_MAX = 20_000;

    record Key(InetAddress to, int id, int sequence) {}

    @Override
    protected boolean removeEldestEntry(Map.Entry<Key, Long> eldest) {
      return size() > KEPT_MAX;
    }

    synchronized void add(InetAddress to, int id, int sequence, long number) {
      put(new Key(to, id, sequence), number);
    }

    synchronized OptionalLong number(InetAddress to, int id, int sequence) {
      var number = get(new Key(to, id, sequence));
      return number == null ? OptionalLong.empty() : OptionalLong.of(number);
    }
  }

  @Override
  public long send(long number, boolean isFresh) throws IOException {
    if (isFresh) {
      id = port.freshId();
    }
    sequence = (sequence + 1) & IcmpMessage.Echo.FIELD_MAX;
    sent.add(address, id, sequence, number);
    return port.send(id, sequence, data.of(number), address);
  }

  /// What a port hands on, as answers.
  static Consumer<Came> answering(EchoData data, Sent sent, Consumer<Answer> answers) {
    return came -> {
      switch (came) {
        case Came.Reply reply ->
            data.number(reply.echo().data())
                .ifPresent(number -> answers.accept(Answer.ok(number, reply.atNanos())));
        case Came.Failure failure ->
            failure
                .request()
                .ifPresent(echo -> {
                  var quoted = data.number(echo.data());
                  var number =
                      quoted.isPresent()
                          ? quoted
                          : sent.number(failure.to(), echo.id(), echo.sequence());
                  var words = failure.words() + " says " + Addresses.text(failure.from());
                  number.ifPresent(known -> answers.accept(Answer.error(known, words)));
                });
      }
    };
  }

  @Override
  public void close() {
    // the port is the run's
  }
}
