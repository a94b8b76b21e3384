package dev.casebook.cli;

import dev.casebook.console.Console;
import dev.casebook.console.Execution;
import dev.casebook.console.UserError;
import dev.casebook.evidence.HostBundle;
import dev.casebook.evidence.Members;
import dev.casebook.evidence.Reason;
import dev.casebook.evidence.Source;
import dev.casebook.evidence.Wanted;
import dev.casebook.evidence.archive.Packing;
import dev.casebook.evidence.archive.TarWriter;
import dev.casebook.hosts.SshTarget;
import dev.casebook.investigate.Investigation;
import dev.casebook.redaction.Redaction;
import dev.casebook.redaction.WordsFile;
import dev.casebook.report.Amount;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `casebook collect`: what the casebook wants of hosts, in one file.
@Command(
    name = "collect",
    description =
        "Keep what the casebook wants of hosts in one file, to be looked at elsewhere or later as if"
            + " it were the host at that moment.",
    footer = {
      "",
      "The file holds a folder for each host: its files under their paths, outputs of "
          + "commands in commands/, and casebook-manifest.tsv, which says when it was "
          + "collected and how each piece came out. It holds what root may read, such as "
          + "password hashes in /etc/shadow: it is written for its owner only.",
      "",
      "Examples:",
      "  casebook collect --to web1.tar.zst                       this host",
      "  casebook collect \"ssh://web[01-40]\" --sudo --to web.tar.zst",
      "  casebook collect --table routes --table addresses --to routes.tar.gz",
      "  casebook collect --redact --to for-the-vendor.tar.gz",
      "",
      "Exit status: 0 collected, 2 not, or not all: a host could not be reached, or was "
          + "cut off."
    })
final class CollectCommand implements Callable<Integer> {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final Console console;

  @Parameters(
      arity = "0..*",
      paramLabel = "HOST",
      description = "ssh://[USER@]HOST[:PORT], also with a range; this host if none is given.")
  private List<String> named = List.of();

  @Mixin private HostOptions hosts = new HostOptions();

  @Option(
      names = "--to",
      required = true,
      paramLabel = "FILE",
      description = "What is written: .tar.zst, .tar.gz, .tgz or .tar.")
  private Path to = Path.of("");

  @Option(
      names = "--note",
      paramLabel = "GLOB",
      description = "Only what the notes whose id matches want.")
  private String note = "";

  @Option(names = "--table", paramLabel = "NAME", description = "Only what this table reads.")
  private List<String> tables = List.of();

  @Option(
      names = "--everything-known",
      description = "All that any table reads, for a case that no note knows.")
  private boolean everything;

  @Option(
      names = "--encrypt-to",
      paramLabel = "KEY",
      description =
          "Encrypt the file to this key: an age recipient (age1…, ssh-ed25519 …) by age, any other"
              + " by gpg.")
  private @Nullable String key;

  @Option(
      names = "--redact",
      description =
          "Put tokens in the place of addresses, names, keys and passwords; see casebook redact. --mapping"
              + " and --words go with it.")
  private boolean redact;

  @Mixin private TokenOptions tokens = new TokenOptions();

  CollectCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UserError {
    var names = hosts.names(named);
    for (var name : names) {
      if (!SshTarget.isTarget(name)) {
        throw new UserError(
            name + ": is not a host; collect takes ssh://HOST, or nothing for this host");
      }
    }
    if (!redact && tokens.areGiven()) {
      throw new UserError("--mapping and --words go with --redact");
    }
    var packing = packing();
    var words = tokens.words();
    var workspace = new Workspace(console, hosts.reach(console, names));
    var wanted = wanted(workspace);
    if (redact) {
      wanted = wanted.and(workspace.catalogue().wanted(Redaction.wanted(workspace.catalogue())));
    }
    try (var file = NewFile.at(to, key)) {
      var open = workspace.openSome(names, wanted);
      console.progress().end();
      try {
        open.unreadable().forEach(console::say);
        if (open.sources().isEmpty()) {
          return Execution.FAILED;
        }
        if (redact) {
          redacted(open.sources(), packing, words, file);
        } else {
          write(open.sources(), packing.over(file.stream()));
        }
        long bytes = file.done();
        boolean whole = open.unreadable().isEmpty();
        for (var source : open.sources()) {
          whole &= tell(source);
        }
        console.out().println("%s: %s".formatted(to, Amount.ofBytes(bytes)));
        return whole ? 0 : Execution.FAILED;
      } finally {
        open.sources().forEach(Source::close);
      }
    } catch (IOException e) {
      throw new UserError(to + ": " + Reason.of(e));
    }
  }

  private Packing packing() throws UserError {
    var name = to.toString();
    for (var ending : List.of(".age", ".gpg", ".pgp")) {
      if (key != null && name.endsWith(ending)) {
        name = name.substring(0, name.length() - ending.length());
      }
    }
    var plain = name;
    return Packing.of(plain)
        .orElseThrow(() ->
            new UserError(
                to
                    + ": name it .tar.zst, .tar.gz, .tgz or .tar"
                    + (key == null ? "" : ", and .age or .gpg behind")));
  }

  private Wanted wanted(Workspace workspace) throws UserError {
    var catalogue = workspace.catalogue();
    if (everything) {
      return catalogue.wanted();
    }
    for (var table : tables) {
      workspace.table(table);
    }
    if (!tables.isEmpty() && note.isEmpty()) {
      return catalogue.wanted(Set.copyOf(tables));
    }
    var casebook = workspace.casebook();
    var chosen = note.isEmpty() ? casebook : casebook.matching(note);
    if (chosen.notes().isEmpty()) {
      throw ChosenNotes.noneMatches(casebook, note);
    }
    return Investigation.wanted(chosen, catalogue, tables);
  }

  /// Collects into a file that nobody else sees, and writes that again with tokens in it.
  private void redacted(List<Source> sources, Packing packing, WordsFile words, NewFile file)
      throws IOException, UserError {
    var folder = Files.createTempDirectory(file.folder(), ".casebook-");
    var raw = folder.resolve("raw.tar");
    var copy = folder.resolve("copy" + packing.ending());
    try {
      write(sources, Files.newOutputStream(raw));
      var catalogue = Wings.catalogue();
      var wish = new Redaction.Wish(copy, tokens.mapping(), words, false, Wings.rewritables());
      var wanted = catalogue.wanted(Redaction.wanted(catalogue));
      try (var source = new Workspace(console).open(List.of(raw.toString()), wanted).getFirst()) {
        var outcome = Redaction.of(catalogue, source, Members.of(raw), wish, console.progress());
        console.progress().end();
        if (new RedactReport(console).of(outcome, to) != 0) {
          throw new UserError(to + ": was not written");
        }
      }
      Files.copy(copy, file.stream());
    } finally {
      Files.deleteIfExists(raw);
      Files.deleteIfExists(copy);
      Files.deleteIfExists(folder);
    }
  }

  private void write(List<Source> sources, OutputStream out) throws IOException {
    try (var tar = new TarWriter(out)) {
      write(sources, tar);
    }
  }

  private void write(List<Source> sources, TarWriter tar) throws IOException {
    var taken = new HashSet<String>();
    for (var source : sources) {
      var facts = source.snapshots().getFirst().facts();
      var captured = facts.captured() == null ? console.now() : facts.captured();
      var name = facts.host() + "-" + TIME.format(captured);
      var folder = name;
      for (int i = 2; !taken.add(folder); i++) {
        folder = name + "-" + i;
      }
      var account = source.bundle().orElseThrow().into(tar, folder, facts, Version.text());
      console.print(said(facts.host(), account) + "\n");
    }
  }

  /// `web1: 612 pieces, 3.2 MiB; 2 could not be read: permission denied (root may see more)`.
  private static String said(String host, HostBundle.Account account) {
    var line =
        "%s: %,d pieces, %s".formatted(host, account.pieces(), Amount.ofBytes(account.bytes()));
    long denied =
        account.unread().values().stream().filter(why -> why.contains("permission denied")).count();
    long others = account.unread().size() - denied;
    if (denied > 0) {
      line += "; %,d could not be read: permission denied (root may see more)".formatted(denied);
    }
    return others > 0 ? line + "; %,d not there, as the manifest tells".formatted(others) : line;
  }

  /// @return whether all of a host came
  private boolean tell(Source source) {
    var snapshot = source.snapshots().getFirst();
    snapshot.problems().stream()
        .filter(problem -> !problem.endsWith("permission denied"))
        .forEach(problem -> console.say(source.name() + ": " + problem));
    return !snapshot.isDamaged();
  }
}
