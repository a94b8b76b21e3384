package dev.casebook.wings.holders.tool;

import java.util.List;

/// What somebody wants to know the holders of.
public sealed interface Question {

  /// Files, folders with what lies in them, block devices.
  record OfPaths(List<String> paths) implements Question {
    public OfPaths {
      paths = List.copyOf(paths);
    }
  }

  /// The whole file systems that these lie on.
  record OfFileSystems(List<String> paths) implements Question {
    public OfFileSystems {
      paths = List.copyOf(paths);
    }
  }

  /// Deleted files that still take room, on the file systems of these, or on all if there are none.
  record OfDeleted(List<String> paths) implements Question {
    public OfDeleted {
      paths = List.copyOf(paths);
    }
  }

  /// @param protocol tcp, udp, or empty for both
  record OfPort(int port, String protocol) implements Question {}
}
