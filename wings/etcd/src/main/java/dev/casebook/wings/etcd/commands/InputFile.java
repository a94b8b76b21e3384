package dev.casebook.wings.etcd.commands;

import dev.casebook.console.Console;
import dev.casebook.console.UserError;
import dev.casebook.evidence.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A file that is named, or standard input.
final class InputFile {

  /// Far above what etcd keeps under one key.
  private static final int BYTES_MAX = 64 << 20;

  /// What a command does with the bytes.
  interface Reading<T> {
    T of(InputStream in) throws IOException, UserError;
  }

  private InputFile() {}

  /// Reads it whole.
  static byte[] read(Console console, @Nullable Path file) throws UserError {
    return with(console, file, InputFile::whole);
  }

  /// Reads it as the command does.
  static <T> T with(Console console, @Nullable Path file, Reading<T> reading) throws UserError {
    try {
      if (file == null || file.toString().equals("-")) {
        return reading.of(console.in());
      }
      try (var in = Files.newInputStream(file)) {
        return reading.of(in);
      }
    } catch (IOException e) {
      throw new UserError((file == null ? "standard input" : file) + ": " + Reason.of(e));
    }
  }

  private static byte[] whole(InputStream in) throws IOException, UserError {
    var bytes = in.readNBytes(BYTES_MAX + 1);
    if (bytes.length > BYTES_MAX) {
      throw new UserError("the input is longer than " + (BYTES_MAX >> 20) + " MiB");
    }
    return bytes;
  }
}
