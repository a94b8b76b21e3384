package dev.casebook.cli;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.diagnosis.Language;
import dev.casebook.diagnosis.Note;
import dev.casebook.diagnosis.Translation;
import dev.casebook.evidence.Reason;
import dev.casebook.report.Listing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `casebook notes`: the casebook itself.
@Command(
    name = "notes",
    description = "List the notes, show one, walk a runbook, or write your own.",
    footer = {
      "",
      "Examples:",
      "  casebook notes list",
      "  casebook notes show conntrack-table-full",
      "  casebook notes walk recover-from-dbus-restart",
      "  casebook notes new disk-full --in /srv/notes/storage",
      "  casebook notes lint /srv/notes",
      "  casebook notes test --notes /srv/notes",
      "",
      "Exit status: 0 done, 1 a note is at fault, 2 it could not be done."
    })
final class NotesCommand implements Callable<Integer> {

  private final Console console;

  private NotesCommand(Console console) {
    this.console = console;
  }

  /// With its subcommands.
  static CommandLine line(Console console) {
    return new CommandLine(new NotesCommand(console))
        .addSubcommand(new NotesNewCommand(console))
        .addSubcommand(new NotesLintCommand(console))
        .addSubcommand(new NotesTestCommand(console))
        .addSubcommand(new NotesExplainCommand(console))
        .addSubcommand(new NotesWalkCommand(console))
        .addSubcommand(new NotesCaptureCommand(console));
  }

  @Override
  public Integer call() throws UserError {
    return list(null);
  }

  @Command(
      description = "List the notes by their areas, which are the folders that hold them.",
      footer = {
        "",
        "Examples:",
        "  casebook notes list",
        "  casebook notes list --notes /srv/notes",
        "",
        "Exit status: 0 listed, 2 there is no such folder."
      })
  int list(
      @Option(names = "--notes", paramLabel = "FOLDER", description = "Notes of your own.")
          @Nullable Path folder)
      throws UserError {
    var casebook = new Workspace(console).notes(folder);
    var byArea =
        casebook.in(Language.of(console.locale())).notes().stream()
            .collect(Collectors.groupingBy(NotesCommand::area, TreeMap::new, Collectors.toList()));
    byArea.forEach((area, notes) -> {
      var listing = new Listing(30, console.style());
      notes.forEach(
          note -> listing.entry("  " + note.id(), note.severity().word() + ": " + note.title()));
      console.print(console.style().bold(area) + "\n" + listing);
    });
    return 0;
  }

  private static String area(Note note) {
    var folder = note.file().toAbsolutePath().resolve("../..").normalize().getFileName();
    return folder == null ? "/" : folder.toString();
  }

  @Command(
      description = "Show a note as its author wrote it.",
      footer = {
        "",
        "Examples:",
        "  casebook notes show conntrack-table-full",
        "  casebook notes show openvpn-missing-iroute --language zh",
        "",
        "Exit status: 0 shown, 2 there is no such note."
      })
  int show(
      @Parameters(paramLabel = "ID", description = "A note.") String id,
      @Option(
              names = "--language",
              paramLabel = "TAG",
              description = "en or zh; that of the locale if not given.")
          @Nullable String language,
      @Option(names = "--notes", paramLabel = "FOLDER", description = "Notes of your own.")
          @Nullable Path folder)
      throws UserError {
    try {
      var note = ChosenNotes.note(new Workspace(console).notes(folder), id);
      var wanted = Language.of(language == null ? console.locale() : language);
      var translated = note.chinese().filter(_ -> wanted == Language.CHINESE);
      var file = translated.map(Translation::file).orElse(note.file());
      console.out().print(Files.readString(file));
      return 0;
    } catch (IOException e) {
      throw new UserError("the note can't be read: " + Reason.of(e));
    }
  }
}
