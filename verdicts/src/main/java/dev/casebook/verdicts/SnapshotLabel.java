package dev.casebook.verdicts;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What tells one snapshot from all others of a run: two captures of one host are two snapshots.
///
/// @param source that holds it, as the user named it; two sources may show the same host
/// @param host that it shows
/// @param root the folder of the source that stands for the host's `/`; empty for its top
/// @param captured when the evidence was taken, or null where it does not tell
public record SnapshotLabel(String source, String host, String root, @Nullable Instant captured) {

  /// Of what was said before any evidence was looked at.
  public static final SnapshotLabel NOWHERE = new SnapshotLabel("", "", "", null);

  /// Whether it is made of the evidence of the other one: that snapshot itself, or another host
  /// that its logs name.
  boolean isFrom(SnapshotLabel other) {
    return source.equals(other.source)
        && root.equals(other.root)
        && Objects.equals(captured, other.captured);
  }
}
