package dev.casebook.tables;

import dev.casebook.evidence.ArtifactName;
import java.util.List;

/// One way to read a table: the artifacts that show it, and how they become rows.
///
/// @param names of all artifacts that are read together; globs stand for several
/// @param parser called once an artifact
public record Reading<R extends Record>(List<ArtifactName> names, Parser<R> parser) {

  public Reading {
    names = List.copyOf(names);
  }

  /// From an artifact's text to rows. A line that is not understood is rejected, never thrown.
  public interface Parser<R extends Record> {
    void parse(Text text, Rows<R> rows);
  }

  /// From one line to rows.
  public interface LineParser<R extends Record> {
    void parse(Line line, Rows<R> rows);
  }
}
