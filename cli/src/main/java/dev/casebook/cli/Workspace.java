package dev.casebook.cli;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.diagnosis.Casebook;
import dev.casebook.diagnosis.NoteIndex;
import dev.casebook.diagnosis.Parameters;
import dev.casebook.diagnosis.UnusableFile;
import dev.casebook.evidence.Arrivals;
import dev.casebook.evidence.Reach;
import dev.casebook.evidence.Source;
import dev.casebook.evidence.Sources;
import dev.casebook.evidence.UnreadableSource;
import dev.casebook.evidence.Wanted;
import dev.casebook.hosts.SshTarget;
import dev.casebook.investigate.CasebookViews;
import dev.casebook.investigate.ForeignNotes;
import dev.casebook.investigate.Investigation;
import dev.casebook.query.SelectParser;
import dev.casebook.tables.Catalogue;
import dev.casebook.tables.NearestName;
import dev.casebook.tables.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What several commands need: the notes, and the means to open sources.
///
/// @param reach how other machines are reached
record Workspace(Console console, Reach reach) {

  /// With what the environment says of ssh.
  Workspace(Console console) {
    this(console, Reach.by(console.ssh(), false, false));
  }

  /// All tables.
  Catalogue catalogue() {
    return Wings.catalogue();
  }

  /// @throws UserError if there is none of this name
  Table<?> table(String name) throws UserError {
    var table = catalogue().table(name);
    if (table.isEmpty()) {
      var names = catalogue().tables().stream().<String>map(Table::name).toList();
      throw new UserError(
          "there is no table "
              + name
              + NearestName.of(name, names)
                  .map(near -> "; did you mean " + near + "?")
                  .orElse("; casebook tables lists them"));
    }
    return table.get();
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

  /// Of everything, with the parameters of notes as they stand.
  ///
  /// @param foreign notes that are examined in another process
  Investigation investigation(Casebook casebook, Optional<ForeignNotes> foreign) {
    return new Investigation(
        sources(),
        catalogue(),
        casebook,
        new Parameters(Map.of()),
        Optional.of(console.cache()),
        foreign);
  }

  private Sources sources(Wanted wanted) {
    return new Sources(
        catalogue().recogniser(), wanted, console.in(), console.now(), console.progress(), reach);
  }

  /// Opens every source, or this host if none is named; the caller closes them.
  ///
  /// @throws UserError if one can't be read
  List<Source> open(List<String> names, Wanted wanted) throws UserError {
    var open = openSome(names, wanted);
    if (!open.unreadable.isEmpty()) {
      open.sources.forEach(Source::close);
      throw new UserError(open.unreadable.getFirst());
    }
    return open.sources;
  }

  /// Sources that were opened, in the order of their names, and what kept others from it.
  record Open(List<Source> sources, List<String> unreadable) {}

  /// Opens every source; of hosts over ssh those that can be reached.
  ///
  /// @throws UserError if another one can't be read
  Open openSome(List<String> names, Wanted wanted) throws UserError {
    check(names);
    var open = new TreeMap<Integer, Source>();
    var unreadable = new TreeMap<Integer, String>();
    try (var arrivals = Arrivals.keeping(sources(wanted), names)) {
      while (arrivals.hasNext()) {
        var arrival = arrivals.next();
        try {
          open.put(arrival.index(), arrival.opener().open());
        } catch (UnreadableSource e) {
          unreadable.put(arrival.index(), e.getMessage());
          if (!SshTarget.isTarget(arrival.name())) {
            open.values().forEach(Source::close);
            throw new UserError(e.getMessage());
          }
        }
      }
    }
    return new Open(List.copyOf(open.values()), List.copyOf(unreadable.values()));
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
