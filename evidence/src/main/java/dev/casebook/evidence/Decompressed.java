package dev.casebook.evidence;

import dev.casebook.evidence.archive.Compression;
import dev.casebook.evidence.archive.Expansions;
import dev.casebook.evidence.archive.Problem;
import dev.casebook.evidence.archive.Spool;
import dev.casebook.evidence.archive.Utf8Stream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/// The bytes of a file without its compression, if it has one, and as UTF-8 if they are UTF-16.
///
/// @param file its path among the source's
/// @param all compressed files of the source
/// @param listener is told what is wrong with the bytes, when they are read
record Decompressed(FileTree.Entry entry, String file, Expansions all, Consumer<Problem> listener)
    implements Opening {

  @Override
  public InputStream open() throws IOException {
    return Utf8Stream.of(Decompression.of(entry.open(), all, file, listener));
  }

  @Override
  public Optional<MappedBytes> map() throws IOException {
    return isCompressed() ? Optional.empty() : entry.opening().map();
  }

  private boolean isCompressed() throws IOException {
    try (var in = entry.open()) {
      return Compression.of(in.readNBytes(Compression.HEAD_BYTES)) != Compression.NONE;
    }
  }

  /// Everything that an opening gives, in a file without a name, as far as it fits the bound of a
  /// [Spool].
  static MappedBytes spooled(Opening opening) throws IOException {
    try (var spool = new Spool(Path.of(System.getProperty("java.io.tmpdir")));
        var in = opening.open()) {
      var region = spool.keep(in);
      return MappedBytes.of(region::map, region.problem().map(Problem::reason).orElse(""));
    }
  }
}
