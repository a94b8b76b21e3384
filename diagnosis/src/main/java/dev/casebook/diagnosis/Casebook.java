package dev.casebook.diagnosis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// All notes of one folder: `AREA/ID/note.md`.
public final class Casebook {

  private final List<Note> notes;

  private Casebook(List<Note> notes) {
    this.notes = List.copyOf(notes);
  }

  /// Reads every note below a folder, in order of id, but not what their SQL is made of: a
  /// stranger's is parsed by no other process than the one that runs it, with
  /// [NoteRelations#named].
  public static Casebook read(Path folder) throws UnusableFile {
    var notes = new ArrayList<Note>();
    for (var noteFolder : noteFolders(folder)) {
      notes.add(NoteReader.read(noteFolder));
    }
    return of(notes);
  }

  /// The same with the relations of all notes; those that an index knows are not read again.
  public static Casebook read(Path folder, NoteIndex index) throws UnusableFile {
    return of(index.read(folder, noteFolders(folder)));
  }

  private static Casebook of(List<Note> notes) throws UnusableFile {
    var ordered = notes.stream().sorted(Comparator.comparing(Note::id)).toList();
    checkIds(ordered);
    return new Casebook(ordered);
  }

  /// The same notes, each as this makes it.
  public Casebook with(UnaryOperator<Note> change) {
    return new Casebook(notes.stream().map(change).toList());
  }

  /// The folder itself if it is a note's, else those in it that are.
  private static List<Path> noteFolders(Path folder) throws UnusableFile {
    try (var folders = Files.find(folder, 2, (file, _) -> isNote(file))) {
      return folders.sorted().toList();
    } catch (IOException e) {
      throw UnusableFile.unreadable(folder, e);
    }
  }

  private static boolean isNote(Path folder) {
    return Files.isRegularFile(folder.resolve("note.md"));
  }

  private static void checkIds(List<Note> notes) throws UnusableFile {
    var seen = new HashSet<String>();
    for (var note : notes) {
      if (!seen.add(note.id())) {
        throw new UnusableFile(note.file(), 1, "another note has the id \"" + note.id() + '"');
      }
      for (var alias : note.aliases()) {
        if (!seen.add(alias)) {
          throw new UnusableFile(note.file(), 1, "another note has the name \"" + alias + '"');
        }
      }
    }
  }

  public List<Note> notes() {
    return notes;
  }

  /// The note of this id or earlier id.
  public Optional<Note> note(String id) {
    return notes.stream()
        .filter(note -> note.id().equals(id) || note.aliases().contains(id))
        .findFirst();
  }

  /// The notes whose id or alias matches a glob with `*`.
  public Casebook matching(String glob) {
    var regex = glob.replace("*", "\u0000").replaceAll("([^a-zA-Z0-9\u0000-])", "\\\\$1");
    var pattern = java.util.regex.Pattern.compile(regex.replace("\u0000", ".*"));
    return new Casebook(
        notes.stream()
            .filter(note ->
                pattern.matcher(note.id()).matches()
                    || note.aliases().stream().anyMatch(a -> pattern.matcher(a).matches()))
            .toList());
  }

  /// The notes except those with these ids.
  public Casebook without(List<String> ids) {
    return new Casebook(notes.stream().filter(note -> !ids.contains(note.id())).toList());
  }

  /// The notes of these ids only.
  public Casebook only(List<String> ids) {
    return new Casebook(notes.stream().filter(note -> ids.contains(note.id())).toList());
  }
}
