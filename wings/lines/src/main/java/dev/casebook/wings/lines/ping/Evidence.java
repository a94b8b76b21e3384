package dev.casebook.wings.lines.ping;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What one tracker held of one target's requests: of the last without a reply, and of one that was
/// answered, to compare with.
record Evidence(@Nullable Seen missing, @Nullable Seen answered) {

  static final Evidence NONE = new Evidence(null, null);

  /// Of one request.
  ///
  /// @param held empty if there was no entry
  /// @param isReturned whether its reply was seen to come to the tracker's host for itself
  record Seen(int id, Optional<Held> held, boolean isReturned) {}

  Evidence withMissing(Seen seen) {
    return new Evidence(seen, answered);
  }

  Evidence withAnswered(Seen seen) {
    return new Evidence(missing, seen);
  }

  /// Whether an answered request would tell something new.
  boolean isToBeCompared() {
    return answered == null || (missing != null && answered.held().isEmpty());
  }
}
