package dev.casebook.evidence;

import java.util.List;

/// A source that was opened: the snapshots it holds. Closing it frees what was kept of it.
///
/// @param name as the user named it
public record Source(String name, List<Snapshot> snapshots) implements AutoCloseable {

  public Source {
    snapshots = List.copyOf(snapshots);
  }

  @Override
  public void close() {
    snapshots.forEach(Snapshot::close);
  }
}
