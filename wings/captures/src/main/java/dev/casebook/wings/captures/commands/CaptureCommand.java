package dev.casebook.wings.captures.commands;

import dev.casebook.console.Console;
import dev.casebook.console.SshOptions;
import dev.casebook.console.UserError;
import dev.casebook.evidence.Reason;
import dev.casebook.wings.captures.capture.Recording;
import dev.casebook.wings.captures.capture.Recording.Ring;
import dev.casebook.wings.captures.capture.Wishes;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `casebook capture`: packets of this host and of others in one capture.
@Command(
    name = "capture",
    description = {
      "Capture packets here and on hosts over ssh at once, into one pcapng with an interface for each"
          + " place, in order of time; never the connections that it comes through."
    },
    footer = {
      "",
      "HOST is here, ssh://[user@]host[:port] with ranges such as web[01-04], or",
      "rpcap://[user@]host[:port] for a host whose rpcapd is asked; nothing is here.",
      "/eth0 or /eth0,lo after it names its interfaces in place of --interface.",
      "",
      "The hosts' own tcpdump captures; nothing else than a shell is needed there, and",
      "nothing is written. It ends with the connection, however this command ends.",
      "Capturing takes CAP_NET_RAW: root, --sudo for hosts over ssh, or a tcpdump with",
      "that capability. Ctrl-C ends the capture in order.",
      "",
      "Of a ring, FILE is what the names are made of: web_00001_20261128074501.pcapng.",
      "",
      "Examples:",
      "  casebook capture --write here.pcapng --filter 'port 53' --duration 30s",
      "  casebook capture here ssh://web1 ssh://db1 --sudo --write all.pcapng",
      "  casebook capture ssh://web[01-04]/eth0 --sudo --wireshark",
      "  casebook capture ssh://web1 --sudo --write - | tshark -r -",
      "  casebook capture ssh://web1 --write web.pcapng \\",
      "    --ring-size 100M --ring-files 5 \\",
      "    --stop-on-log 'upstream timed out' --log /var/log/nginx/error.log \\",
      "    --keep-after 10s",
      "  casebook capture --write r.pcapng --stop-on-filter 'tcp[13] & 4 != 0'",
      "  casebook capture rpcap://win7/eth0 --write win7.pcapng",
      "  casebook capture install-wireshark        a plugin of Wireshark from now on",
      "",
      "Exit status: 0 packets came, 1 none came, 2 a host could not be captured or was",
      "lost on the way (what came before is written), 130 ended by Ctrl-C."
    })
public final class CaptureCommand implements Callable<Integer> {

  private final @Nullable Console console;

  @Parameters(arity = "0..*", paramLabel = "HOST", description = "Where to capture.")
  private List<String> hosts = List.of();

  @Option(
      names = {"-w", "--write"},
      paramLabel = "FILE",
      description = "Write the capture there; - is standard output.")
  private @Nullable Path write;

  @Option(names = "--wireshark", description = "Show it in Wireshark while it comes.")
  private boolean wireshark;

  @Option(
      names = {"-i", "--interface"},
      paramLabel = "NAME",
      split = ",",
      defaultValue = "any",
      description = "Interfaces of hosts that name none; any, which is all, if not given.")
  private List<String> interfaces = List.of();

  @Option(
      names = {"-f", "--filter"},
      paramLabel = "FILTER",
      description = "Capture only these packets, as pcap-filter(7) has it.")
  private String filter = "";

  @Option(
      names = "--hosts",
      paramLabel = "FILE",
      description = "Hosts over ssh, one a line, or an Ansible inventory (INI or YAML).")
  private @Nullable Path listed;

  @Mixin private final SshOptions reaching = new SshOptions();

  @Option(
      names = {"-s", "--snaplen"},
      paramLabel = "BYTES",
      description = "Of each packet; all if not given.")
  private int snapLength = Wishes.SNAP_LENGTH_MAX;

  @Option(
      names = "--buffer",
      paramLabel = "SIZE",
      description = "Of each kernel for packets that are not read yet; 8M if not given.")
  private String buffer = "8M";

  @Option(
      names = "--no-promiscuous",
      description = "Leave frames for other stations where they are.")
  private boolean quiet;

  @Mixin private final StopOptions stopping = new StopOptions();

  @Option(
      names = "--ring-size",
      paramLabel = "SIZE",
      description = "Begin a new file when one has so much.")
  private @Nullable String ringSize;

  @Option(
      names = "--ring-seconds",
      paramLabel = "N",
      description = "Begin a new file when one holds N seconds.")
  private int ringSeconds;

  @Option(
      names = "--ring-files",
      paramLabel = "N",
      description = "Keep the last N files, and remove older ones of this run.")
  private int ringFiles;

  @Mixin private final ExtcapOptions extcap = new ExtcapOptions();

  @Option(names = "--json", description = "The summary for programs.")
  private boolean json;

  /// When the console's clock was read, or soon after.
  private final long beganNanos = System.nanoTime();

  private CaptureCommand(@Nullable Console console) {
    this.console = console;
  }

  /// The command as a list of commands shows it.
  public static CommandLine outline() {
    return new CommandLine(new CaptureCommand(null));
  }

  public static CommandLine line(Console console) {
    return new CommandLine(new CaptureCommand(console))
        .addSubcommand(new InstallWiresharkCommand(console));
  }

  @Override
  public Integer call() throws UserError {
    var to = Objects.requireNonNull(console);
    if (extcap.isAsked()) {
      return asPlugin(to);
    }
    var ring = ring();
    var wishes = wishes();
    var places = ReachedPlaces.of(to, hosts, listed, interfaces, reaching);
    boolean isStream = wireshark || (write != null && write.toString().equals("-"));
    if (json && isStream) {
      throw new UserError("--json prints the summary where --write - and --wireshark have packets");
    }
    if (isStream && ring.isUsed()) {
      throw new UserError("a ring has files: it needs --write FILE");
    }
    var screen =
        new CaptureScreen(
            to, beganNanos, places, wishes, stopping, json, isStream, line -> say(to, line));
    try {
      if (wireshark) {
        return screen.intoWireshark();
      }
      if (isStream) {
        return screen.capture(
            Recording.toStream(
                to.out(), System.getProperty("os.name", ""), CaptureScreen.APPLICATION));
      }
      return screen.capture(file(ring));
    } catch (FileAlreadyExistsException e) {
      throw new UserError(write + ": already exists; remove it or name another file");
    } catch (IOException e) {
      throw new UserError((write == null ? "the capture" : write) + ": " + Reason.of(e));
    }
  }

  private static void say(Console to, String line) {
    to.say(line);
    to.err().flush();
  }

  /// Wireshark takes what is said on standard error for a failure, so the rest goes into a log.
  private int asPlugin(Console to) throws UserError {
    if (!extcap.isCapture()) {
      extcap.page().forEach(line -> to.out().print(line + "\n"));
      return 0;
    }
    var fifo = extcap.fifo();
    var reaching = extcap.reaching(to);
    var places =
        ReachedPlaces.of(reaching, extcap.hosts(), null, extcap.onInterfaces(), this.reaching);
    var wishes = wishes().withFilter(extcap.filter());
    try (var log = extcap.log() == null ? null : Files.newBufferedWriter(extcap.log())) {
      var screen =
          new CaptureScreen(
              to, beganNanos, places, wishes, stopping, false, true, line -> note(log, line));
      return screen.into(fifo);
    } catch (IOException e) {
      throw new UserError("the pipe to Wireshark: " + Reason.of(e));
    }
  }

  private static void note(@Nullable Writer log, String line) {
    if (log != null) {
      try {
        log.write(line + "\n");
        log.flush();
      } catch (IOException e) {
        // The capture matters more.
      }
    }
  }

  private Recording file(Ring ring) throws IOException {
    return Recording.toFile(
        Objects.requireNonNull(write),
        ring,
        System.getProperty("os.name", ""),
        CaptureScreen.APPLICATION);
  }

  private Ring ring() throws UserError {
    if ((write == null) != wireshark) {
      throw new UserError(
          "capture needs --write FILE, --write - or --wireshark; see casebook capture --help");
    }
    if (ringSeconds < 0 || ringFiles < 0) {
      throw new UserError("--ring-seconds and --ring-files are at least 1");
    }
    if (ringFiles > 0 && ringSize == null && ringSeconds == 0) {
      throw new UserError("--ring-files needs --ring-size or --ring-seconds: when a file is full");
    }
    return new Ring(
        ringSize == null ? 0 : Quantities.bytes("--ring-size", ringSize),
        ringSeconds * 1_000_000_000L,
        ringFiles);
  }

  private Wishes wishes() throws UserError {
    if (snapLength < 1 || snapLength > Wishes.SNAP_LENGTH_MAX) {
      throw new UserError("--snaplen is 1 to %d bytes".formatted(Wishes.SNAP_LENGTH_MAX));
    }
    long kib = Math.max(1, Quantities.bytes("--buffer", buffer) >> 10);
    if (kib > 1 << 20) {
      throw new UserError("--buffer is at most 1G");
    }
    return new Wishes(filter.strip(), stopping.awaited(), snapLength, (int) kib, !quiet);
  }
}
