package dev.casebook.evidence;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// A source that was opened: the snapshots it holds. Closing it frees what was kept of it.
///
/// @param name as the user named it
/// @param handing makes it available to a child process
/// @param bundle writes it down, if it is a host
public record Source(
    String name, List<Snapshot> snapshots, Handing handing, Optional<HostBundle> bundle)
    implements AutoCloseable {

  public Source {
    snapshots = List.copyOf(snapshots);
  }

  /// A source that is no host.
  Source(String name, List<Snapshot> snapshots, Handing handing) {
    this(name, snapshots, handing, Optional.empty());
  }

  /// Makes an open source available to another process, as long as it stays open.
  public interface Handing {
    Handover over() throws IOException;
  }

  @Override
  public void close() {
    snapshots.forEach(Snapshot::close);
  }
}
