package dev.casebook.evidence.archive;

import java.io.IOException;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/// Inflated bytes of one raw deflate stream; the source stands right behind it at its end.
///
/// Source: RFC 1951.
final class DeflateStream extends BulkStream {
  private final ByteSource source;
  private final Inflater inflater = new Inflater(true);
  private boolean ended;
  private @Nullable Damage damage;

  DeflateStream(ByteSource source) {
    this.source = source;
  }

  /// Begins another stream at the source's position.
  DeflateStream restart() {
    inflater.reset();
    ended = false;
    damage = null;
    return this;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    if (damage != null) {
      throw damage;
    }
    if (ended) {
      return -1;
    }
    long before = inflater.getBytesWritten();
    try {
      return inflate(to, offset, length);
    } catch (DataFormatException corrupt) {
      // What was inflated before the error is in `to` and goes first.
      damage = Damage.corrupt("the deflated data cannot be inflated");
      int count = (int) (inflater.getBytesWritten() - before);
      return count > 0 ? count : read(to, offset, length);
    }
  }

  private int inflate(byte[] to, int offset, int length) throws IOException, DataFormatException {
    while (true) {
      int count = inflater.inflate(to, offset, length);
      if (inflater.finished()) {
        ended = true;
        source.unread(inflater.getRemaining());
        return count > 0 ? count : -1;
      }
      if (count > 0) {
        return count;
      }
      if (inflater.needsDictionary()) {
        throw new DataFormatException();
      }
      if (!source.has(1)) {
        throw Damage.truncated("the deflated data stops early");
      }
      // The inflater reads from the source's buffer, which stays as it is until more is wanted.
      int given = source.buffered();
      inflater.setInput(source.buffer(), source.position(), given);
      source.advance(given);
    }
  }

  /// How many bytes the stream gave so far.
  long produced() {
    return inflater.getBytesWritten();
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    source.close();
  }
}
