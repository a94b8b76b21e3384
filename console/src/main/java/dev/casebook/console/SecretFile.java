package dev.casebook.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A file whose first line is a passphrase or another secret.
public final class SecretFile {

  private static final int BYTES_MAX = 64 * 1024;

  private SecretFile() {}

  /// Its first line; empty where it can't be read, or is larger than such a file is.
  public static Optional<char[]> firstLine(Path file) throws IOException {
    if (!Files.isReadable(file) || Files.size(file) > BYTES_MAX) {
      return Optional.empty();
    }
    return Optional.of(Files.readString(file).lines().findFirst().orElse("").toCharArray());
  }
}
