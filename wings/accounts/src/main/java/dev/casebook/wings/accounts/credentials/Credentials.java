package dev.casebook.wings.accounts.credentials;

import dev.casebook.wings.accounts.journal.Chain;
import dev.casebook.wings.accounts.journal.Journal;
import dev.casebook.wings.accounts.model.PasswordPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Passwords, tokens and locks of all accounts. What it answers is on the disk before: a value of a
/// token is good once, also for two that bring it at the same moment and after whatever end of the
/// process.
public final class Credentials implements AutoCloseable {

  /// Checked where there is no password, so that an unknown name takes as long as a known one.
  private static final String NOBODY = Passwords.hashed("nobody".toCharArray());

  private final Vault vault;
  private final VerifiedPasswords verified = new VerifiedPasswords();
  private final Map<String, Standing> standings = new HashMap<>();
  private final Journal journal;

  private final Consumer<Chain.Entry> reader = this::take;
  private final boolean isOwnJournal;

  private Credentials(Path folder) throws IOException {
    vault = Vault.in(folder);
    journal = Journal.in(folder, reader);
    isOwnJournal = true;
  }

  private Credentials(Path folder, Journal journal) throws IOException {
    vault = Vault.in(folder);
    this.journal = journal;
    isOwnJournal = false;
    journal.attach(reader);
  }

  /// @param folder made if it is not there; only its owner enters it
  /// @throws IOException also where the journal was changed by somebody else
  public static Credentials in(Path folder) throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    return new Credentials(folder);
  }

  /// Over a journal that somebody else has open, and closes.
  public static Credentials in(Path folder, Journal journal) throws IOException {
    return new Credentials(folder, journal);
  }

  /// What tells whether another state folder has the same key, and not the key: seeds of tokens are
  /// of no use with another.
  public static String keyMark(Path folder) throws IOException {
    return Vault.in(folder).mark();
  }

  private void take(Chain.Entry entry) {
    var event = Event.of(entry.words());
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

  /// Whether it may be one, [SelfService#refusal] says.
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
    var seed = SelfService.newSeed();
    return journal.exclusively(writer -> add(writer, now, actor, account, kind, seed));
  }

  Token add(
      Journal.Writer writer,
      Instant now,
      String actor,
      String account,
      Token.Kind kind,
      byte[] seed)
      throws IOException {
    var ids = tokens(account).stream().map(Token::id).collect(Collectors.toSet());
    int free = 1;
    while (ids.contains("token" + free)) {
      free++;
    }
    var id = "token" + free;
    var sealed = vault.sealed(seed, context(account, id));
    writer.add(now, actor, new Event.TokenAdded(account, id, kind, sealed));
    return new Token(id, kind, seed, -1);
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
    return of(account, standing -> List.copyOf(standing.tokens().values()), List.of());
  }

  public boolean hasPassword(String account) {
    return passwordSet(account).isPresent();
  }

  /// When it got the password that it has; empty where it has none.
  public Optional<Instant> passwordSet(String account) {
    return of(account, Standing::passwordSet, Optional.empty());
  }

  /// Whether its password is older than it may be.
  public boolean isAged(String account, PasswordPolicy policy, Instant now) {
    return of(account, standing -> standing.isAged(policy, now), false);
  }

  /// Reads what other processes have added.
  public void catchUp() throws IOException {
    journal.catchUp();
  }

  Journal journal() {
    return journal;
  }

  /// @param none for an account that nothing has happened to
  <T> T of(String account, Function<Standing, T> asked, T none) {
    synchronized (standings) {
      var standing = standings.get(account);
      return standing == null ? none : asked.apply(standing);
    }
  }

  /// When it may sign in again; empty if it may.
  public Optional<Instant> lockedUntil(String account, PasswordPolicy policy, Instant now) {
    return of(account, standing -> standing.lockedUntil(policy, now), Optional.empty());
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
      refuse(secret);
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
    var hash = RecoveryCode.hash(code);
    var recovery = of(account, standing -> standing.recoveryCode(hash), OptionalInt.empty());
    if (recovery.isPresent()) {
      writer.add(now, by, new Event.RecoveryTaken(account, recovery.getAsInt()));
    }
    return recovery.isPresent();
  }

  Outcome failed(Instant now, String account, String by, Outcome outcome) throws IOException {
    return journal.exclusively(writer -> {
      writer.add(now, by, new Event.Failed(account, by));
      return outcome;
    });
  }

  private Outcome aged(String account, PasswordPolicy policy, Instant now, Outcome outcome) {
    return of(account, standing -> standing.isAged(policy, now), false)
        ? Outcome.PASSWORD_TOO_OLD
        : outcome;
  }

  boolean isPassword(String account, char[] password) {
    var kept = of(account, Standing::passwordHash, "");
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
    if (isOwnJournal) {
      journal.close();
    } else {
      journal.detach(reader);
    }
  }
}
