package dev.casebook.wings.accounts.serve;

import dev.casebook.wings.accounts.credentials.Credentials;
import dev.casebook.wings.accounts.credentials.Outcome;
import dev.casebook.wings.accounts.decide.Access;
import dev.casebook.wings.accounts.decide.Question;
import dev.casebook.wings.accounts.decide.Snapshot;
import dev.casebook.wings.accounts.model.PasswordPolicy;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/// Signs people in, whichever protocol brings them: the folder says whether they may, their
/// credentials whether it is they. The credentials are looked at first, so that who may not come in
/// learns no more than who has a wrong password.
public final class SignIns {

  /// The folder as it is served at one moment; each sign-in is answered by one.
  private record Served(Snapshot snapshot, Access access) {}

  private volatile Served served;
  private final Credentials credentials;
  private final InstantSource clock;

  public SignIns(Snapshot snapshot, Credentials credentials, InstantSource clock) {
    served = new Served(snapshot, new Access(snapshot));
    this.credentials = credentials;
    this.clock = clock;
  }

  /// Goes over to another snapshot, for all that is asked from now on.
  public void serve(Snapshot next) {
    served = new Served(next, new Access(next));
  }

  /// @param goal what is asked for
  /// @param by which way, for the journal
  public Outcome begin(String account, char[] secret, Question.Goal goal, String by)
      throws IOException {
    var now = served;
    if (!now.snapshot().company().accounts().containsKey(account)) {
      credentials.refuse(secret);
      return Outcome.WRONG;
    }
    credentials.catchUp();
    boolean codeNeeded = asksForCode(now, account, goal);
    var outcome =
        credentials.signIn(clock.instant(), account, secret, codeNeeded, policy(now, goal), by);
    return allowed(now, account, goal, outcome);
  }

  /// The second step, after [Outcome#CODE_NEEDED].
  public Outcome code(String account, String code, Question.Goal goal, String by)
      throws IOException {
    var now = served;
    if (!now.snapshot().company().accounts().containsKey(account)) {
      return Outcome.WRONG;
    }
    var outcome = credentials.code(clock.instant(), account, code, policy(now, goal), by);
    return allowed(now, account, goal, outcome);
  }

  /// Whoever has a token shows it to the page too, whatever the folder asks for: whose password is
  /// known to somebody else would else lose the tokens with it.
  private boolean asksForCode(Served now, String account, Question.Goal goal) {
    return now.access().asksForCode(account, goal)
        || (goal instanceof Question.Portal && !credentials.tokens(account).isEmpty());
  }

  /// The page is where a password that is too old gets changed.
  private static PasswordPolicy policy(Served now, Question.Goal goal) {
    var policy = now.snapshot().company().passwords();
    return goal instanceof Question.Portal ? policy.ageless() : policy;
  }

  private Outcome allowed(Served now, String account, Question.Goal goal, Outcome outcome) {
    if (outcome != Outcome.ACCEPTED && outcome != Outcome.CODE_NEEDED) {
      return outcome;
    }
    return allows(now, account, goal) ? outcome : Outcome.NOT_ALLOWED;
  }

  /// Whether the folder, as it is served now, lets an account do this.
  public boolean allows(String account, Question.Goal goal) {
    return allows(served, account, goal);
  }

  private boolean allows(Served now, String account, Question.Goal goal) {
    var question = new Question(account, goal, Optional.empty(), clock.instant());
    return !now.access().explain(question).isDenied();
  }

  public Instant now() {
    return clock.instant();
  }

  public Snapshot snapshot() {
    return served.snapshot();
  }
}
