package dev.casebook.wings.lines.probe;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What is probed, how often, and where it is written.
///
/// @param interval from one probe to the next to the same target
/// @param patience how long an answer may take
/// @param end when it ends by itself, if it does
public record ProbePlan(
    List<ProbeTarget> targets,
    Path folder,
    Duration interval,
    Duration patience,
    Optional<Duration> end) {

  public ProbePlan {
    targets = List.copyOf(targets);
  }
}
