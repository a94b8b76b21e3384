package dev.casebook.wings.accounts.credentials;

import dev.casebook.wings.accounts.model.Account;
import dev.casebook.wings.accounts.model.PasswordPolicy;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What people do with their own credentials: change or reset the password, enrol tokens, keep
/// recovery codes. As with [Credentials], what it answers is on the disk before.
public final class SelfService {

  /// How long a link for a new password is good.
  public static final Duration LINK_GOOD_FOR = Duration.ofMinutes(30);

  private static final int SEED_BYTES = 20;

  /// More than anybody carries.
  private static final int TOKENS_MAX = 8;

  private static final SecureRandom RANDOM = new SecureRandom();

  /// What came of a link for a new password.
  public enum Reset {
    DONE,
    /// The link is too old, was used, or never was one.
    NO_LINK,
    /// [#refusal] says why; the link is good still.
    REFUSED
  }

  private final Credentials credentials;

  public SelfService(Credentials credentials) {
    this.credentials = credentials;
  }

  public Credentials credentials() {
    return credentials;
  }

  /// Why a password can't be an account's next; empty if it can.
  public Optional<Refusal> refusal(PasswordPolicy policy, Account account, char[] password) {
    var refusal = PasswordRules.refusal(policy, account, password);
    return refusal.isEmpty() && credentials.isPassword(account.name(), password)
        ? Optional.of(Refusal.SAME)
        : refusal;
  }

  /// Whether it is they, asked once more before something that matters; a wrong password counts as
  /// one at a sign-in does.
  public boolean confirms(
      Instant now, String account, char[] password, PasswordPolicy policy, String by)
      throws IOException {
    credentials.catchUp();
    if (credentials.lockedUntil(account, policy, now).isPresent()) {
      credentials.refuse(password);
      return false;
    }
    if (credentials.isPassword(account, password)) {
      return true;
    }
    credentials.failed(now, account, by, Outcome.WRONG);
    return false;
  }

  /// The password as it stands: another one, set by whatever way, has another mark.
  public String passwordMark(String account) {
    return credentials.of(account, Standing::passwordHash, "");
  }

  /// When the password was set; empty if there is none.
  public Optional<Instant> passwordSet(String account) {
    return credentials.of(account, standing -> standing.passwordSet(), Optional.empty());
  }

  public boolean isTooOld(String account, PasswordPolicy policy, Instant now) {
    return credentials.of(account, standing -> standing.isAged(policy, now), false);
  }

  /// A link for a new password, in the place of one before.
  ///
  /// @return what the link holds; only its hash is kept
  public String askReset(Instant now, String actor, String account) throws IOException {
    var secret = LinkSecret.random();
    var asked = new Event.ResetAsked(account, now.plus(LINK_GOOD_FOR), LinkSecret.hash(secret));
    return credentials
        .journal()
        .exclusively(writer -> {
          writer.add(now, actor, asked);
          return secret;
        });
  }

  public boolean isLink(Instant now, String account, String secret) throws IOException {
    credentials.catchUp();
    return isGood(now, account, secret);
  }

  private boolean isGood(Instant now, String account, String secret) {
    var hash = LinkSecret.hash(secret);
    return credentials.of(account, standing -> standing.reset(hash, now).isPresent(), false);
  }

  /// Sets the password by a link, which is good no more then; a lock is gone.
  public Reset reset(
      Instant now,
      String actor,
      Account account,
      String secret,
      char[] password,
      PasswordPolicy policy)
      throws IOException {
    if (!isLink(now, account.name(), secret)) {
      return Reset.NO_LINK;
    }
    if (refusal(policy, account, password).isPresent()) {
      return Reset.REFUSED;
    }
    var hash = Passwords.hashed(password);
    return credentials
        .journal()
        .exclusively(writer -> {
          if (!isGood(now, account.name(), secret)) {
            return Reset.NO_LINK;
          }
          writer.add(now, actor, new Event.PasswordSet(account.name(), hash));
          return Reset.DONE;
        });
  }

  public static byte[] newSeed() {
    var seed = new byte[SEED_BYTES];
    RANDOM.nextBytes(seed);
    return seed;
  }

  public boolean mayHaveAnother(String account) {
    return credentials.tokens(account).size() < TOKENS_MAX;
  }

  /// Adds a token of which a value was shown, so that nobody is locked out by one that never
  /// worked. The value is gone.
  ///
  /// @return empty where the value is none of the token's, or there are too many
  public Optional<Token> enrol(
      Instant now, String actor, String account, Token.Kind kind, byte[] seed, String code)
      throws IOException {
    var position = OneTimeCode.position(new Token("", kind, seed, -1), code, now);
    if (position.isEmpty()) {
      return Optional.empty();
    }
    return credentials
        .journal()
        .exclusively(writer -> {
          if (!mayHaveAnother(account)) {
            return Optional.empty();
          }
          var token = credentials.add(writer, now, actor, account, kind, seed);
          writer.add(now, actor, new Event.CodeTaken(account, token.id(), position.getAsLong()));
          return Optional.of(token);
        });
  }

  /// Recovery codes in the place of those before. They are shown once.
  public List<String> newRecoveryCodes(Instant now, String actor, String account)
      throws IOException {
    var codes = RecoveryCode.several();
    var hashes = codes.stream().map(RecoveryCode::hash).toList();
    return credentials
        .journal()
        .exclusively(writer -> {
          writer.add(now, actor, new Event.RecoverySet(account, hashes));
          return codes;
        });
  }

  public int recoveryCodesLeft(String account) {
    return credentials.of(account, Standing::recoveryCodesLeft, 0);
  }
}
