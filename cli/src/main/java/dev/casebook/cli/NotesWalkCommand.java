package dev.casebook.cli;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.diagnosis.Casebook;
import dev.casebook.diagnosis.Language;
import dev.casebook.evidence.UnreadableSource;
import dev.casebook.investigate.ForeignNotes;
import dev.casebook.investigate.Investigation;
import dev.casebook.query.QueryFailure;
import dev.casebook.report.WalkReport;
import dev.casebook.report.Wording;
import dev.casebook.verdicts.RunbookWalk;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `casebook notes walk`: how far a runbook is done, and what is next.
@Command(
    name = "walk",
    description = {
      "Walk a runbook: show which of its steps are done, which are left, of which it can't be told"
          + " and what is missing for that, and what to do next.",
      "Nothing is remembered and nothing is changed: do the next step, walk again, and it goes on"
          + " where the evidence says."
    },
    footer = {
      "",
      "Examples:",
      "  casebook notes walk recover-from-dbus-restart             this host",
      "  casebook notes walk recover-from-dbus-restart sosreport-node1.tar.xz",
      "",
      "Exit status: 0 all is done, 1 something is left to do, 2 it can't be told."
    })
final class NotesWalkCommand implements Callable<Integer> {

  private final Console console;

  @Option(
      names = "--notes",
      paramLabel = "FOLDER",
      description = "Notes of your own or from others, in a process of their own.")
  private @Nullable Path folder;

  @Option(
      names = "--language",
      paramLabel = "TAG",
      description = "en or zh; that of the locale if not given.")
  private @Nullable String language;

  @Parameters(index = "0", paramLabel = "ID", description = "A runbook.")
  private String id = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "SOURCE",
      description = "As for diagnose; this host if none is given.")
  private List<String> sources = List.of();

  NotesWalkCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UserError {
    Workspace.check(sources);
    var told = Language.of(language == null ? console.locale() : language);
    var workspace = new Workspace(console);
    var casebook = workspace.notes(folder).in(told);
    var note = ChosenNotes.note(casebook, id);
    if (!note.isRunbook()) {
      throw new UserError(
          note.id() + " is no runbook; casebook diagnose --note " + note.id() + " examines it");
    }
    try {
      var alone = casebook.only(List.of(note.id()));
      var walks = investigation(workspace, alone, told).walk(note, sources);
      console.progress().end();
      var wording = Wording.of(told.tag());
      for (int i = 0; i < walks.size(); i++) {
        console.out().print(i == 0 ? "" : "\n");
        console.out().print(WalkReport.of(walks.get(i), console.style(), wording));
      }
      return status(walks);
    } catch (UnreadableSource e) {
      throw new UserError(e.getMessage());
    } catch (QueryFailure e) {
      throw new UserError(note.id() + ": " + e.getMessage());
    }
  }

  private Investigation investigation(Workspace workspace, Casebook alone, Language told) {
    return workspace.investigation(
        folder == null ? alone : alone.only(List.of()),
        Optional.ofNullable(folder)
            .map(notes -> new ForeignNotes(alone, ExamineCommand.line(notes, Map.of(), told))));
  }

  /// Of several hosts: what is left on one is left.
  private static int status(List<RunbookWalk> walks) {
    var all = walks.stream().map(RunbookWalk::exitStatus).toList();
    return all.contains(1) ? 1 : all.contains(2) ? 2 : 0;
  }
}
