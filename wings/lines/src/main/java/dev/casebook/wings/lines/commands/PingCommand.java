package dev.casebook.wings.lines.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.hosts.kernel.NetworkNamespace;
import dev.casebook.hosts.kernel.Refused;
import dev.casebook.wings.lines.echo.Addresses;
import dev.casebook.wings.lines.ping.Ping;
import dev.casebook.wings.lines.ping.Plan;
import dev.casebook.wings.lines.ping.Tally;
import dev.casebook.wings.lines.ping.Target;
import dev.casebook.wings.lines.ping.Trackers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `casebook ping`: echo requests, and what became of each.
@Command(
    name = "ping",
    description = {
      "Send echo requests to hosts and say what became of each: answered, twice, too late, by"
          + " somebody else's reply, with an error and by whom, or not at all, and then what the"
          + " connection tracker holds of it."
    },
    footer = {
      "",
      "A request has the id of the one before if that was answered, else a new one:",
      "what an unanswered one left behind on the way, such as an entry of a connection",
      "tracker without its translation, would take the next one too, and be kept alive",
      "by it. --id N --same-id does that on purpose.",
      "",
      "With CAP_NET_RAW all replies are seen, also those to requests of others with",
      "the same id. Without it, where net.ipv4.ping_group_range has one's group, a",
      "socket is opened for each id: replies to others are not seen, nor one whose id",
      "was changed.",
      "",
      "With CAP_NET_ADMIN the connection tracker is asked about each request without a",
      "reply: that of the network namespace that is pinged from, and, with --netns,",
      "that of this host, which routes and translates for its containers.",
      "",
      "Examples:",
      "  casebook ping web1                       until Ctrl-C",
      "  casebook ping -6 --count 5 gw1 gw2       both, five times",
      "  casebook ping --netns 4711 --count 3 fd00::9",
      "                                           as the process 4711 would, such as",
      "                                           a pod's",
      "  casebook ping --id 14640 --same-id --count 3 web1",
      "                                           each with the same id",
      "  casebook ping --count 100 --interval 0.1 --json gw1 > gw1.jsonl",
      "",
      "Exit status: 0 each host replied, 1 a host gave no reply in time, 2 nothing",
      "could be sent. Ctrl-C prints what it came to until then; the status is 130."
    })
public final class PingCommand implements Callable<Integer> {

  /// Faster is a load and no question.
  private static final double INTERVAL_SECONDS_MIN = 0.002;

  /// The longest packet of IPv4 without both headers.
  private static final int DATA_BYTES_MAX = 65_507;

  private static final int HOSTS_MAX = 1000;

  private final @Nullable Console console;

  @Parameters(arity = "1..*", paramLabel = "HOST", description = "A name or an address.")
  private List<String> hosts = List.of();

  @Option(names = "-4", description = "IPv4 only.")
  private boolean v4;

  @Option(names = "-6", description = "IPv6 only.")
  private boolean v6;

  @Option(
      names = {"-c", "--count"},
      paramLabel = "N",
      description = "Requests to each host; until Ctrl-C if not given.")
  private @Nullable Integer count;

  @Option(
      names = {"-i", "--interval"},
      paramLabel = "SECONDS",
      defaultValue = "1",
      description = "From one request to the next to the same host; 1 if not given.")
  private double interval;

  @Option(
      names = {"-W", "--wait"},
      paramLabel = "SECONDS",
      defaultValue = "2",
      description = "How long a reply may take; 2 if not given.")
  private double wait;

  @Option(
      names = {"-w", "--deadline"},
      paramLabel = "SECONDS",
      description = "When all ends.")
  private @Nullable Double deadline;

  @Option(
      names = {"-s", "--size"},
      paramLabel = "BYTES",
      defaultValue = "56",
      description =
          "Content of a request; 56 if not given. Below 16, replies are known by id and sequence"
              + " number alone.")
  private int size;

  @Option(names = "--ttl", paramLabel = "HOPS", description = "How far a request may go.")
  private @Nullable Integer ttl;

  @Option(names = "--source", paramLabel = "ADDRESS", description = "Whom requests come from.")
  private @Nullable String source;

  @Option(names = "--id", paramLabel = "N", description = "The id of the first request.")
  private @Nullable Integer id;

  @Option(names = "--same-id", description = "Use one id, whatever became of it.")
  private boolean sameId;

  @Option(
      names = "--netns",
      paramLabel = "NAME|PID|PATH",
      description = "Ping from this network namespace.")
  private @Nullable String netns;

  @Option(
      names = "--tracker",
      paramLabel = "NAME|PID|PATH",
      description = "Ask the tracker of this namespace too, which forwards the requests.")
  private @Nullable String tracker;

  @Option(names = "--json", description = "For programs: an object for each event, one a line.")
  private boolean json;

  private PingCommand(@Nullable Console console) {
    this.console = console;
  }

  /// The command as a list of commands shows it.
  public static CommandLine outline() {
    return new CommandLine(new PingCommand(null));
  }

  public static CommandLine line(Console console) {
    return new CommandLine(new PingCommand(console));
  }

  @Override
  public Integer call() throws UserError {
    var to = Objects.requireNonNull(console);
    var from = Limits.namespace("--netns", netns);
    var beside = Limits.namespace("--tracker", tracker);
    checkLimits();
    try (var interruption = new Interruption()) {
      int status =
          from.isPresent()
              ? from.get().call(() -> ping(to, from, beside, interruption))
              : ping(to, from, beside, interruption);
      to.out().flush();
      return status;
    } catch (UnknownHostException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    } catch (Refused e) {
      throw new UserError(refused(e));
    } catch (IOException e) {
      throw new UserError("can't ping: " + e.getMessage());
    } catch (InterruptedException e) {
      throw new UserError("interrupted");
    }
  }

  private void checkLimits() throws UserError {
    if (v4 && v6) {
      throw new UserError("-4 and -6 exclude each other");
    }
    Limits.within("--count", count, 1, Integer.MAX_VALUE);
    Limits.within("--interval", interval, INTERVAL_SECONDS_MIN, 86_400);
    Limits.within("--wait", wait, 0.001, 60);
    Limits.within("--deadline", deadline, 0.001, 86_400 * 365.0);
    Limits.within("--size", size, 0, DATA_BYTES_MAX);
    Limits.within("--ttl", ttl, 1, 255);
    Limits.within("--id", id, 0, 65_535);
    if (hosts.size() > HOSTS_MAX) {
      throw new UserError("at most " + HOSTS_MAX + " hosts at once, not " + hosts.size());
    }
  }

  private int ping(
      Console to,
      Optional<NetworkNamespace> from,
      Optional<NetworkNamespace> beside,
      Interruption interruption)
      throws IOException, InterruptedException {
    var plan = plan();
    try (var ping = Ping.open(plan, new SecureRandom());
        var trackers = Trackers.at(places(from, beside), plan, ping)) {
      var report = json ? new PingRows(to) : new PingReport(to, plan, ping.isRaw());
      report.begin();
      var tallies = ping.run(trackers, report::event, interruption::isAsked);
      tallies.forEach(tally -> report.summary(tally, trackers.conclusion(tally.target())));
      return tallies.stream().allMatch(tally -> tally.answered() > 0) ? 0 : worst(tallies);
    }
  }

  private static int worst(List<Tally> tallies) {
    return tallies.stream().allMatch(tally -> tally.sent() == 0) ? 2 : 1;
  }

  private static List<Trackers.Place> places(
      Optional<NetworkNamespace> from, Optional<NetworkNamespace> beside) {
    var places = new ArrayList<Trackers.Place>();
    var own = from.map(NetworkNamespace::toString).orElse("this host");
    places.add(new Trackers.Place(own, Optional.empty(), true));
    if (from.isPresent()) {
      // the process's first thread stays where it was started
      places.add(
          new Trackers.Place(
              "this host", Optional.of(NetworkNamespace.named("/proc/self/ns/net")), false));
    }
    beside.ifPresent(namespace ->
        places.add(new Trackers.Place(namespace.toString(), Optional.of(namespace), false)));
    return places;
  }

  private Plan plan() throws UnknownHostException {
    var family = v4 ? Addresses.Family.V4 : v6 ? Addresses.Family.V6 : Addresses.Family.ANY;
    var targets = new ArrayList<Target>();
    for (var host : hosts.stream().distinct().toList()) {
      targets.add(new Target(host, Addresses.of(host, family)));
    }
    Optional<InetAddress> own =
        source == null
            ? Optional.empty()
            : Optional.of(Addresses.of(source, targets.getFirst().family()));
    if (own.isPresent() && targets.stream().map(Target::isV4).distinct().count() > 1) {
      throw new UnknownHostException("--source is of one family: say -4 or -6");
    }
    return new Plan(
        targets,
        optional(count),
        Limits.seconds(interval),
        Limits.seconds(wait),
        Optional.ofNullable(deadline).map(Limits::seconds),
        size,
        optional(ttl),
        own,
        optional(id),
        sameId);
  }

  private static OptionalInt optional(@Nullable Integer number) {
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }

  static String refused(Refused e) {
    if (e instanceof NetworkNamespace.NotEntered) {
      return "--netns: " + e.getMessage();
    }
    return switch (e.errno()) {
      case Refused.EPERM, Refused.EACCES ->
          e.getMessage()
              + ": echo requests take CAP_NET_RAW (sudo casebook ping), or a group that"
              + " net.ipv4.ping_group_range names";
      default -> String.valueOf(e.getMessage());
    };
  }
}
