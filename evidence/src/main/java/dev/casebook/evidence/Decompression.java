package dev.casebook.evidence;

import dev.casebook.evidence.archive.BoundedStream;
import dev.casebook.evidence.archive.Compression;
import dev.casebook.evidence.archive.Expansions;
import dev.casebook.evidence.archive.Limits;
import dev.casebook.evidence.archive.Problem;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The bytes of a file that may be compressed, known by its first bytes and not by its name. Where
/// they are damaged or too many, everything before is read, and then the reason is thrown.
final class Decompression extends FilterInputStream {

  private final BoundedStream bytes;
  private final @Nullable Problem unread;
  private final Consumer<Problem> listener;

  private Decompression(BoundedStream bytes, @Nullable Problem unread, Consumer<Problem> listener) {
    super(bytes);
    this.bytes = bytes;
    this.unread = unread;
    this.listener = listener;
  }

  /// @param all compressed files of the source, of which this is one
  /// @param file its path
  /// @param listener is told what is thrown
  static InputStream of(InputStream in, Expansions all, String file, Consumer<Problem> listener) {
    var opened = Compression.open(in, Limits.DEFAULT);
    var unread = opened.unread(file).orElse(null);
    return new Decompression(opened.bytes().within(all, file), unread, listener);
  }

  @Override
  public int read() throws IOException {
    refuse();
    return told(bytes.read());
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    refuse();
    return told(bytes.read(to, offset, length));
  }

  /// What is an archive, or encrypted, or should be, is no text, whatever it looks like.
  private void refuse() throws IOException {
    if (unread != null) {
      listener.accept(unread);
      throw new IOException(unread.reason());
    }
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
