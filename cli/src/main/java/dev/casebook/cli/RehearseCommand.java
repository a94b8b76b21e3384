package dev.casebook.cli;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.diagnosis.NoteIndex;
import dev.casebook.diagnosis.UnusableFile;
import dev.casebook.evidence.Progress;
import dev.casebook.evidence.archive.Compression;
import dev.casebook.search.Library;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `casebook rehearse`: goes through what people do most, showing nothing. The launcher records
/// with it which classes later starts need (AOT cache), since several recordings can't be joined.
@Command(name = "rehearse", hidden = true)
final class RehearseCommand implements Callable<Integer> {

  private static final String SQL = "select name, kernel from hosts";

  private static final String LINE =
      "Mar  1 10:00:00 web1 sshd[7]: Failed password for root from 192.0.2.1 port 22\n";

  private static final String QUIET_LINE =
      "Mar  2 11:00:00 web1 sshd[7]: Disconnected from user web 192.0.2.1 port 22\n";

  private static final int LINES = 100;

  private static final String SAMPLES = "tables/src/test/resources/samples";

  /// 4 MB: more hits than are all kept, and of lines without any so many that Hyperscan is loaded.
  private static final int MANY_LINES = 50_000;

  /// By path in a bundle as sos leaves it, a sample of a table's: what a whole host has beside one
  /// another, and notes' evidence and samples by themselves have not.
  private static final Map<String, String> HOST =
      Map.of(
          "sos_commands/process/ps_auxwwwm", "processes/ps-auxwwwm",
          "sos_commands/process/ps_alxwww", "processes/ps-alxwww",
          "sos_commands/process/ps_auxcww", "processes/ps-auxcww",
          "sos_commands/networking/ip_-o_addr", "addresses/ip_-o_addr",
          "sos_commands/networking/ip_netns_exec_blue_iptables-save",
              "firewall_rules/iptables-save",
          "sos_commands/conntrack/ip_netns_exec_blue_conntrack_-L_-o_extended",
              "connections/conntrack-L-mixed-ext.txt",
          "sos_commands/firewall_tables/iptables_-t_filter_-nvL",
              "firewall_rules/iptables-t-filter-nvL",
          "sos_commands/systemd/timedatectl", "time_sync/timedatectl");

  private static final String RELEASE =
      """
      DISTRIB_ID=Ubuntu
      DISTRIB_RELEASE=22.04
      DISTRIB_DESCRIPTION="Ubuntu 22.04.4 LTS"
      """;

  /// Those of the spine's own commands; see [Wing#longWork].
  private static final List<String> LONG_WORK = List.of("sql *", "redact *", "collect *--redact*");

  private final Console console;

  @Option(
      names = "--long-work",
      description = "Where to write the patterns of command lines that are long work.")
  private @Nullable Path longWork;

  RehearseCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    tellLongWork();
    indexNotes();
    var evidence = evidence();
    evidence.forEach(each -> run("diagnose", each));
    if (!evidence.isEmpty()) {
      var some = evidence.getFirst();
      run("diagnose", "--json", some);
      run("sql", SQL, some);
      run("sql", "select program, count(*) from logs group by all", some);
    }
    host();
    samples().forEach(each -> run("sql", "from " + each.getFileName(), each.toString()));
    var example = console.home().resolve("examples/vpn-outage.tar.xz");
    if (Files.exists(example)) {
      run("diagnose", example.toString());
    }
    Compression.rehearse();
    run("diagnose", "-");
    rehearse(LINE.repeat(MANY_LINES) + QUIET_LINE.repeat(MANY_LINES), "diagnose", "-");
    run("sql", "--format", "json", SQL, "-");
    run("sql", "--format", "csv", SQL, "-");
    run("tables");
    run("tables", "routes");
    run("notes", "list");
    run("search", "certificate", "expired");
    var examples = console.home().resolve("examples");
    for (var wing : Wings.ALL) {
      wing.rehearsals(examples).forEach(line -> run(line.toArray(String[]::new)));
    }
    run("--help");
    run("--version");
    return 0;
  }

  private void tellLongWork() throws IOException {
    if (longWork != null) {
      var patterns = new ArrayList<>(LONG_WORK);
      Wings.ALL.forEach(wing -> patterns.addAll(wing.longWork()));
      Files.write(longWork, patterns);
    }
  }

  private void indexNotes() throws IOException {
    var folder = Workspace.builtIndex();
    try {
      if (folder.isPresent()) {
        NoteIndex.build(Workspace.shippedNotes(console), folder.get(), console.now());
        Library.build(new Workspace(console).casebook(), folder.get().resolve(SearchCommand.INDEX));
      }
    } catch (UnusableFile | UserError e) {
      // Whoever edits a note is told by each command; the program is built all the same.
      console.err().println("the notes are not indexed: " + e.getMessage());
    }
  }

  /// Of each note a piece of evidence that it fires on: together they go through most tables.
  private List<String> evidence() throws IOException {
    try (var folders = Files.find(console.home().resolve("notes"), 4, (file, _) -> fires(file))) {
      var ofNotes = new TreeMap<Path, Path>();
      folders.forEach(folder -> ofNotes.merge(folder.getParent(), folder, RehearseCommand::first));
      return ofNotes.values().stream().map(Path::toString).toList();
    }
  }

  /// A whole host, whose log has lines of another one too; it is left beside what was built.
  private void host() throws IOException {
    var samples = console.home().resolve(SAMPLES);
    var folder = Workspace.builtIndex().map(built -> built.resolve("rehearsal"));
    if (folder.isEmpty() || !Files.isDirectory(samples)) {
      return;
    }
    var host = folder.get();
    for (var file : HOST.entrySet()) {
      write(host.resolve(file.getKey()), Files.readString(samples.resolve(file.getValue())));
    }
    write(host.resolve("etc/lsb-release"), RELEASE);
    write(host.resolve("etc/hostname"), "web1\n");
    write(host.resolve("var/log/auth.log"), LINE.repeat(LINES) + LINE.replace("web1", "web2"));
    run("diagnose", host.toString());
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, text);
  }

  /// Of each table what its tests read, a folder of its name: notes' evidence has few of the forms
  /// that a whole host has.
  private List<Path> samples() throws IOException {
    var folder = console.home().resolve(SAMPLES);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var folders = Files.list(folder)) {
      return folders.sorted().toList();
    }
  }

  private static Path first(Path one, Path other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static boolean fires(Path folder) {
    return Files.isDirectory(folder) && folder.resolve("..").normalize().endsWith("fires");
  }

  private void run(String... arguments) {
    rehearse(LINE.repeat(LINES), arguments);
  }

  /// @param pasted what stands on standard input
  private void rehearse(String pasted, String... arguments) {
    var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    var input = new ByteArrayInputStream(pasted.getBytes(StandardCharsets.UTF_8));
    var rehearsal =
        new Console(
            input,
            nowhere,
            console.err(),
            console.home(),
            console.cache(),
            console.style(),
            console.now(),
            console.locale(),
            Progress.NONE);
    int status = CasebookCommand.run(rehearsal, arguments);
    console.err().println("rehearsed " + List.of(arguments) + ": status " + status);
  }
}
