package dev.casebook.wings.accounts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// A clock that several processes share: it says what stands in a file, and goes when it is told
/// to.
record ClockFile(Path file) implements InstantSource {

  static ClockFile at(Path file, Instant now) throws IOException {
    var clock = new ClockFile(file);
    clock.set(now);
    return clock;
  }

  void pass(Duration time) throws IOException {
    set(instant().plus(time));
  }

  /// Whoever reads meanwhile reads the one or the other.
  private void set(Instant now) throws IOException {
    var next = Files.writeString(file.resolveSibling("clock.next"), now.toString());
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public Instant instant() {
    try {
      return Instant.parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
