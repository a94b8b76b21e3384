package dev.casebook.wings.holders.tool;

import java.util.Locale;

/// How something is held.
public enum Way {
  OPEN,
  MAPPED,
  /// Working directory.
  CWD,
  /// Root directory.
  ROOT,
  /// It is run.
  PROGRAM,
  /// Locked by the kernel itself, as for a client of NFS; a lock of a process stands at what it has
  /// open.
  LOCK,
  SOCKET,
  /// Mounted, here or in another namespace.
  MOUNT,
  /// A layer of an overlay.
  LAYER,
  SWAP,
  /// Behind a loop device.
  LOOP,
  /// A device of the device mapper or of md stands on it.
  DEVICE;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Whether ending a process lets it go.
  public boolean isOfProcess() {
    return switch (this) {
      case OPEN, MAPPED, CWD, ROOT, PROGRAM, SOCKET -> true;
      case LOCK, MOUNT, LAYER, SWAP, LOOP, DEVICE -> false;
    };
  }
}
