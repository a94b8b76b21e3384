package dev.casebook.signals;

import dev.casebook.formats.logs.LineSplitter;

/// Whole lines of a log: the bytes from `from` up to `to`, the last line's break optional.
record Block(byte[] bytes, int from, int to) {

  Block part(int partFrom, int partTo) {
    return new Block(bytes, partFrom, partTo);
  }

  int length() {
    return to - from;
  }

  /// Where the first break at or after `at` lies; `to` if there is none.
  int breakFrom(int at) {
    int found = LineSplitter.indexOf(bytes, at, to, (byte) '\n');
    return found < 0 ? to : found;
  }

  /// Where the line begins that holds `at`, or would begin there; a break belongs to the line it
  /// ends.
  int lineStart(int at) {
    return lineStart(at, from);
  }

  /// The same, where no line's start lies between it and `earliest` but that of `earliest`.
  int lineStart(int at, int earliest) {
    return LineSplitter.lineStart(bytes, at, earliest);
  }

  /// Where the line that begins at `start` ends, its `\n` or `\r\n` not counted.
  int contentEnd(int start) {
    return contentEnd(start, breakFrom(start));
  }

  /// The same for a line whose break lies at `end`.
  int contentEnd(int start, int end) {
    return LineSplitter.contentEnd(bytes, start, end);
  }
}
