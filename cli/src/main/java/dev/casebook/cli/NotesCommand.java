package dev.casebook.cli;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.diagnosis.Casebook;
import dev.casebook.diagnosis.Note;
import dev.casebook.investigate.NoteTrial;
import dev.casebook.query.Schema;
import dev.casebook.report.Listing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `casebook notes`: the casebook itself.
@Command(
    name = "notes",
    description = "List the notes, show one, or run notes against their own evidence.",
    footer = {
      "",
      "Examples:",
      "  casebook notes list",
      "  casebook notes show conntrack-table-full",
      "  casebook notes test conntrack-table-full",
      "  casebook notes test --notes /srv/notes",
      "",
      "Exit status: 0 done, 1 a note failed its test, 2 there is no such note."
    })
final class NotesCommand implements Callable<Integer> {

  private final Console console;

  NotesCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws UserError {
    return list();
  }

  @Command(description = "List the notes.")
  int list() throws UserError {
    var listing = new Listing(30, console.style());
    for (var note : new Workspace(console).casebook().notes()) {
      listing.entry(note.id(), note.severity().word() + ": " + note.title());
    }
    console.out().print(listing);
    return 0;
  }

  @Command(description = "Show a note as its author wrote it.")
  int show(@Parameters(paramLabel = "ID", description = "A note.") String id) throws UserError {
    try {
      console.out().print(Files.readString(note(new Workspace(console).casebook(), id).file()));
      return 0;
    } catch (IOException e) {
      throw new UserError("the note can't be read: " + e.getMessage());
    }
  }

  @Command(description = "Run notes against the evidence beside them.")
  int test(
      @Option(
              names = "--notes",
              paramLabel = "FOLDER",
              description = "Notes of your own or from others, each in a process of its own.")
          @Nullable Path folder,
      @Parameters(arity = "0..1", paramLabel = "ID", description = "One note; all if not given.")
          @Nullable String id)
      throws UserError {
    var workspace = new Workspace(console);
    var casebook = folder == null ? workspace.casebook() : workspace.foreignNotes(folder);
    var notes = id == null ? casebook.notes() : List.of(note(casebook, id));
    var child = Optional.ofNullable(folder).map(from -> ExamineCommand.line(from, Map.of()));
    var trial =
        new NoteTrial(
            workspace.sources(),
            workspace.catalogue(),
            casebook,
            Optional.of(console.cache()),
            child);
    int failed = 0;
    int passed = 0;
    try (var schema = Schema.of(workspace.catalogue())) {
      for (var note : notes) {
        var result = trial.of(note, schema);
        print(result);
        passed += result.passed();
        failed += result.failures().size();
      }
    }
    console.out().printf(Locale.ROOT, "%d passed, %d failed%n", passed, failed);
    return failed == 0 ? 0 : 1;
  }

  private void print(NoteTrial.Result result) {
    var style = console.style();
    boolean good = result.failures().isEmpty();
    console
        .out()
        .printf(
            "%s  %s (%d)%n",
            good ? style.green("ok  ") : style.red("FAIL"), result.note(), result.passed());
    result.failures().forEach(failure -> console.out().println("      " + failure));
  }

  private static Note note(Casebook casebook, String id) throws UserError {
    return casebook
        .note(id)
        .orElseThrow(
            () -> new UserError("there is no note " + id + "; casebook notes list shows all"));
  }
}
