package dev.casebook.wings.containers.commands;

import dev.casebook.console.Console;
import dev.casebook.console.SshOptions;
import dev.casebook.console.UserError;
import dev.casebook.evidence.Progress;
import dev.casebook.evidence.Reason;
import dev.casebook.evidence.Sources;
import dev.casebook.evidence.UnreadableSource;
import dev.casebook.evidence.Wanted;
import dev.casebook.hosts.SshTarget;
import dev.casebook.tables.Catalogue;
import dev.casebook.wings.containers.tool.ContainerHost;
import dev.casebook.wings.containers.tool.ContainersHere;
import dev.casebook.wings.containers.tool.ContainersOverSsh;
import dev.casebook.wings.containers.tool.RecordedContainers;
import dev.casebook.wings.containers.tool.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Stack;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `casebook containers`: what each container of a host uses.
@Command(
    name = "containers",
    description = {
      "Show what every container uses: processor time and throttling, memory with its limit and OOM"
          + " kills, tasks, network, block I/O; straight from the control groups of version 1 or 2, so"
          + " without asking docker, containerd, CRI-O or podman."
    },
    footer = {
      "",
      "NAME shows all that is told of one container: by its name, its pod's, both as",
      "NAMESPACE/POD/NAME, or the first digits of its id. SOURCE is another host",
      "(ssh://HOST), or a collected one: a file, or a folder written with a slash.",
      "",
      "  CPU%%   of one core, over --interval; CPU-TIME where there is one sample",
      "  THR%%   of the periods in which it ran, those in which its CPU limit held it",
      "         back",
      "  MEM    working set: usage without inactive file pages, as kubelet and docker",
      "         stats have it",
      "  LIMIT  the lowest of its own and those of the groups that it lies in",
      "  OOM    processes that the kernel killed in it since it started",
      "  PIDS   processes and threads",
      "  RX TX  bytes of its network interfaces; READ WRITE bytes of block devices",
      "",
      "A figure that is missing is a number in brackets, which is explained below the",
      "table. With --json it is null and `missing` has the reason; null without a",
      "reason is no limit.",
      "",
      "Examples:",
      "  casebook containers                      all, those that compute most first",
      "  casebook containers --sort memory",
      "  casebook containers web                  all that is told of one",
      "  casebook containers default/web-7d4b     those of a pod",
      "  casebook containers --watch              like top, every two seconds",
      "  casebook containers --watch 10 --json    a line for each, for programs",
      "  casebook containers --totals             at once, since each was started",
      "  casebook containers ssh://node1 --sudo",
      "  casebook containers sosreport-node1.tar.xz",
      "",
      "Exit status: 0 containers are shown, 1 there are none, 2 could not look",
      "properly."
    })
public final class ContainersCommand implements Callable<Integer> {

  private static final double SECONDS_MIN = 0.05;
  private static final double SECONDS_MAX = 3600;

  private final @Nullable Console console;

  @Parameters(
      arity = "0..*",
      paramLabel = "NAME|SOURCE",
      description = "Which containers; where they are.")
  private List<String> words = List.of();

  @Mixin private final SshOptions reaching = new SshOptions();

  @Option(
      names = "--sort",
      paramLabel = "COLUMN",
      description = "cpu, throttled, memory, oom, pids, network, io or name; cpu if not given.")
  private Order order = Order.cpu;

  @Option(
      names = "--interval",
      paramLabel = "SECONDS",
      description = "Between the two samples of CPU%% and THR%%; 1 if not given.")
  private double interval = 1;

  @Option(names = "--totals", description = "One sample, at once: totals and no rates.")
  private boolean totals;

  @Option(
      names = "--watch",
      arity = "0..1",
      fallbackValue = "2",
      preprocessor = OnlyNumbers.class,
      paramLabel = "SECONDS",
      description = "Show it again and again, every 2 seconds if not given, until Ctrl-C.")
  private @Nullable Double watch;

  @Option(names = "--count", paramLabel = "N", description = "With --watch: end after so many.")
  private int count;

  @Option(names = "--json", description = "For programs: an array with an object a container.")
  private boolean json;

  private ContainersCommand(@Nullable Console console) {
    this.console = console;
  }

  /// The command as a list of commands shows it.
  public static CommandLine outline() {
    return new CommandLine(new ContainersCommand(null));
  }

  public static CommandLine line(Console console) {
    return new CommandLine(new ContainersCommand(console))
        .setCaseInsensitiveEnumValuesAllowed(true);
  }

  /// `--watch web` watches a container that is called so.
  static final class OnlyNumbers implements IParameterPreprocessor {
    @Override
    public boolean preprocess(
        Stack<String> args, CommandSpec command, ArgSpec option, Map<String, Object> info) {
      if (args.isEmpty() || !args.peek().matches("[\\d.]+")) {
        args.push("2");
      }
      return false;
    }
  }

  @Override
  public Integer call() throws UserError {
    var to = Objects.requireNonNull(console);
    check();
    var sources = words.stream().filter(ContainersCommand::isSource).toList();
    var names = words.stream().filter(word -> !isSource(word)).toList();
    if (sources.size() > 1) {
      throw new UserError("one host at a time, not " + String.join(" and ", sources));
    }
    var screen = new Screen(to, names, order, json);
    var name = sources.isEmpty() ? "this host" : sources.getFirst();
    try (var host = host(to, sources)) {
      return watch == null ? once(host, screen, to) : watch(host, screen, name, to);
    } catch (UnreadableSource e) {
      throw new UserError(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UserError(
          sources.isEmpty() || String.valueOf(e.getMessage()).contains(name)
              ? Reason.of(e)
              : name + ": " + Reason.of(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError("interrupted");
    } finally {
      to.progress().end();
    }
  }

  private void check() throws UserError {
    for (var seconds : List.of(interval, watch == null ? interval : watch)) {
      if (!(seconds >= SECONDS_MIN && seconds <= SECONDS_MAX)) {
        throw new UserError("an interval is from 0.05 to 3600 seconds");
      }
    }
    if (count < 0 || (count > 0 && watch == null)) {
      throw new UserError("--count is a number of looks and belongs to --watch");
    }
    if (totals && watch != null) {
      throw new UserError("--totals shows one sample, and --watch many");
    }
    if (reaching.sudo() && words.stream().noneMatch(SshTarget::isTarget)) {
      throw new UserError("--sudo is for a host over ssh; here, run sudo casebook containers");
    }
  }

  /// A container's name may be that of a folder here, and with its pod's hold a slash.
  private static boolean isSource(String word) {
    if (SshTarget.isTarget(word) || word.equals("-")) {
      return true;
    }
    try {
      var path = Path.of(word);
      return Files.isRegularFile(path)
          || (word.contains("/") && Files.exists(path))
          || word.startsWith("/")
          || word.startsWith("./");
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private ContainerHost host(Console to, List<String> names) throws UnreadableSource, UserError {
    if (names.isEmpty()) {
      return new ContainersHere();
    }
    var name = names.getFirst();
    var sources =
        new Sources(
            Catalogue.spine().recogniser(),
            new Wanted(List.of()),
            to.in(),
            to.now(),
            watch == null ? to.progress() : Progress.NONE,
            reaching.reach(to, true));
    if (SshTarget.isTarget(name)) {
      return new ContainersOverSsh(sources, name);
    }
    if (watch != null) {
      throw new UserError(name + " is a collected host, which does not change: leave out --watch");
    }
    var recorded = RecordedContainers.open(sources, name);
    if (recorded.hosts() > 1) {
      recorded.close();
      throw new UserError(
          "%s holds %d hosts: unpack it and name the folder of one"
              .formatted(name, recorded.hosts()));
    }
    return recorded;
  }

  private int once(ContainerHost host, Screen screen, Console to)
      throws IOException, InterruptedException, UserError {
    var sample = totals || !host.changes() ? host.whole() : rated(host, host.times(), interval);
    to.progress().end();
    return screen.show(sample);
  }

  private static Sample rated(ContainerHost host, Sample before, double seconds)
      throws IOException, InterruptedException {
    Thread.sleep(Duration.ofNanos((long) (seconds * 1e9)));
    return host.whole().since(before);
  }

  private int watch(ContainerHost host, Screen screen, String name, Console to)
      throws IOException, InterruptedException, UserError {
    double seconds = Objects.requireNonNull(watch);
    var before = host.times();
    screen.clear();
    for (int shown = 0; count == 0 || shown < count; shown++) {
      var now = rated(host, before, seconds);
      to.progress().end();
      screen.refresh(now, name);
      before = now;
    }
    return 0;
  }
}
