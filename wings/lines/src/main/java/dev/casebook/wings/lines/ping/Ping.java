package dev.casebook.wings.lines.ping;

import dev.casebook.hosts.kernel.Refused;
import dev.casebook.wings.lines.echo.Came;
import dev.casebook.wings.lines.echo.EchoPort;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/// Echo requests to some targets from the network namespace of the calling thread.
public final class Ping implements AutoCloseable {

  /// Replies that wait to be looked at; more are dropped, as they would be at the socket.
  private static final int ARRIVALS_MAX = 100_000;

  private final Plan plan;
  private final LinkedBlockingQueue<Came> arrivals = new LinkedBlockingQueue<>(ARRIVALS_MAX);
  private final Map<Boolean, EchoPort> ports = new HashMap<>();
  private final long run;

  private Ping(Plan plan, long run) {
    this.plan = plan;
    this.run = run;
  }

  /// @throws Refused where no socket for echo requests is allowed, or the source is not this host's
  public static Ping open(Plan plan, RandomGenerator random) throws Refused {
    var ping = new Ping(plan, random.nextLong());
    var settings = new EchoPort.Settings(plan.hops(), plan.source(), random);
    try {
      for (var target : plan.targets()) {
        if (!ping.ports.containsKey(target.isV4())) {
          ping.ports.put(
              target.isV4(), EchoPort.open(target.isV4(), settings, ping.arrivals::offer));
        }
      }
      return ping;
    } catch (Refused e) {
      ping.close();
      throw e;
    }
  }

  /// Whether replies of others and with any id are seen.
  public boolean isRaw() {
    return ports.values().stream().allMatch(EchoPort::isRaw);
  }

  /// A random number that its requests carry.
  long number() {
    return run;
  }

  /// @param trackers who are asked about what has no reply
  /// @param isStopped whether somebody wants it to end
  public List<Tally> run(Trackers trackers, Consumer<Event> events, BooleanSupplier isStopped)
      throws InterruptedException {
    return new PingRun(plan, ports, arrivals, run, trackers, events).run(isStopped);
  }

  @Override
  public void close() {
    ports.values().forEach(EchoPort::close);
  }
}
