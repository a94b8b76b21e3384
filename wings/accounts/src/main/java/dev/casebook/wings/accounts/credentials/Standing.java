package dev.casebook.wings.accounts.credentials;

import dev.casebook.wings.accounts.model.PasswordPolicy;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;

/// How an account's credentials stand, by the journal so far.
final class Standing {

  private String passwordHash = "";
  private Instant passwordSet = Instant.EPOCH;
  private final SequencedMap<String, Token> tokens = new LinkedHashMap<>();
  private int failures;
  private Instant lastFailure = Instant.EPOCH;
  private Optional<Event.ResetAsked> reset = Optional.empty();
  private final Map<Integer, String> recovery = new LinkedHashMap<>();

  void take(Instant time, Event event, Optional<Token> added) {
    switch (event) {
      case Event.PasswordSet set -> {
        passwordHash = set.hash();
        passwordSet = time;
        failures = 0;
        reset = Optional.empty();
      }
      case Event.TokenAdded _ -> added.ifPresent(token -> tokens.put(token.id(), token));
      case Event.TokenRemoved removed -> {
        tokens.remove(removed.token());
        if (tokens.isEmpty()) {
          recovery.clear();
        }
      }
      case Event.CodeTaken taken ->
          tokens.computeIfPresent(taken.token(), (_, token) -> token.takenAt(taken.position()));
      case Event.SignedIn _ -> failures = 0;
      case Event.Failed _ -> {
        failures++;
        lastFailure = time;
      }
      case Event.Unlocked _ -> failures = 0;
      case Event.Changed _ -> {
        // elsewhere, and nothing of what is kept here
      }
      case Event.ResetAsked asked -> reset = Optional.of(asked);
      case Event.RecoverySet set -> {
        recovery.clear();
        for (int i = 0; i < set.hashes().size(); i++) {
          recovery.put(i, set.hashes().get(i));
        }
      }
      case Event.RecoveryTaken taken -> recovery.remove(taken.number());
    }
  }

  /// When it may sign in again; empty if it may.
  Optional<Instant> lockedUntil(PasswordPolicy policy, Instant now) {
    if (policy.failuresMax() == 0 || failures < policy.failuresMax()) {
      return Optional.empty();
    }
    if (policy.lockedFor().isZero()) {
      return Optional.of(Instant.MAX);
    }
    var until = lastFailure.plus(policy.lockedFor());
    return now.isBefore(until) ? Optional.of(until) : Optional.empty();
  }

  boolean isAged(PasswordPolicy policy, Instant now) {
    return !policy.ageMax().isZero() && passwordSet.plus(policy.ageMax()).isBefore(now);
  }

  /// The link that is good, if its secret is this one.
  Optional<Event.ResetAsked> reset(String hash, Instant now) {
    return reset.filter(one -> now.isBefore(one.until()) && LinkSecret.equal(one.hash(), hash));
  }

  /// The number of the recovery code with this hash, if it was not taken yet.
  OptionalInt recoveryCode(String hash) {
    var found = OptionalInt.empty();
    for (var one : recovery.entrySet()) {
      if (LinkSecret.equal(one.getValue(), hash)) {
        found = OptionalInt.of(one.getKey());
      }
    }
    return found;
  }

  int recoveryCodesLeft() {
    return recovery.size();
  }

  String passwordHash() {
    return passwordHash;
  }

  /// When it got the password that it has; empty where it has none.
  Optional<Instant> passwordSet() {
    return passwordHash.isEmpty() ? Optional.empty() : Optional.of(passwordSet);
  }

  SequencedMap<String, Token> tokens() {
    return tokens;
  }
}
