package dev.casebook.evidence;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// What will be asked of a source, known before it is opened: what is collected of a host and what
/// is kept of an archive.
///
/// @param wishes one for each table or other reader
/// @param sieve what of large logs is enough; empty where whole logs are wanted
public record Wanted(List<Wish> wishes, Optional<Sieve> sieve) {

  public Wanted {
    wishes = List.copyOf(wishes);
  }

  public Wanted(List<Wish> wishes) {
    this(wishes, Optional.empty());
  }

  /// What one reader asks for.
  ///
  /// @param readings ways to read it, in order, each with all its artifacts; the first that gives
  ///   something is enough, as for a [table](dev.casebook.tables)
  /// @param beside artifacts that complete it, wherever they are
  public record Wish(List<List<ArtifactName>> readings, List<ArtifactName> beside) {
    public Wish {
      readings = readings.stream().map(List::copyOf).toList();
      beside = List.copyOf(beside);
    }

    Stream<ArtifactName> names() {
      return Stream.concat(readings.stream().flatMap(List::stream), beside.stream());
    }
  }

  /// Lines of large logs that are enough for those who ask: a host can be asked for no others.
  ///
  /// @param logs the names that it is about, as far as nobody else wishes for the same file
  /// @param words each line that is looked for holds one of them, its ASCII letters in either case;
  ///   empty if that can't be said. Only asked for when it is needed
  public record Sieve(List<ArtifactName> logs, Supplier<List<String>> words) {
    public Sieve {
      logs = List.copyOf(logs);
    }
  }

  /// The same, of which of large logs some lines are enough.
  public Wanted through(Sieve lines) {
    return new Wanted(wishes, Optional.of(lines));
  }

  /// What both ask for, logs whole.
  public Wanted and(Wanted other) {
    return new Wanted(Stream.concat(wishes.stream(), other.wishes.stream()).distinct().toList());
  }

  /// Every name, those that tell the host's name and clock, and what tells of a bundle of our own.
  List<ArtifactName> names() {
    return Stream.of(
            wishes.stream().flatMap(Wish::names),
            HostFactsReader.NAMES.stream(),
            Stream.of(Manifest.NAME))
        .flatMap(names -> names)
        .distinct()
        .toList();
  }
}
