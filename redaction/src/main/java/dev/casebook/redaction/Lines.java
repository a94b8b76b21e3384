package dev.casebook.redaction;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// The lines of a stream with what ends them, in one buffer; one that is longer than it comes in
/// parts, cut where no word is.
final class Lines {

  /// A line of a log has some hundred bytes, an object of Kubernetes a few thousand.
  private static final int BUFFER_BYTES = 1 << 20;

  /// Most files of a bundle are smaller.
  private static final int FIRST_BYTES = 1 << 14;

  /// No address, name or token is longer.
  private static final int WORD_MAX = 1 << 12;

  /// Takes one line.
  interface Sink {
    /// @param from its first byte
    /// @param to behind its last, which is a line feed, except at the stream's end or of a part
    void line(byte[] buffer, int from, int to) throws IOException;
  }

  private Lines() {}

  static void each(InputStream in, Sink sink) throws IOException {
    var buffer = new byte[FIRST_BYTES];
    int held = 0;
    while (true) {
      int read = in.readNBytes(buffer, held, buffer.length - held);
      held += read;
      boolean isEnd = held < buffer.length;
      int done = whole(buffer, held, sink);
      if (isEnd) {
        if (done < held) {
          sink.line(buffer, done, held);
        }
        return;
      }
      if (done == 0 && buffer.length < BUFFER_BYTES) {
        buffer = Arrays.copyOf(buffer, buffer.length * 4);
        continue;
      }
      if (done == 0) {
        done = cut(buffer);
        sink.line(buffer, 0, done);
      }
      System.arraycopy(buffer, done, buffer, 0, held - done);
      held -= done;
    }
  }

  private static int whole(byte[] buffer, int held, Sink sink) throws IOException {
    int start = 0;
    for (int i = 0; i < held; i++) {
      if (buffer[i] == '\n') {
        sink.line(buffer, start, i + 1);
        start = i + 1;
      }
    }
    return start;
  }

  private static int cut(byte[] buffer) {
    for (int i = buffer.length; i > buffer.length - WORD_MAX; i--) {
      byte c = buffer[i - 1];
      if (c == ' ' || c == ',' || c == 0 || c == '\t' || c == '"') {
        return i;
      }
    }
    return buffer.length;
  }
}
