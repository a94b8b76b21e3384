package dev.casebook.evidence.archive;

import java.io.Closeable;
import java.io.IOException;

/// What a source turned out to be.
public sealed interface Opened extends Closeable {
  /// An archive. Closing it closes the source.
  ///
  /// @param format what it is, outermost last: `tar, xz`; `zip`
  record Archive(ArchiveReader reader, String format) implements Opened {
    @Override
    public void close() throws IOException {
      reader.close();
    }
  }

  /// A file that is not an archive, without its compression. Closing it closes the source.
  record SingleFile(Compression compression, BoundedStream bytes) implements Opened {
    @Override
    public void close() throws IOException {
      bytes.close();
    }
  }
}
