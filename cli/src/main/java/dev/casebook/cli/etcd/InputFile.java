package dev.casebook.cli.etcd;

import dev.casebook.cli.Console;
import dev.casebook.cli.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A file that is named, or standard input, read whole.
final class InputFile {

  /// Far above what etcd keeps under one key.
  private static final int BYTES_MAX = 64 << 20;

  private InputFile() {}

  static byte[] read(Console console, @Nullable Path file) throws UserError {
    if (file == null || file.toString().equals("-")) {
      return read(console.in(), "standard input");
    }
    try (var in = Files.newInputStream(file)) {
      return read(in, file.toString());
    } catch (IOException e) {
      throw new UserError(file + ": can't be read: " + e.getMessage());
    }
  }

  private static byte[] read(InputStream in, String name) throws UserError {
    try {
      var bytes = in.readNBytes(BYTES_MAX + 1);
      if (bytes.length > BYTES_MAX) {
        throw new UserError(name + ": is longer than " + (BYTES_MAX >> 20) + " MiB");
      }
      return bytes;
    } catch (IOException e) {
      throw new UserError(name + ": can't be read: " + e.getMessage());
    }
  }
}
