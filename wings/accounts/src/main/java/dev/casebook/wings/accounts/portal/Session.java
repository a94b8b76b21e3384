package dev.casebook.wings.accounts.portal;

import dev.casebook.wings.accounts.credentials.Token;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Somebody who has signed in, or has shown the password and owes a code.
///
/// @param mark how the account's credentials stood; the session ends when they stand otherwise
/// @param enrolling the token that is about to be added, if one is
/// @param notice what the next page says first
record Session(
    String id,
    String account,
    Stage stage,
    Instant begun,
    Instant seen,
    String mark,
    Optional<Enrolling> enrolling,
    Optional<Phrase> notice) {

  /// How far somebody has come.
  enum Stage {
    CODE,
    IN
  }

  /// A token whose first value was not shown yet.
  record Enrolling(Token.Kind kind, byte[] seed, Instant begun) {
    Enrolling {
      seed = seed.clone();
    }

    @Override
    public byte[] seed() {
      return seed.clone();
    }
  }

  /// Without a request.
  private static final Duration IDLE_MAX = Duration.ofMinutes(15);

  /// Whatever is done in it.
  private static final Duration AGE_MAX = Duration.ofHours(8);

  private static final Duration CODE_MAX = Duration.ofMinutes(5);

  static final Duration ENROLLING_MAX = Duration.ofMinutes(10);

  boolean isOver(Instant now) {
    return switch (stage) {
      case CODE -> !now.isBefore(begun.plus(CODE_MAX));
      case IN -> !now.isBefore(seen.plus(IDLE_MAX)) || !now.isBefore(begun.plus(AGE_MAX));
    };
  }

  boolean isIn() {
    return stage == Stage.IN;
  }

  Session seenAt(Instant time) {
    return new Session(id, account, stage, begun, time, mark, enrolling, notice);
  }

  Session enrolling(Optional<Enrolling> token) {
    return new Session(id, account, stage, begun, seen, mark, token, notice);
  }

  Session noticing(Optional<Phrase> what) {
    return new Session(id, account, stage, begun, seen, mark, enrolling, what);
  }
}
