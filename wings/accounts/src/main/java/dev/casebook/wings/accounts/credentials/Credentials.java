package dev.casebook.wings.accounts.credentials;

import dev.casebook.wings.accounts.model.PasswordPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Passwords, tokens and locks of all accounts. What it answers is on the disk before: a value of a
/// token is good once, also for two that bring it at the same moment and after whatever end of the
/// process.
public final class Credentials implements AutoCloseable {

  private static final int SEED_BYTES = 20;

  private static final SecureRandom RANDOM = new SecureRandom();

  /// Checked where there is no password, so that an unknown name takes as long as a known one.
  private static final String NOBODY = Passwords.hashed("nobody".toCharArray());

  private final Vault vault;
  private final VerifiedPasswords verified = new VerifiedPasswords();
  private final Map<String, Standing> standings = new HashMap<>();
  private final Journal journal;

  private Credentials(Path folder) throws IOException {
    vault = Vault.in(folder);
    journal = Journal.open(folder.resolve("journal"), this::take);
  }

  /// @param folder made if it is not there; only its owner enters it
  /// @throws IOException also where the journal was changed by somebody else
  public static Credentials in(Path folder) throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    return new Credentials(folder);
  }

  private void take(Chain.Entry entry) {
    var event = Event.of(entry.event());
    if (event.isEmpty()) {
      return;
    }
    synchronized (standings) {
      standings
          .computeIfAbsent(event.get().account(), _ -> new Standing())
          .take(
              entry.time(),
              event.get(),
              event.get() instanceof Event.TokenAdded added ? opened(added) : Optional.empty());
    }
  }

  private Optional<Token> opened(Event.TokenAdded added) {
    try {
      byte[] seed = vault.opened(added.seed(), context(added.account(), added.token()));
      return Optional.of(new Token(added.token(), added.kind(), seed, -1));
    } catch (GeneralSecurityException e) {
      return Optional.empty(); // by another key: a token that no value is good for
    }
  }

  private static String context(String account, String token) {
    return account + "\n" + token;
  }

  public void setPassword(Instant now, String actor, String account, char[] password)
      throws IOException {
    var hash = Passwords.hashed(password);
    verified.forget(account);
    journal.exclusively(writer -> {
      writer.add(now, actor, new Event.PasswordSet(account, hash));
      return true;
    });
  }

  /// A new token with a seed of its own.
  public Token addToken(Instant now, String actor, String account, Token.Kind kind)
      throws IOException {
    var seed = new byte[SEED_BYTES];
    RANDOM.nextBytes(seed);
    return journal.exclusively(writer -> {
      var ids = tokens(account).stream().map(Token::id).collect(Collectors.toSet());
      int free = 1;
      while (ids.contains("token" + free)) {
        free++;
      }
      var id = "token" + free;
      var sealed = vault.sealed(seed, context(account, id));
      writer.add(now, actor, new Event.TokenAdded(account, id, kind, sealed));
      return new Token(id, kind, seed, -1);
    });
  }

  /// @return whether there was one
  public boolean removeToken(Instant now, String actor, String account, String token)
      throws IOException {
    return journal.exclusively(writer -> {
      if (tokens(account).stream().noneMatch(one -> one.id().equals(token))) {
        return false;
      }
      writer.add(now, actor, new Event.TokenRemoved(account, token));
      return true;
    });
  }

  /// Takes two values in a row of a token that ran ahead; both are gone then.
  ///
  /// @return whether they were found
  public boolean resync(Instant now, String actor, String account, String first, String second)
      throws IOException {
    return journal.exclusively(writer -> {
      for (var token : tokens(account)) {
        var position = OneTimeCode.positionOfTwo(token, first, second, now);
        if (position.isPresent()) {
          writer.add(now, actor, new Event.CodeTaken(account, token.id(), position.getAsLong()));
          return true;
        }
      }
      return false;
    });
  }

  public void unlock(Instant now, String actor, String account) throws IOException {
    journal.exclusively(writer -> {
      writer.add(now, actor, new Event.Unlocked(account));
      return true;
    });
  }

  public List<Token> tokens(String account) {
    synchronized (standings) {
      var standing = standings.get(account);
      return standing == null ? List.of() : List.copyOf(standing.tokens().values());
    }
  }

  public boolean hasPassword(String account) {
    synchronized (standings) {
      var standing = standings.get(account);
      return standing != null && !standing.passwordHash().isEmpty();
    }
  }

  /// When it may sign in again; empty if it may.
  public Optional<Instant> lockedUntil(String account, PasswordPolicy policy, Instant now) {
    synchronized (standings) {
      var standing = standings.get(account);
      if (standing == null
          || policy.failuresMax() == 0
          || standing.failures() < policy.failuresMax()) {
        return Optional.empty();
      }
      if (policy.lockedFor().isZero()) {
        return Optional.of(Instant.MAX);
      }
      var until = standing.lastFailure().plus(policy.lockedFor());
      return now.isBefore(until) ? Optional.of(until) : Optional.empty();
    }
  }

  /// Signs somebody in.
  ///
  /// @param secret a password; where a code is needed, perhaps with the code at its end
  /// @param codeNeeded whether a token is asked for
  /// @param by which way, for the journal
  public Outcome signIn(
      Instant now,
      String account,
      char[] secret,
      boolean codeNeeded,
      PasswordPolicy policy,
      String by)
      throws IOException {
    journal.catchUp();
    if (lockedUntil(account, policy, now).isPresent()) {
      return Outcome.LOCKED;
    }
    int codeStart = secret.length - OneTimeCode.DIGITS;
    boolean mayHoldCode = codeNeeded && codeStart > 0 && isDigits(secret, codeStart);
    if (mayHoldCode) {
      var password = Arrays.copyOf(secret, codeStart);
      if (isPassword(account, password)) {
        return finish(now, account, new String(secret, codeStart, OneTimeCode.DIGITS), policy, by);
      }
    }
    if (isPassword(account, secret)) {
      return codeNeeded
          ? tokens(account).isEmpty()
              ? Outcome.NO_TOKEN
              : aged(account, policy, now, Outcome.CODE_NEEDED)
          : finish(now, account, "", policy, by);
    }
    return failed(now, account, by, Outcome.WRONG);
  }

  /// Takes as long as a wrong password does, for a name that nobody has. Nothing is kept of it: the
  /// journal would grow by whatever names strangers think of.
  public void refuse(char[] secret) {
    Passwords.matches(secret, NOBODY);
  }

  /// The second step, after [Outcome#CODE_NEEDED].
  public Outcome code(Instant now, String account, String code, PasswordPolicy policy, String by)
      throws IOException {
    journal.catchUp();
    return code.isEmpty()
        ? failed(now, account, by, Outcome.WRONG)
        : finish(now, account, code, policy, by);
  }

  /// Takes the code, if there is one, and signs in.
  private Outcome finish(Instant now, String account, String code, PasswordPolicy policy, String by)
      throws IOException {
    return journal.exclusively(writer -> {
      if (lockedUntil(account, policy, now).isPresent()) {
        return Outcome.LOCKED;
      }
      if (!code.isEmpty() && !taken(writer, now, account, code, by)) {
        writer.add(now, by, new Event.Failed(account, by));
        return Outcome.WRONG;
      }
      var outcome = aged(account, policy, now, Outcome.ACCEPTED);
      if (outcome == Outcome.ACCEPTED) {
        writer.add(now, by, new Event.SignedIn(account, by));
      }
      return outcome;
    });
  }

  private boolean taken(Journal.Writer writer, Instant now, String account, String code, String by)
      throws IOException {
    for (var token : tokens(account)) {
      var position = OneTimeCode.position(token, code, now);
      if (position.isPresent()) {
        writer.add(now, by, new Event.CodeTaken(account, token.id(), position.getAsLong()));
        return true;
      }
    }
    return false;
  }

  private Outcome failed(Instant now, String account, String by, Outcome outcome)
      throws IOException {
    return journal.exclusively(writer -> {
      writer.add(now, by, new Event.Failed(account, by));
      return outcome;
    });
  }

  private Outcome aged(String account, PasswordPolicy policy, Instant now, Outcome outcome) {
    synchronized (standings) {
      var standing = standings.get(account);
      return standing != null
              && !policy.ageMax().isZero()
              && standing.passwordSet().plus(policy.ageMax()).isBefore(now)
          ? Outcome.PASSWORD_TOO_OLD
          : outcome;
    }
  }

  private boolean isPassword(String account, char[] password) {
    String kept;
    synchronized (standings) {
      var standing = standings.get(account);
      kept = standing == null ? "" : standing.passwordHash();
    }
    if (kept.isEmpty()) {
      Passwords.matches(password, NOBODY);
      return false;
    }
    return verified.isKnown(account, kept, password)
        || (Passwords.matches(password, kept) && verified.learn(account, kept, password));
  }

  private static boolean isDigits(char[] text, int from) {
    for (int i = from; i < text.length; i++) {
      if (text[i] < '0' || text[i] > '9') {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    journal.close();
  }
}
