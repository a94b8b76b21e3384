package dev.casebook.wings.lines.ping;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Optional;

/// The table of the connection tracker in one network namespace.
final class TrackerTable implements AutoCloseable {

  private TrackerTable() {}

  /// That of the calling thread's namespace.
  static TrackerTable open() throws IOException {
    throw new IOException("not yet");
  }

  /// What it holds of echo requests with this id; empty if nothing.
  Optional<Held> held(InetAddress source, InetAddress target, int id) throws IOException {
    return Optional.empty();
  }

  @Override
  public void close() {}
}
