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

  private final Snapshot snapshot;
  private final Access access;
  private final Credentials credentials;
  private final InstantSource clock;

  public SignIns(Snapshot snapshot, Credentials credentials, InstantSource clock) {
    this.snapshot = snapshot;
    access = new Access(snapshot);
    this.credentials = credentials;
    this.clock = clock;
  }

  /// @param goal what is asked for
  /// @param by which way, for the journal
  public Outcome begin(String account, char[] secret, Question.Goal goal, String by)
      throws IOException {
    if (!snapshot.company().accounts().containsKey(account)) {
      credentials.refuse(secret);
      return Outcome.WRONG;
    }
    credentials.catchUp();
    boolean codeNeeded = asksForCode(account, goal);
    var outcome =
        credentials.signIn(clock.instant(), account, secret, codeNeeded, policy(goal), by);
    return allowed(account, goal, outcome);
  }

  /// The second step, after [Outcome#CODE_NEEDED].
  public Outcome code(String account, String code, Question.Goal goal, String by)
      throws IOException {
    if (!snapshot.company().accounts().containsKey(account)) {
      return Outcome.WRONG;
    }
    var outcome = credentials.code(clock.instant(), account, code, policy(goal), by);
    return allowed(account, goal, outcome);
  }

  /// Whoever has a token shows it to the page too, whatever the folder asks for: whose password is
  /// known to somebody else would else lose the tokens with it.
  private boolean asksForCode(String account, Question.Goal goal) {
    return access.asksForCode(account, goal)
        || (goal instanceof Question.Portal && !credentials.tokens(account).isEmpty());
  }

  /// The page is where a password that is too old gets changed.
  private PasswordPolicy policy(Question.Goal goal) {
    var policy = snapshot.company().passwords();
    return goal instanceof Question.Portal ? policy.ageless() : policy;
  }

  private Outcome allowed(String account, Question.Goal goal, Outcome outcome) {
    if (outcome != Outcome.ACCEPTED && outcome != Outcome.CODE_NEEDED) {
      return outcome;
    }
    var question = new Question(account, goal, Optional.empty(), clock.instant());
    return access.explain(question).isDenied() ? Outcome.NOT_ALLOWED : outcome;
  }

  public Instant now() {
    return clock.instant();
  }

  public Snapshot snapshot() {
    return snapshot;
  }
}
