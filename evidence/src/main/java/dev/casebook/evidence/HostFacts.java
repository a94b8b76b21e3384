package dev.casebook.evidence;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What has to be known of a host before its evidence can be read: its name and its clock.
///
/// @param host its name, or the source's where it is not told
/// @param hostIsTold whether the evidence tells it
/// @param captured when the evidence was taken, or null
/// @param booted when the kernel started, or null
/// @param zoneIfKnown the zone of times without one, or null
public record HostFacts(
    String host,
    boolean hostIsTold,
    @Nullable Instant captured,
    @Nullable Instant booted,
    @Nullable ZoneId zoneIfKnown) {

  /// The zone in which a time without one is read; UTC where the evidence does not tell.
  public ZoneId zone() {
    return Optional.ofNullable(zoneIfKnown).orElse(ZoneOffset.UTC);
  }
}
