package dev.casebook.evidence;

import java.util.List;
import java.util.stream.Stream;

/// What will be asked of a source, known before it is opened: what is collected of a host and what
/// is kept of an archive.
///
/// @param wishes one for each table or other reader
public record Wanted(List<Wish> wishes) {

  public Wanted {
    wishes = List.copyOf(wishes);
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

  /// What both ask for.
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
