package dev.casebook.evidence;

import dev.casebook.evidence.archive.Spool;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// A large log of which a host sent some lines only, `NUMBER:LINE` each: those that are looked for,
/// and others that tell who writes there and when.
///
/// It is put together with an empty line in the place of each that stayed there, so that every line
/// has its number.
final class SiftedLog {

  private static final int NUMBER_DIGITS_MAX = 12;

  private SiftedLog() {}

  /// @param sizeMax bytes of the log on its host: it has no more lines than that
  static Spool.Region joined(Spool spool, Spool.Region found, Spool.Region others, long sizeMax)
      throws IOException {
    try (var writer = spool.writer();
        var one = new NumberedLines(found.open());
        var other = new NumberedLines(others.open())) {
      var to = new BufferedOutputStream(writer);
      long line = 1;
      one.next();
      other.next();
      while (one.number() < NumberedLines.NONE || other.number() < NumberedLines.NONE) {
        var next = one.number() <= other.number() ? one : other;
        if (next.number() > sizeMax) {
          break;
        }
        // What came twice or out of order, or is nothing but an empty line, leaves the place as it
        // is.
        boolean isNew = next.number() >= line;
        for (; line < next.number(); line++) {
          to.write('\n');
        }
        next.copy(isNew ? to : OutputStream.nullOutputStream());
        line += isNew ? 1 : 0;
        next.next();
      }
      to.flush();
      return writer.region();
    }
  }

  /// Lines with their numbers, one after the other.
  private static final class NumberedLines implements AutoCloseable {
    /// Behind the last line.
    static final long NONE = Long.MAX_VALUE;

    private final InputStream in;
    private long number;

    NumberedLines(InputStream in) {
      this.in = new BufferedInputStream(in, 1 << 16);
    }

    /// The number of the line that is next to be copied.
    long number() {
      return number;
    }

    /// Goes to the next line, of which the one before has been copied.
    void next() throws IOException {
      long read = 0;
      int digits = 0;
      int b = in.read();
      for (; b >= '0' && b <= '9' && digits < NUMBER_DIGITS_MAX; digits++) {
        read = read * 10 + b - '0';
        b = in.read();
      }
      // What has no number was cut, and is the last.
      number = b == ':' && digits > 0 ? read : NONE;
    }

    /// Copies a line with its break.
    void copy(OutputStream to) throws IOException {
      for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
        to.write(b);
      }
      to.write('\n');
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
