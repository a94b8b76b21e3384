package dev.casebook.tables;

/// Takes the cell of one column of a [stream][Streaming]'s row, by the call that fits the column's
/// type. A cell for which nothing is called is NULL.
public interface ColumnWriter {

  /// Of a VARCHAR. Cheap where it is the same object as in the row before.
  void text(String text);

  /// Of a VARCHAR: a copy of these bytes, which are valid UTF-8.
  void utf8(byte[] bytes, int from, int to);

  /// Of a BIGINT.
  void number(long number);

  /// Of a TIMESTAMP: microseconds since 1970, UTC.
  void micros(long micros);
}
