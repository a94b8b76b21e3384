package dev.casebook.tables;

/// A walk over the rows that a snapshot has of a [streaming][Streaming] table, one after the other,
/// in bounded memory. It belongs to one thread.
public interface RowCursor extends AutoCloseable {

  /// Moves to the next row.
  ///
  /// @return false at the end
  boolean next();

  /// Where the row comes from; see [dev.casebook.evidence.Ledger].
  long origin();

  /// How much of the evidence there is, as far as the walk went.
  Coverage coverage();

  @Override
  void close();
}
