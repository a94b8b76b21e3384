package dev.casebook.cli;

import dev.casebook.console.UserError;
import dev.casebook.diagnosis.Casebook;
import dev.casebook.diagnosis.Note;
import dev.casebook.tables.NearestName;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Which notes a command is about: those of a folder or the shipped ones, and of these one or all.
final class ChosenNotes {

  @Option(
      names = "--notes",
      paramLabel = "FOLDER",
      description = "Notes of your own or from others, each in a process of its own.")
  @Nullable Path folder;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "ID",
      description = "One note; all if not given.")
  private @Nullable String id;

  /// All notes of the folder.
  Casebook casebook(Workspace workspace) throws UserError {
    return workspace.notes(folder);
  }

  List<Note> of(Casebook casebook) throws UserError {
    return id == null ? casebook.notes() : List.of(note(casebook, id));
  }

  static Note note(Casebook casebook, String id) throws UserError {
    var note = casebook.note(id);
    if (note.isEmpty()) {
      var near =
          NearestName.of(id, casebook.notes().stream().map(Note::id).toList())
              .map(name -> "; did you mean " + name + "?")
              .orElse("; casebook notes list shows all, and --notes FOLDER names your own");
      throw new UserError("there is no note " + id + near);
    }
    return note.get();
  }
}
