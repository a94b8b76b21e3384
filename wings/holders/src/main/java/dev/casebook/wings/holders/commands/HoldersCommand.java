package dev.casebook.wings.holders.commands;

import dev.casebook.console.Console;
import dev.casebook.console.SshOptions;
import dev.casebook.console.UserError;
import dev.casebook.evidence.Reason;
import dev.casebook.evidence.Sources;
import dev.casebook.evidence.UnreadableSource;
import dev.casebook.hosts.SshTarget;
import dev.casebook.tables.Catalogue;
import dev.casebook.wings.holders.proc.Proc;
import dev.casebook.wings.holders.tool.Answer;
import dev.casebook.wings.holders.tool.Holders;
import dev.casebook.wings.holders.tool.Question;
import dev.casebook.wings.holders.tool.RecordedHolders;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `casebook holders`: who keeps a path busy, and how.
@Command(
    name = "holders",
    description = {
      "Show who keeps a file, a folder, a file system or a port busy, and how.",
      "Processes have it open or mapped, as their working or root directory, run it as a program, or"
          + " lock it; the kernel holds it by mounts, also in other namespaces, overlays, swap, loop"
          + " and stacked devices."
    },
    footer = {
      "",
      "PATH is a file (by device and inode, whatever it is called), a folder with all "
          + "that lies in it, a block device, a socket, or the name of a file that was "
          + "deleted. Processes in containers and other namespaces are found too, whatever "
          + "they call it. Where one PATH is ssh://HOST, that host is gathered and searched "
          + "for the names that its processes see.",
      "",
      "Without root one sees one's own processes, and is told how many others there are.",
      "",
      "--end asks, sends SIGTERM, waits, sends SIGKILL, and says what still holds. A "
          + "process whose id was given to another meanwhile is not touched; nor are process "
          + "1, this command, and the shell, terminal and login that it was started from.",
      "",
      "Examples:",
      "  casebook holders /var/log/app.log         who has it open",
      "  casebook holders /srv/data                who uses anything in this folder",
      "  casebook holders --mount /srv             why it can't be unmounted",
      "  casebook holders --deleted                deleted files that still fill a disk",
      "  casebook holders --deleted --mount /var   those of one file system",
      "  casebook holders --port 8080              who listens on it, in any namespace",
      "  casebook holders --port 53/udp --json",
      "  casebook holders --mount /srv --end       end them all, when asked yes",
      "  casebook holders --deleted ssh://web1 --sudo",
      "",
      "Exit status: 0 something holds it, 1 nothing does, 2 nothing is seen to and not "
          + "all could be looked at. With --end: 0 nothing holds it any more, 1 something "
          + "still does, 2 nothing was done."
    })
public final class HoldersCommand implements Callable<Integer> {

  private static final Pattern PORT = Pattern.compile("(\\d{1,5})(?:/(tcp|udp))?");

  private static final int PORT_MAX = 65_535;

  private final @Nullable Console console;

  @Parameters(arity = "0..*", paramLabel = "PATH", description = "What is asked about.")
  private List<String> paths = List.of();

  @Option(names = "--mount", description = "The whole file system that PATH lies on.")
  private boolean mount;

  @Option(
      names = "--deleted",
      description =
          "Deleted files that still take room, summed by file system; of all, or of those that PATHs"
              + " lie on.")
  private boolean deleted;

  @Option(
      names = "--port",
      paramLabel = "PORT[/tcp|/udp]",
      description = "Sockets with this local port, IPv4 and IPv6, in every network namespace.")
  private @Nullable String port;

  @Mixin private final SshOptions reaching = new SshOptions();

  @Option(names = "--each", description = "A line for each file, not for each process.")
  private boolean each;

  @Option(names = "--json", description = "For programs: an array with an object a hold.")
  private boolean json;

  @Option(names = "--end", description = "End the processes that hold it.")
  private boolean end;

  @Option(names = "--yes", description = "With --end: ask nothing.")
  private boolean yes;

  @Option(names = "--dry-run", description = "With --end: show who would be ended, and stop.")
  private boolean dryRun;

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "With --end: how long they may take before SIGKILL; 10 if not given.")
  private int patienceSeconds;

  private HoldersCommand(@Nullable Console console) {
    this.console = console;
  }

  /// The command as a list of commands shows it.
  public static CommandLine outline() {
    return new CommandLine(new HoldersCommand(null));
  }

  public static CommandLine line(Console console) {
    return new CommandLine(new HoldersCommand(console));
  }

  @Override
  public Integer call() throws UserError {
    var to = Objects.requireNonNull(console);
    var hosts = paths.stream().filter(SshTarget::isTarget).toList();
    if (!hosts.isEmpty()) {
      paths = paths.stream().filter(path -> !SshTarget.isTarget(path)).toList();
      return elsewhere(to, hosts, question());
    }
    if (reaching.sudo()) {
      throw new UserError("--sudo is for a host over ssh; here, run sudo casebook holders");
    }
    var question = question();
    try (var proc = new Proc()) {
      var holders = new Holders(proc);
      var answer = holders.to(question);
      if (end) {
        var asking = new EndScreen.Wishes(yes, dryRun, json, Duration.ofSeconds(patienceSeconds));
        return new EndScreen(to, proc, holders, question, asking).end(answer);
      }
      show(to, answer);
      return status(to, answer);
    } catch (Holders.NotThere e) {
      throw new UserError(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UserError("can't look at the processes: " + e.getMessage());
    }
  }

  private int elsewhere(Console to, List<String> hosts, Question question) throws UserError {
    if (hosts.size() > 1) {
      throw new UserError("one host at a time, not " + String.join(" and ", hosts));
    }
    var name = hosts.getFirst();
    if (end) {
      throw new UserError("--end works on this host: run casebook on the other one for it");
    }
    var sources =
        new Sources(
            Catalogue.spine().recogniser(),
            RecordedHolders.wanted(),
            to.in(),
            to.now(),
            to.progress(),
            reaching.reach(to, true));
    try (var source = sources.open(name)) {
      var holders = new RecordedHolders(source.snapshots().getFirst());
      var answer = holders.to(question);
      to.progress().end();
      show(to, answer);
      holders.lacking().forEach(to::say);
      return !answer.holds().isEmpty() ? 0 : holders.lacking().isEmpty() ? 1 : 2;
    } catch (UnreadableSource | Holders.NotThere e) {
      throw new UserError(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new UserError(name + ": " + Reason.of(e));
    } finally {
      to.progress().end();
    }
  }

  private void show(Console to, Answer answer) {
    if (json) {
      new HoldRows(answer).print(to);
    } else {
      new HoldReport(answer, deleted, each || port != null).print(to);
    }
  }

  private static int status(Console to, Answer answer) {
    var blindness = answer.blindness();
    if (!blindness.isEmpty()) {
      to.say(blindness);
    }
    return !answer.holds().isEmpty() ? 0 : blindness.isEmpty() ? 1 : 2;
  }

  private Question question() throws UserError {
    if (patienceSeconds < 0 || patienceSeconds > 3600) {
      throw new UserError("--patience is at most 3600 seconds");
    }
    if ((yes || dryRun) && !end) {
      throw new UserError("--yes and --dry-run belong to --end");
    }
    if (json && end && !yes) {
      throw new UserError("--json with --end asks nobody: it needs --yes");
    }
    if (port != null) {
      return ofPort(port);
    }
    if (deleted) {
      return new Question.OfDeleted(paths);
    }
    if (paths.isEmpty()) {
      throw new UserError("holders needs a PATH, --deleted or --port; see casebook holders --help");
    }
    return mount ? new Question.OfFileSystems(paths) : new Question.OfPaths(paths);
  }

  private Question ofPort(String text) throws UserError {
    var matcher = PORT.matcher(text);
    if (!matcher.matches() || Integer.parseInt(matcher.group(1)) > PORT_MAX) {
      throw new UserError("--port is a number up to 65535, perhaps with /tcp or /udp, not " + text);
    }
    if (!paths.isEmpty() || deleted || mount) {
      throw new UserError("--port goes with no PATH, --mount or --deleted");
    }
    var protocol = matcher.group(2);
    return new Question.OfPort(
        Integer.parseInt(matcher.group(1)), protocol == null ? "" : protocol);
  }
}
