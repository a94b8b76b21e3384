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
    return note(casebook, id, List.of());
  }

  /// @param subcommands that may stand in the place of an id
  static Note note(Casebook casebook, String id, List<String> subcommands) throws UserError {
    var note = casebook.note(id);
    if (note.isEmpty()) {
      var otherwise =
          NearestName.of(id, subcommands)
              .map(near -> "; did you mean " + near + "?")
              .orElse("; casebook notes list shows all, and --notes FOLDER names your own");
      throw new UserError("there is no note " + id + meant(casebook, id, otherwise));
    }
    return note.get();
  }

  /// What to say where a glob fits no note.
  static UserError noneMatches(Casebook casebook, String glob) {
    return new UserError(
        "no note matches \""
            + glob
            + '"'
            + meant(casebook, glob, "; casebook notes list shows all"));
  }

  private static String meant(Casebook casebook, String name, String otherwise) {
    return NearestName.of(name, casebook.notes().stream().map(Note::id).toList())
        .map(near -> "; did you mean " + near + "?")
        .orElse(otherwise);
  }
}
