package dev.casebook.evidence;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/// The bytes of a file that may be compressed, as rotated logs are.
final class Decompression {

  private Decompression() {}

  static InputStream of(InputStream in) throws IOException {
    var buffered = new BufferedInputStream(in, 64 * 1024);
    buffered.mark(8);
    int first = buffered.read();
    int second = buffered.read();
    buffered.reset();
    return first == 0x1f && second == 0x8b ? new GZIPInputStream(buffered) : buffered;
  }
}
