package dev.casebook.wings.accounts.serve;

import dev.casebook.report.Amount;
import dev.casebook.wings.accounts.credentials.Credentials;
import dev.casebook.wings.accounts.credentials.Token;
import dev.casebook.wings.accounts.decide.Decision;
import dev.casebook.wings.accounts.decide.Question;
import dev.casebook.wings.accounts.decide.Snapshot;
import dev.casebook.wings.accounts.decide.Step;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// What the state folder adds to a decision: whether somebody has a token, a password, and a lock.
/// Password and lock are steps only where it is us who are asked for them: by RADIUS or LDAP.
public final class KeptSteps {

  private static final String SECOND_FACTOR = "second factor";
  private static final String ACCOUNT = "account";

  private final Snapshot snapshot;
  private final Credentials credentials;

  public KeptSteps(Snapshot snapshot, Credentials credentials) {
    this.snapshot = snapshot;
    this.credentials = credentials;
  }

  /// The same decision with what is kept in its place.
  public Decision in(Decision decision, Question question) {
    var steps = new ArrayList<Step>();
    for (var step : decision.steps()) {
      boolean isOpen = step.name().equals(SECOND_FACTOR) && step.outcome() == Step.Outcome.UNKNOWN;
      steps.add(isOpen ? secondFactor(question.account(), step) : step);
      if (step.name().equals(ACCOUNT) && areAsked(question.goal())) {
        steps.add(lock(question));
        steps.add(password(question));
      }
    }
    return new Decision(decision.question(), steps);
  }

  private boolean areAsked(Question.Goal goal) {
    return switch (goal) {
      case Question.SignIn(var host, var service) ->
          snapshot.company().radiusClients().values().stream()
              .anyMatch(client -> client.host().equals(host) && client.service().equals(service));
      case Question.Vpn _, Question.Application _, Question.Portal _ -> true;
      case Question.Sudo _, Question.UseDatabase _ -> false;
    };
  }

  private Step secondFactor(String account, Step step) {
    var tokens = credentials.tokens(account);
    if (tokens.isEmpty()) {
      return new Step(
          SECOND_FACTOR,
          Step.Outcome.DENIES,
          step.says().replaceAll(";.*", "") + ", and " + account + " has no token",
          List.of(),
          step.places(),
          "casebook accounts token %s --add totp".formatted(account));
    }
    var names = tokens.stream().map(KeptSteps::text).toList();
    return new Step(
        SECOND_FACTOR,
        Step.Outcome.PASSES,
        step.says().replaceAll(";.*", "")
            + "; %s has %s".formatted(account, String.join(", ", names)),
        List.of(),
        step.places(),
        "");
  }

  private static String text(Token token) {
    return token.id() + " (" + token.kind() + ")";
  }

  private Step lock(Question question) {
    var account = question.account();
    var until = credentials.lockedUntil(account, snapshot.company().passwords(), question.at());
    if (until.isEmpty()) {
      return Step.passes("lock", "no wrong passwords lock it");
    }
    var end =
        until.get().equals(Instant.MAX) ? "somebody unlocks it" : minute(until.get()) + " UTC";
    return Step.denies(
        "lock",
        "wrong passwords lock it until " + end,
        "casebook accounts unlock %s, or the time".formatted(account),
        snapshot.company().passwords().place());
  }

  private static String minute(Instant time) {
    return time.atOffset(ZoneOffset.UTC)
        .truncatedTo(ChronoUnit.MINUTES)
        .toLocalDateTime()
        .toString()
        .replace('T', ' ');
  }

  private Step password(Question question) {
    var account = question.account();
    var set = credentials.passwordSet(account);
    if (set.isEmpty()) {
      return Step.denies(
          "password",
          account + " has none",
          "casebook accounts password %s, or a reset on the page".formatted(account));
    }
    var policy = snapshot.company().passwords();
    long days = ChronoUnit.DAYS.between(set.get(), question.at());
    return credentials.isAged(account, policy, question.at())
        ? Step.denies(
            "password",
            "it is %s old, and may be %s"
                .formatted(Amount.of(days, "day"), Amount.of(policy.ageMax().toDays(), "day")),
            "a new password",
            policy.place())
        : Step.passes("password", "set %s ago".formatted(Amount.of(days, "day")));
  }
}
