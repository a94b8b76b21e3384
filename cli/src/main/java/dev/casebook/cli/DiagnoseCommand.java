package dev.casebook.cli;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.diagnosis.Casebook;
import dev.casebook.diagnosis.Language;
import dev.casebook.diagnosis.Note;
import dev.casebook.diagnosis.Parameters;
import dev.casebook.diagnosis.Suppressions;
import dev.casebook.diagnosis.UnusableFile;
import dev.casebook.investigate.ForeignNotes;
import dev.casebook.investigate.Investigation;
import dev.casebook.report.TerminalReport;
import dev.casebook.report.Wording;
import dev.casebook.search.Pasted;
import dev.casebook.verdicts.DiagnosisJson;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `casebook diagnose`: which known problem a source shows.
@Command(
    name = "diagnose",
    description =
        "Say which known problem a source shows, with the lines that prove it and the cure.",
    footer = {
      "",
      "Examples:",
      "  casebook diagnose                         this host",
      "  casebook diagnose sosreport-web1.tar.xz   a support bundle",
      "  casebook diagnose --note \"openvpn-*\" sosreport-*.tar.xz",
      "  casebook diagnose --together pod.pcap node.pcap sosreport-node1.tar.xz",
      "  casebook diagnose --json --set conntrack-table-full.full_percent=80",
      "  casebook diagnose ssh://web1 \"ssh://admin@db[01-08]\"",
      "  journalctl -b | casebook diagnose -",
      "",
      "Exit status: 0 nothing found, 1 findings, 2 could not look properly: a source "
          + "can't be read or a note failed; or nothing was found, but a source is damaged or "
          + "one of its hosts has no evidence for any of the notes."
    })
final class DiagnoseCommand implements Callable<Integer> {

  private final Console console;

  @picocli.CommandLine.Parameters(
      arity = "0..*",
      paramLabel = "SOURCE",
      description =
          "A folder, a support bundle, a log, - for standard input, or ssh://[USER@]HOST[:PORT],"
              + " where HOST may hold a range such as web[01-40]; this host if none is given.")
  private List<String> named = List.of();

  @Mixin private HostOptions hosts = new HostOptions();

  @Option(names = "--note", paramLabel = "GLOB", description = "Only the notes whose id matches.")
  private String note = "";

  @Option(
      names = "--notes",
      paramLabel = "FOLDER",
      description = "Notes of your own or from others, examined in a process of their own.")
  private @Nullable Path foreignNotes;

  @Option(
      names = "--together",
      description =
          "Take the sources as views of one incident: several hosts, or captures from several"
              + " places. Notes that see several snapshots together see all of them; without it,"
              + " those of one source.")
  private boolean together;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Option(
      names = "--verbose",
      description =
          "Also list the notes that are clear or not applicable, and what the others looked for.")
  private boolean verbose;

  @Option(
      names = "--set",
      paramLabel = "NOTE.PARAMETER=VALUE",
      description = "Set a parameter of a note.")
  private Map<String, String> parameters = Map.of();

  @Option(
      names = "--language",
      paramLabel = "TAG",
      description =
          "Tell notes in this language, en or zh, where they have it; that of the locale if not"
              + " given, and English with --json.")
  private @Nullable String language;

  @Option(
      names = "--suppressions",
      paramLabel = "FILE",
      description = {
        "YAML list of findings to live with: note, reason, until (a date), and host and subject"
            + " (globs) where not all are meant. They are counted, but not as findings."
      })
  private @Nullable Path suppressions;

  DiagnoseCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UserError {
    var pasted = new Remembered(console.in(), Pasted.BYTES_MAX);
    var sources = hosts.names(named);
    var workspace = new Workspace(console.reading(pasted), hosts.reach(console, sources));
    Workspace.check(sources);
    var all = workspace.casebook();
    for (var set : parameters.entrySet()) {
      check(all, set.getKey(), set.getValue());
    }
    var told = language();
    var casebook = chosen(all).in(told);
    var suppressing = suppressions();
    var investigation =
        new Investigation(
            workspace.sources(),
            workspace.catalogue(),
            casebook,
            new Parameters(parameters),
            Optional.of(console.cache()),
            foreign(all, told));
    var found = together ? investigation.together(sources) : investigation.of(sources);
    console.progress().end();
    var diagnosis = suppressing.applied(found, today(), id -> names(all, id));
    if (json) {
      console.out().println(DiagnosisJson.of(diagnosis));
    } else {
      var wording = Wording.of(told.tag());
      console.out().print(TerminalReport.of(diagnosis, console.style(), wording, verbose));
      if (found.allFindings().isEmpty()) {
        Pasted.of(pasted.bytes())
            .ifPresent(lines ->
                new NearestNotes(console, wording, all.in(told))
                    .show(lines, SearchCommand.of(all)));
      }
    }
    return diagnosis.exitStatus();
  }

  private Language language() throws UserError {
    if (language == null) {
      return json ? Language.ENGLISH : Language.of(console.locale());
    }
    var chosen = Language.of(language);
    if (!chosen.tag().equals(language)) {
      throw new UserError("--language is en or zh, not " + language);
    }
    return chosen;
  }

  private Suppressions suppressions() throws UserError {
    if (suppressions == null) {
      return Suppressions.none();
    }
    try {
      var read = Suppressions.read(suppressions);
      read.all().stream().filter(one -> one.isOver(today())).forEach(this::sayOver);
      return read;
    } catch (UnusableFile e) {
      throw new UserError(e.getMessage());
    }
  }

  private void sayOver(Suppressions.Suppression over) {
    console.say(
        "%s: the suppression of %s ended on %s; the finding is shown again"
            .formatted(suppressions, over.note(), over.until()));
  }

  private LocalDate today() {
    return LocalDate.ofInstant(console.now(), ZoneOffset.UTC);
  }

  private static Stream<String> names(Note note) {
    return Stream.concat(Stream.of(note.id()), note.header().aliases().stream());
  }

  /// The ids that a note has and had; of a note from outside, only the first.
  private static List<String> names(Casebook casebook, String id) {
    return casebook.note(id).map(note -> names(note).toList()).orElse(List.of(id));
  }

  /// @param own the notes whose names those from outside can't have
  /// @param told the language in which they are told
  private Optional<ForeignNotes> foreign(Casebook own, Language told) throws UserError {
    if (foreignNotes == null) {
      return Optional.empty();
    }
    var notes = new Workspace(console).foreignNotes(foreignNotes);
    var taken = own.notes().stream().flatMap(DiagnoseCommand::names).collect(Collectors.toSet());
    for (var note : notes.notes()) {
      var name = names(note).filter(taken::contains).findFirst();
      if (name.isPresent()) {
        throw new UserError(
            "%s: a note of Casebook's own is called %s; give yours another id"
                .formatted(note.file(), name.get()));
      }
    }
    var chosen = (note.isEmpty() ? notes : notes.matching(note)).withoutRunbooks();
    return Optional.of(
        new ForeignNotes(chosen, ExamineCommand.line(foreignNotes, parameters, told)));
  }

  /// Only a note of the casebook can be checked; those from outside are read by their own process.
  private void check(Casebook casebook, String name, String value) throws UserError {
    var parameter =
        casebook.notes().stream()
            .flatMap(note ->
                note.header().parameters().stream()
                    .filter(p -> name.equals(note.id() + "." + p.name())))
            .findFirst();
    if (parameter.isEmpty() && foreignNotes == null) {
      throw new UserError("no note has the parameter " + name + " (NOTE.PARAMETER=VALUE)");
    }
    if (parameter.isPresent() && !Parameters.fits(parameter.get(), value)) {
      throw new UserError("--set " + name + ": \"" + value + "\" is not a number");
    }
  }

  private Casebook chosen(Casebook all) throws UserError {
    var matching = note.isEmpty() ? all : all.matching(note);
    var chosen = matching.withoutRunbooks();
    if (!note.isEmpty() && chosen.notes().isEmpty() && foreignNotes == null) {
      throw matching.notes().isEmpty()
          ? ChosenNotes.noneMatches(all, note)
          : new UserError(
              "%s is a runbook; casebook notes walk %<s goes through it"
                  .formatted(matching.notes().getFirst().id()));
    }
    return chosen;
  }
}
