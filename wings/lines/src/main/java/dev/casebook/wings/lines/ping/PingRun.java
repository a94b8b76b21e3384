package dev.casebook.wings.lines.ping;

import dev.casebook.formats.icmp.IcmpMessage;
import dev.casebook.hosts.kernel.Refused;
import dev.casebook.wings.lines.echo.Addresses;
import dev.casebook.wings.lines.echo.Came;
import dev.casebook.wings.lines.echo.EchoData;
import dev.casebook.wings.lines.echo.EchoPort;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// Sends requests to all targets in turn and says what became of each. One thread does it all; what
/// comes back waits in a queue with the time at which the kernel received it.
final class PingRun {

  /// How long it takes at most to notice that it is to stop.
  private static final long PATIENCE_NANOS = 100_000_000L;

  private final Plan plan;
  private final Map<Boolean, EchoPort> ports;
  private final BlockingQueue<Came> arrivals;
  private final EchoData data;
  private final Reasons reasons;
  private final Consumer<Event> events;
  private final List<Line> lines = new ArrayList<>();
  private final Requests requests = new Requests();
  private final long patienceNanos;
  private long number;

  /// @param ports by whether they are of IPv4
  /// @param run a random number of this run
  PingRun(
      Plan plan,
      Map<Boolean, EchoPort> ports,
      BlockingQueue<Came> arrivals,
      long run,
      Reasons reasons,
      Consumer<Event> events) {
    this.plan = plan;
    this.ports = ports;
    this.arrivals = arrivals;
    this.reasons = reasons;
    this.events = events;
    data = new EchoData(run, plan.dataBytes());
    patienceNanos = plan.patience().toNanos();
    plan.targets().forEach(target -> lines.add(new Line(target)));
  }

  /// One target's.
  private static final class Line {
    final Target target;
    final Tally tally;
    final Set<Integer> ids = new HashSet<>();
    Optional<Request> last = Optional.empty();
    int id;
    long sequence;
    long nextNanos;

    Line(Target target) {
      this.target = target;
      tally = new Tally(target);
    }
  }

  /// @param isStopped whether somebody wants it to end
  List<Tally> run(BooleanSupplier isStopped) throws InterruptedException {
    long begin = System.nanoTime();
    long end = plan.deadline().map(time -> begin + time.toNanos()).orElse(Long.MAX_VALUE);
    for (int i = 0; i < lines.size(); i++) {
      lines.get(i).nextNanos = begin + plan.interval().toNanos() / lines.size() * i;
    }
    while (!isStopped.getAsBoolean() && System.nanoTime() < end && isGoingOn()) {
      sendDue();
      long wait = Math.min(nextNanos(), end) - System.nanoTime();
      var came = arrivals.poll(Math.clamp(wait, 0, PATIENCE_NANOS), TimeUnit.NANOSECONDS);
      for (; came != null; came = arrivals.poll()) {
        take(came);
      }
      requests.missing(System.nanoTime(), patienceNanos).forEach(this::miss);
    }
    return lines.stream().map(line -> line.tally).toList();
  }

  private boolean isGoingOn() {
    return lines.stream().anyMatch(this::hasMore) || requests.isWaiting();
  }

  private boolean hasMore(Line line) {
    return plan.count().isEmpty() || line.sequence < plan.count().getAsInt();
  }

  private long nextNanos() {
    long next = requests.nextDeadline(patienceNanos, Long.MAX_VALUE);
    for (var line : lines) {
      next = hasMore(line) ? Math.min(next, line.nextNanos) : next;
    }
    return next;
  }

  private void sendDue() {
    for (var line : lines) {
      long now = System.nanoTime();
      if (hasMore(line) && now >= line.nextNanos) {
        line.nextNanos = Math.max(line.nextNanos + plan.interval().toNanos(), now);
        send(line);
      }
    }
  }

  private void send(Line line) {
    int sequence = (int) (++line.sequence & IcmpMessage.Echo.FIELD_MAX);
    try {
      var port = port(line.target);
      line.id = id(line, port);
      line.ids.add(line.id);
      var bytes = data.of(++number);
      long sentNanos = port.send(line.id, sequence, bytes, line.target.address());
      var request = new Request(line.target, number, line.id, sequence, sentNanos);
      requests.add(request);
      line.last = Optional.of(request);
      line.tally.sent++;
    } catch (Refused e) {
      line.tally.unsent++;
      events.accept(new Event.Unsent(line.target, line.id, sequence, reason(e)));
    }
  }

  private EchoPort port(Target target) {
    return Objects.requireNonNull(ports.get(target.isV4()));
  }

  /// Another as soon as the one before has no reply yet, so that no retry meets what may be left of
  /// it on the way.
  private int id(Line line, EchoPort port) throws Refused {
    if (line.last.isEmpty()) {
      return plan.id().isPresent() ? plan.id().getAsInt() : port.freshId();
    }
    boolean isAnswered = line.last.get().state() == Request.State.ANSWERED;
    return isAnswered || plan.sameId() ? line.id : port.freshId();
  }

  private static String reason(Refused e) {
    return switch (e.errno()) {
      case Refused.EPERM -> "a filter of this host drops it (operation not permitted)";
      default -> String.valueOf(e.getMessage()).replaceFirst("^send: ", "");
    };
  }

  private void miss(Request request) {
    line(request.target).tally.missing(request);
    events.accept(
        new Event.Missing(
            request.target, request.id, request.sequence, reasons.ofMissing(request)));
  }

  private Line line(Target target) {
    return lines.stream().filter(line -> line.target.equals(target)).findFirst().orElseThrow();
  }

  private void take(Came came) {
    switch (came) {
      case Came.Reply reply -> take(reply);
      case Came.Failure failure ->
          failure
              .request()
              .flatMap(echo -> known(failure.to(), echo.id(), echo.sequence(), echo.data()))
              .filter(request -> request.state() == Request.State.WAITING)
              .ifPresent(request -> fail(request, failure));
    }
  }

  private Optional<Request> known(InetAddress address, int id, int sequence, byte[] quoted) {
    var marked = data.number(quoted);
    return marked.isPresent()
        ? requests.numbered(marked.getAsLong())
        : requests.of(address, id, sequence);
  }

  private void fail(Request request, Came.Failure failure) {
    request.become(Request.State.FAILED);
    line(request.target).tally.failed(failure.words(), Addresses.text(failure.from()));
    events.accept(
        new Event.Failure(
            request.target,
            request.id,
            request.sequence,
            failure.from(),
            failure.words(),
            failure.time()));
  }

  private void take(Came.Reply reply) {
    var echo = reply.echo();
    var request =
        data.isMarked()
            ? data.number(echo.data()).stream()
                .boxed()
                .flatMap(number -> requests.numbered(number).stream())
                .findFirst()
            : requests.of(reply.from(), echo.id(), echo.sequence());
    if (request.isPresent()) {
      answer(request.get(), reply);
      return;
    }
    lines.stream()
        .filter(line -> line.target.address().equals(reply.from()))
        .filter(line -> line.ids.contains(echo.id()))
        .filter(_ -> data.number(echo.data()).isEmpty())
        .findFirst()
        .ifPresent(line -> foreign(line, reply));
  }

  private void foreign(Line line, Came.Reply reply) {
    line.tally.foreign++;
    events.accept(
        new Event.Foreign(
            line.target, reply.echo().id(), reply.echo().sequence(), reply.hops(), reply.time()));
  }

  private void answer(Request request, Came.Reply reply) {
    var tally = line(request.target).tally;
    long delay = Math.max(0, reply.atNanos() - request.sentNanos);
    var kind = kind(request);
    switch (kind) {
      case FIRST -> {
        request.become(Request.State.ANSWERED);
        tally.answered(request, delay);
        reasons.answered(request);
      }
      case LATE -> {
        tally.late(request);
        request.become(Request.State.LATE);
      }
      case DUPLICATE -> tally.duplicates++;
    }
    events.accept(
        new Event.Reply(
            request.target,
            request.id,
            request.sequence,
            reply.from(),
            kind,
            delay,
            reply.hops(),
            reply.time(),
            remarks(request, reply)));
  }

  private static Event.Kind kind(Request request) {
    return switch (request.state()) {
      case WAITING -> Event.Kind.FIRST;
      case FAILED, MISSING -> Event.Kind.LATE;
      case ANSWERED, LATE -> Event.Kind.DUPLICATE;
    };
  }

  private List<String> remarks(Request request, Came.Reply reply) {
    var remarks = new ArrayList<String>();
    if (!reply.from().equals(request.address())) {
      remarks.add("from " + Addresses.text(reply.from()) + ", which was not asked");
    }
    if (reply.echo().id() != request.id) {
      remarks.add("its id came back as " + reply.echo().id());
    }
    data.difference(reply.echo().data(), request.number)
        .ifPresent(at -> remarks.add("its content differs from byte " + at + " on"));
    return remarks;
  }
}
