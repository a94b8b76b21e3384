package dev.casebook.evidence.archive;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/// How an archive that we write is compressed, told by its name's end.
public enum Packing {
  NONE(".tar"),
  GZIP(".tar.gz"),
  GZIP_SHORT(".tgz"),
  ZSTD(".tar.zst");

  private static final int BUFFER_BYTES = 1 << 16;

  private final String ending;

  Packing(String ending) {
    this.ending = ending;
  }

  /// Empty if the name has no ending that is known.
  public static Optional<Packing> of(String name) {
    for (var one : values()) {
      if (name.endsWith(one.ending)) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  /// Of a file's name.
  public String ending() {
    return ending;
  }

  /// Compresses what is written.
  public OutputStream over(OutputStream out) throws IOException {
    return switch (this) {
      case NONE -> out;
      case GZIP, GZIP_SHORT -> new GZIPOutputStream(out, BUFFER_BYTES);
      case ZSTD -> new ZstdOutputStream(out);
    };
  }
}
