package dev.casebook.wings.accounts.credentials;

import dev.casebook.wings.accounts.journal.Fact;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What happened to an account's credentials: one line of the journal.
sealed interface Event extends Fact {

  String account();

  /// @param hash as [Passwords] writes it
  record PasswordSet(String account, String hash) implements Event {
    @Override
    public List<String> words() {
      return List.of("password", account, hash);
    }
  }

  /// @param seed sealed by [Vault]
  record TokenAdded(String account, String token, Token.Kind kind, String seed) implements Event {
    @Override
    public List<String> words() {
      return List.of("token", account, token, kind.name(), seed);
    }
  }

  record TokenRemoved(String account, String token) implements Event {
    @Override
    public List<String> words() {
      return List.of("token-removed", account, token);
    }
  }

  /// @param position counter or time step of the value that was taken; none up to it is good again
  record CodeTaken(String account, String token, long position) implements Event {
    @Override
    public List<String> words() {
      return List.of("code", account, token, Long.toString(position));
    }
  }

  record SignedIn(String account, String by) implements Event {
    @Override
    public List<String> words() {
      return List.of("signed-in", account, by);
    }
  }

  record Failed(String account, String by) implements Event {
    @Override
    public List<String> words() {
      return List.of("failed", account, by);
    }
  }

  record Unlocked(String account) implements Event {
    @Override
    public List<String> words() {
      return List.of("unlocked", account);
    }
  }

  /// A link by which the account may have a new password once.
  ///
  /// @param until when it is good no more
  /// @param hash of what the link holds, as [LinkSecret] makes it
  record ResetAsked(String account, Instant until, String hash) implements Event {
    @Override
    public List<String> words() {
      return List.of("reset-link", account, until.toString(), hash);
    }
  }

  /// Codes for whoever has lost the tokens; those from before are good no more.
  ///
  /// @param hashes one of each, in the order of their numbers
  record RecoverySet(String account, List<String> hashes) implements Event {
    public RecoverySet {
      hashes = List.copyOf(hashes);
    }

    @Override
    public List<String> words() {
      var words = new ArrayList<>(List.of("recovery", account, Integer.toString(hashes.size())));
      words.addAll(hashes);
      return words;
    }
  }

  /// @param number of the code, from 0; it is not good again
  record RecoveryTaken(String account, int number) implements Event {
    @Override
    public List<String> words() {
      return List.of("recovery-code", account, Integer.toString(number));
    }
  }

  /// What was about to be done to a target when this was written.
  ///
  /// @param account empty where it is about none
  record Changed(String account, String target, String what) implements Event {
    @Override
    public List<String> words() {
      return List.of("changed", account, target, what);
    }
  }

  /// Reads the words of a line; empty for a kind that a later Casebook wrote.
  static Optional<Event> of(List<String> words) {
    try {
      var account = words.get(1);
      return Optional.ofNullable(
          switch (words.getFirst()) {
            case "password" -> new PasswordSet(account, words.get(2));
            case "token" ->
                new TokenAdded(
                    account, words.get(2), Token.Kind.valueOf(words.get(3)), words.get(4));
            case "token-removed" -> new TokenRemoved(account, words.get(2));
            case "code" -> new CodeTaken(account, words.get(2), Long.parseLong(words.get(3)));
            case "signed-in" -> new SignedIn(account, words.get(2));
            case "failed" -> new Failed(account, words.get(2));
            case "unlocked" -> new Unlocked(account);
            case "changed" -> new Changed(account, words.get(2), words.get(3));
            case "reset-link" -> new ResetAsked(account, Instant.parse(words.get(2)), words.get(3));
            case "recovery" -> new RecoverySet(account, words.subList(3, words.size()));
            case "recovery-code" -> new RecoveryTaken(account, Integer.parseInt(words.get(2)));
            default -> null;
          });
    } catch (IllegalArgumentException | IndexOutOfBoundsException | DateTimeException e) {
      return Optional.empty();
    }
  }
}
