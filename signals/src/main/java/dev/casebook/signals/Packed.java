package dev.casebook.signals;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.casebook.evidence.archive.Compression;
import java.util.Arrays;
import java.util.Optional;

/// What a log is that should be text and is an archive or compressed once more.
final class Packed {
  private static final byte[] ZIP = {'P', 'K', 3, 4};
  private static final byte[] TAR = "ustar".getBytes(US_ASCII);

  /// Where a tar's first header has its magic number.
  private static final int TAR_MAGIC = 257;

  private Packed() {}

  /// The same in words that go on after the log's place; empty if it is neither.
  static Optional<String> of(Block first) {
    if (has(first, TAR_MAGIC, TAR)) {
      return Optional.of(archive("tar"));
    }
    if (has(first, 0, ZIP)) {
      return Optional.of(archive("zip"));
    }
    int end = Math.min(first.to(), first.from() + Compression.HEAD_BYTES);
    var compression = Compression.of(Arrays.copyOfRange(first.bytes(), first.from(), end));
    return switch (compression) {
      case NONE, LZMA -> Optional.empty(); // text may look like LZMA
      case GZIP, XZ, BZIP2, ZSTD, COMPRESS, LZ4, LZ4_LEGACY, LZIP, LZOP, SNAPPY ->
          Optional.of(
              "is compressed once more (" + compression + "); give it as a source of its own");
    };
  }

  private static String archive(String kind) {
    return "is an archive (" + kind + ") inside the source; give it as a source of its own";
  }

  private static boolean has(Block block, int at, byte[] magic) {
    int from = block.from() + at;
    int to = from + magic.length;
    return to <= block.to() && Arrays.equals(block.bytes(), from, to, magic, 0, magic.length);
  }
}
