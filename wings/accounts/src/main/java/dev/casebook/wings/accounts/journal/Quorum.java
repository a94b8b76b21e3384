package dev.casebook.wings.accounts.journal;

import java.io.IOException;
import java.util.Optional;

/// Where more than one machine keeps the journal: who may add to it, and when a line counts.
public interface Quorum {

  /// Waits until lines count.
  interface Acknowledgement {

    /// @param number of the last line that was added
    /// @throws IOException where the line may not be on enough machines: nobody is told then
    void await(long number) throws IOException;
  }

  /// Asked before a line is added, while nobody else adds.
  ///
  /// @param nodes who keeps the journal; empty where this machine alone does
  /// @throws IOException where nothing may be added here
  Acknowledgement adding(Optional<Nodes> nodes) throws IOException;
}
