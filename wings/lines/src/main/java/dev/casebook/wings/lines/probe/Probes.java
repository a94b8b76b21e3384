package dev.casebook.wings.lines.probe;

import dev.casebook.wings.lines.echo.Addresses;
import dev.casebook.wings.lines.echo.EchoData;
import dev.casebook.wings.lines.echo.EchoPort;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Probers to all targets of a plan, from the network namespace of the calling thread.
public final class Probes implements AutoCloseable {

  /// A number of this run and the probe's.
  private static final int DATA_BYTES = 56;

  private static final int ANSWERS_MAX = 100_000;

  private final ProbePlan plan;
  private final RandomGenerator random;
  private final EchoData data;
  private final IcmpProber.Sent sent = new IcmpProber.Sent();
  private final LinkedBlockingQueue<Prober.Answer> answers = new LinkedBlockingQueue<>(ANSWERS_MAX);
  private final Map<Boolean, EchoPort> ports = new HashMap<>();
  private final List<Line> lines = new ArrayList<>();

  private Probes(ProbePlan plan, RandomGenerator random) {
    this.plan = plan;
    this.random = random;
    data = new EchoData(random.nextLong(), DATA_BYTES);
  }

  /// @throws IOException where a name has no address, or no socket is to be had
  public static Probes open(ProbePlan plan, RandomGenerator random) throws IOException {
    var probes = new Probes(plan, random);
    try {
      for (var target : plan.targets()) {
        var address = Addresses.of(target.host(), Addresses.Family.ANY);
        probes.lines.add(new Line(target, probes.prober(target, address)));
      }
      return probes;
    } catch (IOException e) {
      probes.close();
      throw e;
    }
  }

  private Prober prober(ProbeTarget target, InetAddress address) throws IOException {
    var socket = new InetSocketAddress(address, target.port());
    return switch (target.kind()) {
      case ICMP -> new IcmpProber(port(address instanceof Inet4Address), data, address, sent);
      case UDP -> UdpProber.to(socket, data, answers::offer);
      case TCP -> new TcpProber(socket, plan.patience(), answers::offer);
    };
  }

  private EchoPort port(boolean isV4) throws IOException {
    var port = ports.get(isV4);
    if (port == null) {
      var settings = new EchoPort.Settings(OptionalInt.empty(), Optional.empty(), random);
      port = EchoPort.open(isV4, settings, IcmpProber.answering(data, sent, answers::offer));
      ports.put(isV4, port);
    }
    return port;
  }

  /// @param complaints takes a line for whoever looks after it
  /// @return how many probes were sent; empty where another program writes to the folder
  public Optional<Long> run(
      InstantSource clock, Consumer<String> complaints, BooleanSupplier isStopped)
      throws IOException, InterruptedException {
    var folder = DayFiles.in(plan.folder());
    if (folder.isEmpty()) {
      return Optional.empty();
    }
    try (var files = folder.get()) {
      return Optional.of(
          new ProbeRun(plan, lines, answers, files, clock, complaints).run(isStopped));
    }
  }

  @Override
  public void close() {
    lines.forEach(line -> line.prober.close());
    ports.values().forEach(EchoPort::close);
  }
}
