package dev.casebook.diagnosis;

import dev.casebook.formats.logs.LineSplitter;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/// A place in a text that moves forward only and knows the number of its line.
final class LineCursor {

  /// Of a long line this much is shown, from where the row begins in it.
  private static final int TEXT_BYTES_MAX = 400;

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 18];

  /// What is in the buffer and not yet passed: `buffer[from, to)`.
  private int from;

  private int to;
  private boolean ended;
  private long offset;
  private long number = 1;

  LineCursor(InputStream in) {
    this.in = in;
  }

  /// Moves to an offset, or to the end if that comes first.
  void moveTo(long wanted) throws IOException {
    while (offset < wanted && available(1) > 0) {
      int step = (int) Math.min(to - from, wanted - offset);
      number += lineEnds(from, from + step);
      from += step;
      offset += step;
    }
  }

  private long lineEnds(int begin, int end) {
    long count = 0;
    int at = LineSplitter.indexOf(buffer, begin, end, (byte) '\n');
    while (at >= 0) {
      count++;
      at = LineSplitter.indexOf(buffer, at + 1, end, (byte) '\n');
    }
    return count;
  }

  /// The number of the line, from 1.
  long number() {
    return number;
  }

  /// The rest of the line from here; of a line with many JSON objects only the one that begins
  /// here.
  String text() throws IOException {
    int there = available(TEXT_BYTES_MAX + 1);
    int limit = from + Math.min(there, TEXT_BYTES_MAX);
    int end = LineSplitter.indexOf(buffer, from, limit, (byte) '\n');
    int object = objectEnd(end < 0 ? limit : end);
    if (object >= 0) {
      return utf8(object);
    }
    if (end >= 0) {
      return utf8(LineSplitter.contentEnd(buffer, from, end));
    }
    boolean more = limit < to && buffer[limit] != '\n';
    return more ? utf8(limit) + "…" : utf8(LineSplitter.contentEnd(buffer, from, limit));
  }

  private String utf8(int end) {
    return new String(buffer, from, end - from, StandardCharsets.UTF_8);
  }

  /// Where a JSON object that begins here ends before a limit, or -1.
  private int objectEnd(int limit) {
    if (from == limit || buffer[from] != '{') {
      return -1;
    }
    int depth = 0;
    boolean inText = false;
    for (int i = from; i < limit; i++) {
      switch (buffer[i]) {
        case '\\' -> i += inText ? 1 : 0;
        case '"' -> inText = !inText;
        case '{' -> depth += inText ? 0 : 1;
        case '}' -> depth -= inText ? 0 : 1;
        default -> {
          // Between the tokens that matter.
        }
      }
      if (depth == 0) {
        return i + 1;
      }
    }
    return -1;
  }

  /// How many bytes from here on are in the buffer, as many as wanted unless the text ends.
  private int available(int wanted) throws IOException {
    if (to - from < wanted && !ended) {
      System.arraycopy(buffer, from, buffer, 0, to - from);
      to -= from;
      from = 0;
      int read = in.readNBytes(buffer, to, buffer.length - to);
      ended = read < buffer.length - to;
      to += read;
    }
    return to - from;
  }
}
