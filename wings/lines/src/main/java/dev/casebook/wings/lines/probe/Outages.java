package dev.casebook.wings.lines.probe;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Times in which several probes in a row had no answer, found while rows pass by.
public final class Outages {

  /// Fewer in a row happen by chance: at 1 % loss three do once in a million probes.
  static final int PROBES_MIN = 3;

  /// The longest are kept, the others counted.
  private static final int KEPT_MAX = 20;

  private final List<Outage> longest = new ArrayList<>();
  private @Nullable Instant begin;
  private int failed;
  private Instant last = Instant.EPOCH;

  /// @param isOver whether an answer ended it, and not the end of the rows
  public record Outage(Instant begin, Instant end, long probes, boolean isOver) {

    public Duration length() {
      var length = Duration.between(begin, end);
      return length.isNegative() ? Duration.ZERO : length;
    }
  }

  /// @return the outage that this row ends
  Optional<Outage> add(ProbeRow row) {
    last = row.time();
    if (row.outcome() == ProbeRow.Outcome.UNSENT) {
      return Optional.empty();
    }
    if (!row.isAnswered()) {
      begin = failed++ == 0 ? row.time() : begin;
      return Optional.empty();
    }
    var ended = end(true);
    failed = 0;
    return ended;
  }

  /// @return that which goes on when the rows end
  Optional<Outage> finish() {
    return end(false);
  }

  private Optional<Outage> end(boolean isOver) {
    if (failed < PROBES_MIN || begin == null) {
      return Optional.empty();
    }
    var outage = new Outage(begin, last, failed, isOver);
    longest.add(outage);
    longest.sort(Comparator.comparing(Outage::length).reversed());
    if (longest.size() > KEPT_MAX) {
      longest.removeLast();
    }
    return Optional.of(outage);
  }

  /// The longest, in their order of time.
  public List<Outage> longest() {
    return longest.stream().sorted(Comparator.comparing(Outage::begin)).toList();
  }
}
