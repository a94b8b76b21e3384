package dev.casebook.wings.accounts.credentials;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// How an account's credentials stand, by the journal so far.
final class Standing {

  private String passwordHash = "";
  private Instant passwordSet = Instant.EPOCH;
  private final SequencedMap<String, Token> tokens = new LinkedHashMap<>();
  private int failures;
  private Instant lastFailure = Instant.EPOCH;

  void take(Instant time, Event event, Optional<Token> added) {
    switch (event) {
      case Event.PasswordSet set -> {
        passwordHash = set.hash();
        passwordSet = time;
        failures = 0;
      }
      case Event.TokenAdded _ -> added.ifPresent(token -> tokens.put(token.id(), token));
      case Event.TokenRemoved removed -> tokens.remove(removed.token());
      case Event.CodeTaken taken ->
          tokens.computeIfPresent(taken.token(), (_, token) -> token.takenAt(taken.position()));
      case Event.SignedIn _ -> failures = 0;
      case Event.Failed _ -> {
        failures++;
        lastFailure = time;
      }
      case Event.Unlocked _ -> failures = 0;
    }
  }

  String passwordHash() {
    return passwordHash;
  }

  Instant passwordSet() {
    return passwordSet;
  }

  SequencedMap<String, Token> tokens() {
    return tokens;
  }

  int failures() {
    return failures;
  }

  Instant lastFailure() {
    return lastFailure;
  }
}
