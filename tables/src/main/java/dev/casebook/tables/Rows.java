package dev.casebook.tables;

/// Takes what an artifact's parser makes of it: rows, and lines that were not understood.
public interface Rows<R extends Record> {

  /// Adds the row that a line tells.
  default void add(Line line, R row) {
    add(line.offset(), row);
  }

  /// Adds the row that stands at this offset of the artifact.
  void add(long offset, R row);

  /// Reports a line that should have been a row and is not understood, and why.
  void reject(Line line, String reason);
}
