package dev.casebook.tables;

import java.util.function.Consumer;

/// Takes what an artifact's parser makes of it: rows, and lines that were not understood.
public interface Rows<R extends Record> {

  /// Passes rows on and drops what is not understood: for a sibling that only completes columns.
  static <R extends Record> Rows<R> into(Consumer<R> taker) {
    return new Rows<>() {
      @Override
      public void add(long offset, R row) {
        taker.accept(row);
      }

      @Override
      public void reject(Line line, String reason) {
        // The sibling's own table tells.
      }
    };
  }

  /// Adds the row that a line tells.
  default void add(Line line, R row) {
    add(line.offset(), row);
  }

  /// Adds the row that stands at this offset of the artifact.
  void add(long offset, R row);

  /// Reports a line that should have been a row and is not understood, and why.
  void reject(Line line, String reason);

  /// Says which rows this artifact does not hold, in words that go on after its name: nobody may
  /// conclude from their absence.
  default void lacksRows(String what) {}

  /// Says which columns this artifact tells nothing of, nor any beside it.
  default void lacksValues(String what) {}
}
