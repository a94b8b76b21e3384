package dev.casebook.cli;

import dev.casebook.console.UserError;
import dev.casebook.evidence.Reason;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A file that is written for its owner only and has its name when it is whole, encrypted on the
/// way if there is a key.
final class NewFile implements Closeable {

  private final Path file;
  private final Path part;
  private final OutputStream stream;
  private final @Nullable Process encrypting;

  private NewFile(Path file, Path part, OutputStream stream, @Nullable Process encrypting) {
    this.file = file;
    this.part = part;
    this.stream = stream;
    this.encrypting = encrypting;
  }

  /// @param key an age recipient or one of gpg; null for a file as it is
  /// @throws UserError if it can't be written there, or is there already
  static NewFile at(Path file, @Nullable String key) throws UserError {
    if (Files.exists(file)) {
      throw new UserError(file + ": already exists; remove it or name another file");
    }
    var parent = file.toAbsolutePath().getParent();
    try {
      var part =
          Files.createTempFile(parent == null ? Path.of(".") : parent, ".casebook-", ".part");
      if (key == null) {
        return new NewFile(file, part, new BufferedOutputStream(Files.newOutputStream(part)), null);
      }
      var process = encrypting(key, part);
      return new NewFile(file, part, process.getOutputStream(), process);
    } catch (IOException e) {
      throw new UserError(file + ": " + Reason.of(e));
    }
  }

  private static Process encrypting(String key, Path part) throws IOException, UserError {
    boolean age = key.startsWith("age1") || key.startsWith("ssh-");
    var line =
        age
            ? List.of("age", "--recipient", key)
            : List.of("gpg", "--batch", "--yes", "--encrypt", "--recipient", key);
    try {
      return new ProcessBuilder(line)
          .redirectOutput(part.toFile())
          .redirectError(ProcessBuilder.Redirect.INHERIT)
          .start();
    } catch (IOException e) {
      Files.deleteIfExists(part);
      throw new UserError(
          "--encrypt-to needs the program " + line.getFirst() + ": " + e.getMessage());
    }
  }

  /// Where it lies.
  Path folder() {
    return Objects.requireNonNull(part.getParent());
  }

  OutputStream stream() {
    return stream;
  }

  /// Everything was written: the file gets its name.
  ///
  /// @return its size in bytes
  long done() throws IOException {
    stream.close();
    if (encrypting != null) {
      try {
        if (encrypting.waitFor() != 0) {
          throw new IOException("was not written: encrypting failed");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      }
    }
    Files.move(part, file);
    return Files.size(file);
  }

  @Override
  public void close() throws IOException {
    if (encrypting != null) {
      encrypting.destroy();
    }
    Files.deleteIfExists(part);
  }
}
