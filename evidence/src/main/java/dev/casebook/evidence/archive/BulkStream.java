package dev.casebook.evidence.archive;

import java.io.IOException;
import java.io.InputStream;

/// A stream that gives many bytes at a time: a single one is an array of one.
abstract class BulkStream extends InputStream {

  @Override
  public final int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public abstract int read(byte[] to, int offset, int length) throws IOException;
}
