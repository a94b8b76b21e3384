package dev.casebook.evidence.archive;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A program of the system that makes archives: tar, xz, zstd, bzip2, gzip, zip.
///
/// A test that needs one fails when it is not installed, with the command that installs it.
final class RealTool {
  private static final long DEADLINE_SECONDS = 120;

  private RealTool() {}

  /// What `command` writes when it reads `input`.
  static byte[] filter(byte[] input, String... command) {
    try {
      var in = Files.createTempFile("casebook-test", ".in");
      try {
        Files.write(in, input);
        return run(Path.of(""), ProcessBuilder.Redirect.from(in.toFile()), command);
      } finally {
        Files.delete(in);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /// What `command` writes when it runs in `folder`.
  static byte[] in(Path folder, String... command) {
    var nothing = ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile());
    try {
      return run(folder, nothing, command);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static byte[] run(Path folder, ProcessBuilder.Redirect input, String... command)
      throws IOException {
    var out = Files.createTempFile("casebook-test", ".out");
    var errors = Files.createTempFile("casebook-test", ".err");
    try {
      var process =
          start(
              new ProcessBuilder(command)
                  .directory(folder.toAbsolutePath().toFile())
                  .redirectInput(input)
                  .redirectOutput(out.toFile())
                  .redirectError(errors.toFile()));
      boolean ended = process.waitFor(DEADLINE_SECONDS, SECONDS);
      process.destroyForcibly();
      assertThat(ended).as("%s ends in time", List.of(command)).isTrue();
      assertThat(process.exitValue())
          .as("%s: %s", List.of(command), Files.readString(errors))
          .isZero();
      return Files.readAllBytes(out);
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    } finally {
      Files.delete(out);
      Files.delete(errors);
    }
  }

  private static Process start(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException absent) {
      return fail(
          "%s is needed: apt-get install -y tar gzip xz-utils zstd bzip2 zip lz4 lzip lzop ncompress",
          builder.command().getFirst(), absent);
    }
  }
}
