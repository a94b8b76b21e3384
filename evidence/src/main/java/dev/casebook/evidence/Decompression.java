package dev.casebook.evidence;

import dev.casebook.evidence.archive.BoundedStream;
import dev.casebook.evidence.archive.Compression;
import dev.casebook.evidence.archive.Limits;
import dev.casebook.evidence.archive.Problem;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;

/// The bytes of a file that may be compressed, known by its first bytes and not by its name. Where
/// they are damaged or too many, everything before is read, and then the reason is thrown.
final class Decompression extends FilterInputStream {

  private final BoundedStream bytes;
  private final Consumer<Problem> listener;

  private Decompression(BoundedStream bytes, Consumer<Problem> listener) {
    super(bytes);
    this.bytes = bytes;
    this.listener = listener;
  }

  /// @param listener is told what is thrown
  static InputStream of(InputStream in, Consumer<Problem> listener) {
    return new Decompression(Compression.open(in, Limits.DEFAULT).bytes(), listener);
  }

  @Override
  public int read() throws IOException {
    return told(bytes.read());
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    return told(bytes.read(to, offset, length));
  }

  private int told(int read) throws IOException {
    if (read < 0) {
      var problem = bytes.problem().filter(p -> p.kind() != Problem.Kind.NOTICE);
      if (problem.isPresent()) {
        listener.accept(problem.get());
        throw new IOException(problem.get().reason());
      }
    }
    return read;
  }
}
