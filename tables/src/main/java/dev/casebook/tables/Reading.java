package dev.casebook.tables;

import dev.casebook.evidence.ArtifactName;
import java.util.List;

/// One way to read a table: the artifacts that show it, and how they become rows.
///
/// @param names of all artifacts that are read together; globs stand for several
/// @param parser called once an artifact
/// @param references what an artifact that was found names in turn
public record Reading<R extends Record>(
    List<ArtifactName> names, Parser<R> parser, References references) {

  public Reading {
    names = List.copyOf(names);
  }

  Reading(List<ArtifactName> names, Parser<R> parser) {
    this(names, parser, _ -> List.of());
  }

  /// From an artifact's text to rows. A line that is not understood is rejected, never thrown.
  public interface Parser<R extends Record> {
    void parse(Text text, Rows<R> rows);
  }

  /// The artifacts that another one says are to be read with it, such as included files. Those are
  /// not asked again.
  public interface References {
    List<ArtifactName> in(Text text);
  }

  /// From one line to rows.
  public interface LineParser<R extends Record> {
    void parse(Line line, Rows<R> rows);
  }
}
