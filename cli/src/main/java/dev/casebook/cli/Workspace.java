package dev.casebook.cli;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.diagnosis.Casebook;
import dev.casebook.diagnosis.NoteIndex;
import dev.casebook.diagnosis.UnusableFile;
import dev.casebook.evidence.Source;
import dev.casebook.evidence.Sources;
import dev.casebook.evidence.UnreadableSource;
import dev.casebook.evidence.Wanted;
import dev.casebook.investigate.CasebookViews;
import dev.casebook.query.SelectParser;
import dev.casebook.tables.Catalogue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What several commands need: the notes, and the means to open sources.
record Workspace(Console console) {

  /// All tables.
  Catalogue catalogue() {
    return Wings.catalogue();
  }

  static Path shippedNotes(Console console) {
    return console.home().resolve("notes");
  }

  /// Where the launcher's build put what it had made of the notes.
  static Optional<Path> builtIndex() {
    return Optional.ofNullable(System.getProperty("casebook.index")).map(Path::of);
  }

  Casebook casebook() throws UserError {
    try {
      return Casebook.read(
          shippedNotes(console), new NoteIndex(console.cache(), builtIndex(), console.now()));
    } catch (UnusableFile e) {
      throw new UserError(e.getMessage());
    }
  }

  Casebook casebook(Path folder) throws UserError {
    try {
      return Casebook.read(folder, casebook().views());
    } catch (UnusableFile e) {
      throw new UserError(e.getMessage());
    }
  }

  /// The notes of a folder, or the shipped ones where it is null, to be run in this process: an
  /// author's own.
  Casebook ownNotes(@Nullable Path folder) throws UserError {
    if (folder == null) {
      return casebook();
    }
    try (var parser = new SelectParser()) {
      return foreignNotes(folder).parsed(parser::parse);
    }
  }

  /// The views of the casebook.
  CasebookViews views() throws UserError {
    return new CasebookViews(casebook(), catalogue(), Optional.of(console.cache()));
  }

  /// The notes of a folder, or the shipped ones where it is null, to be told or run in a process of
  /// their own.
  Casebook notes(@Nullable Path folder) throws UserError {
    return folder == null ? casebook() : foreignNotes(folder);
  }

  /// The notes of a folder that a user names.
  ///
  /// @throws UserError if there are none
  Casebook foreignNotes(Path folder) throws UserError {
    var notes = casebook(folder);
    if (notes.notes().isEmpty()) {
      throw new UserError(folder + " holds no note.md");
    }
    return notes;
  }

  /// Sources that are asked for everything.
  Sources sources() {
    return sources(catalogue().wanted());
  }

  private Sources sources(Wanted wanted) {
    return new Sources(
        catalogue().recogniser(), wanted, console.in(), console.now(), console.progress());
  }

  /// Opens every source, or this host if none is named; the caller closes them.
  List<Source> open(List<String> names, Wanted wanted) throws UserError {
    check(names);
    var sources = sources(wanted);
    if (names.isEmpty()) {
      return List.of(sources.thisHost());
    }
    var open = new ArrayList<Source>();
    for (var name : names) {
      try {
        open.add(sources.open(name));
      } catch (UnreadableSource e) {
        open.forEach(Source::close);
        throw new UserError(e.getMessage());
      }
    }
    return open;
  }

  /// @throws UserError if a source's name is empty, as from a variable that is not set, or if
  ///   standard input would have to be read twice
  static void check(List<String> sources) throws UserError {
    if (sources.contains("")) {
      throw new UserError("a SOURCE is an empty string; is a variable not set?");
    }
    if (sources.stream().filter("-"::equals).count() > 1) {
      throw new UserError("standard input (-) can be read only once; give it only once");
    }
  }
}
