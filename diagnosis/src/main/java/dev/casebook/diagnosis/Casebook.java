package dev.casebook.diagnosis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// All notes of one folder, `AREA/ID/note.md`, and all views, `AREA/views/NAME.md`.
public final class Casebook {

  static final String NOTE = "note.md";

  private final List<Note> notes;
  private final List<View> views;

  private Casebook(List<Note> notes, List<View> views) {
    this.notes = List.copyOf(notes);
    this.views = List.copyOf(views);
  }

  /// Reads every note below a folder, in order of id, but not what their SQL is made of: a
  /// stranger's is parsed by no other process than the one that runs it, with [#parsed].
  ///
  /// @param shipped views that these notes may use beside their own
  public static Casebook read(Path folder, List<View> shipped) throws UnusableFile {
    var contents = new ArrayList<NoteIndex.Content>();
    for (var file : files(folder)) {
      contents.add(content(file));
    }
    return of(contents, shipped);
  }

  /// The notes with what their blocks demand; those that an index knows are not read again.
  public static Casebook read(Path folder, NoteIndex index) throws UnusableFile {
    return of(index.read(folder, files(folder)), List.of());
  }

  /// The note, translation or view of a file.
  static NoteIndex.Content content(Path file) throws UnusableFile {
    return content(file, UnknownKeys.REFUSED);
  }

  static NoteIndex.Content content(Path file, UnknownKeys unknown) throws UnusableFile {
    if (file.endsWith(Translation.FILE)) {
      return Translation.read(file, unknown);
    }
    return file.endsWith(NOTE)
        ? NoteReader.read(file.resolveSibling(".").normalize(), unknown)
        : ViewReader.read(file, unknown);
  }

  static Casebook of(List<NoteIndex.Content> contents, List<View> shipped) throws UnusableFile {
    var notes = new ArrayList<Note>();
    var translations = new HashMap<Path, Translation>();
    var views = new TreeMap<String, View>();
    shipped.forEach(view -> views.put(view.name(), view));
    for (var content : contents) {
      switch (content) {
        case Note note -> notes.add(note);
        case Translation translation -> translations.put(translation.file(), translation);
        case View view -> {
          var other = views.put(view.name(), view);
          // A folder of shipped notes has shipped views, which are none of these twice.
          if (other != null && !other.file().equals(view.file()) && isAmong(contents, other)) {
            throw new UnusableFile(
                view.file(), 1, "another view has the name \"" + view.name() + '"');
          }
        }
      }
    }
    notes.sort((one, other) -> one.id().compareTo(other.id()));
    checkIds(notes);
    notes.replaceAll(note -> {
      var translation = translations.get(note.file().resolveSibling(Translation.FILE));
      return translation == null ? note : note.translated(translation);
    });
    return new Casebook(notes, List.copyOf(views.values())).linked();
  }

  /// The same notes and views with what their blocks demand.
  public Casebook parsed(NoteParser parser) {
    return new Casebook(
            notes.stream().map(parser::demanding).toList(),
            views.stream().map(parser::demanding).toList())
        .linked();
  }

  /// Gives each note the views that it reaches.
  private Casebook linked() {
    var byName = byName(views);
    return new Casebook(
        notes.stream().map(note -> note.reaching(reached(note.named(), byName))).toList(), views);
  }

  private static Map<String, View> byName(List<View> views) {
    return views.stream().collect(Collectors.toMap(View::name, view -> view));
  }

  /// The views among these relations, and all that they are made of.
  private static List<View> reached(Set<String> relations, Map<String, View> byName) {
    var reached = new LinkedHashMap<String, View>();
    var open = new ArrayDeque<>(relations);
    while (!open.isEmpty()) {
      var name = open.pop();
      var view = byName.get(name);
      if (view != null && reached.put(name, view) == null) {
        open.addAll(view.relations());
      }
    }
    return List.copyOf(reached.values());
  }

  /// The notes' files, and those of views. Of a folder that is a note's itself the views are those
  /// of its area.
  static List<Path> files(Path folder) throws UnusableFile {
    var views = folder.toAbsolutePath().resolveSibling(VIEWS);
    boolean isNote = Files.isRegularFile(folder.resolve(NOTE));
    var files = new ArrayList<Path>();
    try {
      find(folder, files);
      if (isNote && Files.isDirectory(views)) {
        find(views, files);
      }
    } catch (IOException e) {
      throw UnusableFile.unreadable(folder, e);
    }
    return files.stream().sorted().toList();
  }

  private static void find(Path folder, List<Path> files) throws IOException {
    try (var found = Files.find(folder, 3, (file, _) -> isNote(file) || isView(file))) {
      found.forEach(files::add);
    }
  }

  private static final String VIEWS = "views";

  private static boolean isNote(Path file) {
    return (file.endsWith(NOTE) || file.endsWith(Translation.FILE)) && isFile(file);
  }

  private static boolean isView(Path file) {
    return file.resolveSibling(".").normalize().endsWith(VIEWS)
        && file.toString().endsWith(".md")
        && isFile(file);
  }

  /// A link is one too, so that it is told that it is not followed.
  private static boolean isFile(Path file) {
    return Files.isSymbolicLink(file) || Files.isRegularFile(file);
  }

  private static void checkIds(List<Note> notes) throws UnusableFile {
    var seen = new HashSet<String>();
    for (var note : notes) {
      if (!seen.add(note.id())) {
        throw taken(note, note.id(), notes);
      }
      for (var alias : note.header().aliases()) {
        if (!seen.add(alias)) {
          throw taken(note, alias, notes);
        }
      }
    }
  }

  private static UnusableFile taken(Note note, String name, List<Note> notes) {
    var other =
        notes.stream()
            .filter(each -> !each.file().equals(note.file()))
            .filter(each -> each.id().equals(name) || each.header().aliases().contains(name))
            .map(each -> "; that of " + each.file() + " is called so")
            .findFirst()
            .orElse("");
    return new UnusableFile(note.file(), 1, "another note has the name \"" + name + '"' + other);
  }

  /// The same notes told in a language, as far as they are translated.
  public Casebook in(Language language) {
    return new Casebook(notes.stream().map(note -> note.in(language)).toList(), views);
  }

  public List<Note> notes() {
    return notes;
  }

  public List<View> views() {
    return views;
  }

  public Optional<View> view(String name) {
    return views.stream().filter(view -> view.name().equals(name)).findFirst();
  }

  /// A view and all views that it is made of.
  public List<View> reachedBy(View view) {
    return reached(Set.of(view.name()), byName(views));
  }

  /// The note of this id or earlier id.
  public Optional<Note> note(String id) {
    return notes.stream()
        .filter(note -> note.id().equals(id) || note.header().aliases().contains(id))
        .findFirst();
  }

  /// The notes whose id or alias matches a glob with `*`.
  public Casebook matching(String glob) {
    var regex = glob.replace("*", "\u0000").replaceAll("([^a-zA-Z0-9\u0000-])", "\\\\$1");
    var pattern = Pattern.compile(regex.replace("\u0000", ".*"));
    return keeping(note ->
        pattern.matcher(note.id()).matches()
            || note.header().aliases().stream().anyMatch(a -> pattern.matcher(a).matches()));
  }

  /// The notes except those with these ids.
  public Casebook without(List<String> ids) {
    return keeping(note -> !ids.contains(note.id()));
  }

  /// The notes that say verdicts, without runbooks.
  public Casebook withoutRunbooks() {
    return keeping(note -> !note.isRunbook());
  }

  /// The notes of these ids only.
  public Casebook only(List<String> ids) {
    return keeping(note -> ids.contains(note.id()));
  }

  private Casebook keeping(Predicate<Note> kept) {
    return new Casebook(notes.stream().filter(kept).toList(), views);
  }

  private static boolean isAmong(List<? extends NoteIndex.Content> contents, View view) {
    return contents.stream().anyMatch(content -> content.file().equals(view.file()));
  }
}
