package dev.casebook.verdicts;

import java.util.List;

/// What became of one source that was to be looked at.
///
/// @param source as the user named it
/// @param layout what it was recognised as, such as `sosreport`; empty if it could not be read
/// @param snapshots that it holds
/// @param shortcomings what could not be read in it, and why
/// @param damaged bytes of it are missing or wrong
/// @param unreadable nothing at all could be read
public record SourceAccount(
    String source,
    String layout,
    List<SnapshotLabel> snapshots,
    List<String> shortcomings,
    boolean damaged,
    boolean unreadable) {

  public SourceAccount {
    snapshots = List.copyOf(snapshots);
    shortcomings = List.copyOf(shortcomings);
  }
}
