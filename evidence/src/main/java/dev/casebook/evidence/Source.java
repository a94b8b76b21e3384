package dev.casebook.evidence;

import java.io.IOException;
import java.util.List;

/// A source that was opened: the snapshots it holds. Closing it frees what was kept of it.
///
/// @param name as the user named it
/// @param handing makes it available to a child process
public record Source(String name, List<Snapshot> snapshots, Handing handing)
    implements AutoCloseable {

  public Source {
    snapshots = List.copyOf(snapshots);
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
