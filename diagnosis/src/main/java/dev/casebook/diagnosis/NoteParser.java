package dev.casebook.diagnosis;

import dev.casebook.query.QueryFailure;
import dev.casebook.query.Select;

/// Finds out what the blocks of notes and views demand, so that what a note needs is known before
/// any evidence is read.
public interface NoteParser {

  /// DuckDB's own parser, which executes nothing.
  Select parse(String sql) throws QueryFailure;

  /// A block that does not parse demands nothing; running it says why.
  default Note demanding(Note note) {
    return note.with(block -> demanding(block, Parameters.defaults().fill(note, block.sql())));
  }

  default View demanding(View view) {
    return view.with(block -> demanding(block, block.sql()));
  }

  private Block demanding(Block block, String sql) {
    try {
      return block.demanding(parse(sql).demand());
    } catch (QueryFailure e) {
      return block;
    }
  }
}
