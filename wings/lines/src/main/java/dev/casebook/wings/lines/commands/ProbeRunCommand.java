package dev.casebook.wings.lines.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.evidence.Reason;
import dev.casebook.hosts.kernel.Refused;
import dev.casebook.wings.lines.probe.ProbePlan;
import dev.casebook.wings.lines.probe.Probes;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `casebook probe run`: probes until it is told to stop.
@Command(
    name = "run",
    description =
        "Probe targets by one schedule, and append what came of each probe to a file a day.",
    footer = {
      "",
      "icmp: echo requests; they take CAP_NET_RAW, or a group that",
      "net.ipv4.ping_group_range names. udp: datagrams to a service that sends them",
      "back (echo, RFC 862). tcp: a connection is opened and closed; one that is",
      "refused is an error and not an answer.",
      "",
      "Files are DIR/probes-YYYY-MM-DD.csv, of days in UTC: time, target, probe,",
      "outcome (ok, lost, error, unsent), rtt_us, detail. They are only appended to, a",
      "line at a write; days gone by may be compressed (gzip) or removed. Interval and",
      "targets may change from run to run: old rows stay as they are.",
      "",
      "The schedule is kept by the monotonic clock. A wall clock that is set is noted",
      "and shifts nothing. Names are looked up once, at the start.",
      "",
      "Examples:",
      "  casebook probe run office=icmp:203.0.113.1 --to /var/lib/probes",
      "  casebook probe run --targets lines.txt --to . --interval 0.2 --for 60",
      "  casebook probe run 'mail=tcp:[2001:db8::25]:25' echo=udp:gw1:7 --to .",
      "",
      "Exit status: 0 it ended as it was told to (--for), 2 it could not begin, 130",
      "after SIGINT and 143 after SIGTERM, when the rows that are known are written."
    })
final class ProbeRunCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private final TargetOptions options = new TargetOptions();

  @Option(
      names = "--to",
      paramLabel = "DIR",
      required = true,
      description = "The folder of the files; it is made if it is not there.")
  private Path folder = Path.of("");

  @Option(
      names = "--for",
      paramLabel = "SECONDS",
      description = "Send no more after this time; without end if not given.")
  private @Nullable Double duration;

  @Option(
      names = "--netns",
      paramLabel = "NAME|PID|PATH",
      description = "Probe from this network namespace.")
  private @Nullable String netns;

  ProbeRunCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UserError {
    Limits.within("--for", duration, 0.01, 86_400 * 3650.0);
    var plan =
        new ProbePlan(
            options.targets(),
            folder,
            Limits.seconds(options.interval),
            Limits.seconds(options.wait),
            Optional.ofNullable(duration).map(Limits::seconds));
    var namespace = Limits.namespace("--netns", netns);
    try (var interruption = new Interruption()) {
      var sent =
          namespace.isPresent()
              ? namespace.get().call(() -> probe(plan, interruption))
              : probe(plan, interruption);
      if (sent.isEmpty()) {
        throw new UserError(folder + ": another casebook writes there");
      }
      console.say(sent.get() + " probes, in " + folder);
      return 0;
    } catch (UnknownHostException e) {
      throw new UserError(String.valueOf(e.getMessage()));
    } catch (Refused e) {
      throw new UserError(PingCommand.refused(e));
    } catch (IOException e) {
      throw new UserError("can't probe: " + Reason.of(e));
    } catch (InterruptedException e) {
      throw new UserError("interrupted");
    }
  }

  private Optional<Long> probe(ProbePlan plan, Interruption interruption)
      throws IOException, InterruptedException {
    try (var probes = Probes.open(plan, new SecureRandom())) {
      return probes.run(console.clock(), console::say, interruption::isAsked);
    }
  }
}
