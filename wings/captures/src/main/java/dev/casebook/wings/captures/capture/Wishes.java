package dev.casebook.wings.captures.capture;

/// What is captured at each place.
///
/// @param filter as tcpdump takes it; empty for all
/// @param awaited a filter whose first packet is a trigger; empty for none
/// @param snapLength bytes of each frame
/// @param bufferKib of the kernel for what is not read yet; 0 for what tcpdump takes
/// @param promiscuous whether frames for other stations are taken too
public record Wishes(
    String filter, String awaited, int snapLength, int bufferKib, boolean promiscuous) {

  /// tcpdump's, which is all of any frame.
  public static final int SNAP_LENGTH_MAX = 262_144;

  /// Everything, whole.
  public static Wishes all() {
    return new Wishes("", "", SNAP_LENGTH_MAX, 0, true);
  }

  public Wishes withFilter(String other) {
    return new Wishes(other, awaited, snapLength, bufferKib, promiscuous);
  }
}
