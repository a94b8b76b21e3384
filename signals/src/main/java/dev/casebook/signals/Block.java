package dev.casebook.signals;

/// Whole lines of a log: the bytes from `from` up to `to`, the last line's break optional.
final class Block {
  private final byte[] bytes;
  private final int from;
  private final int to;

  Block(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
  }

  byte[] bytes() {
    return bytes;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  Block part(int partFrom, int partTo) {
    return new Block(bytes, partFrom, partTo);
  }

  int length() {
    return to - from;
  }

  /// Where the first break at or after `at` lies; `to` if there is none.
  int breakFrom(int at) {
    int index = at;
    while (index < to && bytes[index] != '\n') {
      index++;
    }
    return index;
  }

  /// Where the line begins that holds `at`, or would begin there; a break belongs to the line it
  /// ends.
  int lineStart(int at) {
    int start = at;
    while (start > from && bytes[start - 1] != '\n') {
      start--;
    }
    return start;
  }

  /// Where the line that begins at `start` ends, its `\n` or `\r\n` not counted.
  int contentEnd(int start) {
    int end = breakFrom(start);
    return end > start && bytes[end - 1] == '\r' ? end - 1 : end;
  }
}
