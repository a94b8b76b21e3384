package dev.casebook.wings.captures.capture;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// What a capture came to.
///
/// @param stoppedBy why it ended, in words
/// @param late packets that were written after later ones
/// @param removed files of the ring that made room
/// @param leftOut connections of the tool's own that were not captured
public record Outcome(
    String stoppedBy,
    List<OfPlace> places,
    long late,
    long bytes,
    List<Path> files,
    int removed,
    Set<Connection> leftOut) {

  /// What came of one place.
  ///
  /// @param packets written
  /// @param bytes of their frames, as captured
  /// @param aheadSeconds how far its clock is ahead of this host's; less than nothing if it is
  ///   behind, or if packets were long on their way
  /// @param began whether it ever captured
  /// @param trouble why it did not begin, or ended early; empty if all went well
  public record OfPlace(
      Place place,
      long packets,
      long bytes,
      Counts counts,
      long aheadSeconds,
      boolean began,
      String trouble) {}

  public long packets() {
    return places.stream().mapToLong(OfPlace::packets).sum();
  }

  /// Whether no place ever captured.
  public boolean isNothing() {
    return packets() == 0 && places.stream().noneMatch(OfPlace::began);
  }

  public boolean isWhole() {
    return places.stream().allMatch(one -> one.trouble().isEmpty());
  }
}
