package dev.casebook.signals;

/// How many bytes the hits of one snapshot's signals may take: one half is divided among the
/// signals, so that a loud one leaves room for all, and the other is for whoever comes first.
final class HitBudget {
  private final long share;
  private long common;
  private int refusals;

  HitBudget(long bytesMax, int signals) {
    common = bytesMax / 2;
    share = bytesMax / 2 / Math.max(1, signals);
  }

  /// What one signal may take.
  final class Allowance {
    private long left = share;

    /// @return false if there is no room for so many bytes
    boolean take(long bytes) {
      if (bytes <= left) {
        left -= bytes;
        return true;
      }
      if (bytes <= common) {
        common -= bytes;
        return true;
      }
      refusals++;
      return false;
    }
  }

  /// How often there was no room.
  int refusals() {
    return refusals;
  }

  Allowance allowance() {
    return new Allowance();
  }
}
