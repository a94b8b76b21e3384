package dev.casebook.diagnosis;

import dev.casebook.query.QueryFailure;
import dev.casebook.query.Select;
import java.util.Set;

/// Finds the relations that a note's blocks name, so that what the note needs is known before any
/// evidence is read.
public final class NoteRelations {

  private NoteRelations() {}

  /// DuckDB's own parser, which executes nothing.
  public interface Parser {
    Select parse(String sql) throws QueryFailure;
  }

  /// A block that does not parse names nothing; running it says why.
  public static Note named(Note note, Parser parser) {
    return note.naming(block -> {
      try {
        return parser.parse(Parameters.defaults().fill(note, block.sql())).relations();
      } catch (QueryFailure e) {
        return Set.of();
      }
    });
  }
}
