package dev.casebook.tables;

import dev.casebook.formats.logs.LineSplitter;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/// The lines of a text, without their ends (`\n`, `\r\n`); an empty last one is left out. Each is
/// made when it is come to: all those of a text of line ends would take seventy times its bytes.
public final class Lines implements Iterable<Line> {

  /// No line of a table's artifact is this long; of a longer one its beginning is kept.
  static final int LINE_MAX = 1024 * 1024;

  private final byte[] bytes;

  Lines(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Of a text that is not there.
  public static Lines none() {
    return new Lines(new byte[0]);
  }

  public boolean isEmpty() {
    return bytes.length == 0;
  }

  /// The first line; an empty one if there is none.
  public Line first() {
    return isEmpty() ? new Line(0, "") : iterator().next();
  }

  public Stream<Line> stream() {
    return StreamSupport.stream(spliterator(), false);
  }

  @Override
  public Iterator<Line> iterator() {
    return new Iterator<>() {
      private final LineSplitter splitter = new LineSplitter().over(bytes, 0, bytes.length);

      @Override
      public boolean hasNext() {
        return splitter.rest() < bytes.length;
      }

      @Override
      public Line next() {
        if (!splitter.next() && !splitter.last()) {
          throw new NoSuchElementException();
        }
        return new Line(splitter.from(), text(splitter.from(), splitter.to()));
      }
    };
  }

  private String text(int start, int end) {
    int length = Math.min(end - start, LINE_MAX);
    return new String(bytes, start, length, StandardCharsets.UTF_8);
  }
}
