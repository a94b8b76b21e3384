package dev.casebook.wings.lines.ping;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What is to be sent, to whom, and how long is waited.
///
/// @param count requests to each target; without end if empty
/// @param interval from one request to the next to the same target
/// @param patience how long a reply may take
/// @param deadline when all ends, if it does by itself
/// @param dataBytes behind the 8 bytes of the header
/// @param hops how far a request may go
/// @param source the address that requests come from
/// @param id of the first request to each target
/// @param sameId whether each request has the id of the first, whatever became of that
public record Plan(
    List<Target> targets,
    OptionalInt count,
    Duration interval,
    Duration patience,
    Optional<Duration> deadline,
    int dataBytes,
    OptionalInt hops,
    Optional<InetAddress> source,
    OptionalInt id,
    boolean sameId) {

  public Plan {
    targets = List.copyOf(targets);
  }
}
