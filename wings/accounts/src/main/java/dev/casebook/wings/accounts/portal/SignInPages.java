package dev.casebook.wings.accounts.portal;

import static dev.casebook.wings.accounts.portal.Html.tag;

import dev.casebook.wings.accounts.credentials.Outcome;
import dev.casebook.wings.accounts.decide.Question;
import java.io.IOException;
import java.util.Locale;

/// Signing in: the password, then a code where one is asked for.
final class SignInPages {

  private static final Question.Goal GOAL = new Question.Portal();

  /// Longer names are nobody's, and are not to fill what is remembered.
  private static final int NAME_MAX = 64;

  private SignInPages() {}

  static Answer form(Visit visit) {
    if (visit.session().filter(Session::isIn).isPresent()) {
      return Answer.to("/");
    }
    return form(visit, Answer.OK, Html.NOTHING, "");
  }

  private static Answer form(Visit visit, int status, Html fault, String name) {
    return Layout.page(
        visit,
        status,
        Phrase.SIGN_IN,
        fault,
        Fields.form(
            visit,
            "/sign-in",
            Fields.text(visit, Phrase.ACCOUNT_NAME, "account", name, "username"),
            Fields.password(visit, Phrase.PASSWORD, "password", "current-password"),
            Fields.button(visit, Phrase.SIGN_IN)),
        visit.site().postman().isEmpty()
            ? Html.NOTHING
            : tag("p", tag("a", visit.say(Phrase.FORGOTTEN)).with("href", "/reset")));
  }

  static Answer signIn(Visit visit) throws IOException, Limits.Busy {
    var site = visit.site();
    var name = name(visit.ask().field("account"));
    if (!site.limits().mayTry(visit.ask().from(), name, visit.now())) {
      return Layout.message(visit, Answer.TOO_MANY, Phrase.TOO_MANY);
    }
    var password = visit.ask().field("password").toCharArray();
    var outcome =
        site.limits().hashing(() -> site.signIns().begin(name, password, GOAL, visit.by()));
    return switch (outcome) {
      case ACCEPTED -> {
        site.limits().right(visit.ask().from(), name);
        yield begun(visit, name, Session.Stage.IN, "/");
      }
      case CODE_NEEDED -> {
        site.limits().right(visit.ask().from(), name);
        yield begun(visit, name, Session.Stage.CODE, "/sign-in/code");
      }
      case NO_TOKEN ->
          form(visit, Answer.FORBIDDEN, Fields.fault(visit.say(Phrase.NO_TOKEN)), name);
      case WRONG, NOT_ALLOWED, LOCKED, PASSWORD_TOO_OLD ->
          form(visit, Answer.FORBIDDEN, Fields.fault(visit.say(Phrase.NOT_SIGNED_IN)), name);
    };
  }

  static String name(String typed) {
    var name = typed.strip().toLowerCase(Locale.ROOT);
    return name.length() > NAME_MAX ? name.substring(0, NAME_MAX) : name;
  }

  private static Answer begun(Visit visit, String account, Session.Stage stage, String path) {
    var site = visit.site();
    site.sessions().end(visit.id());
    var session = site.sessions().begin(account, stage, site.mark(account), visit.now());
    return Answer.to(path).with(site.cookie(session.id()));
  }

  static Answer codeForm(Visit visit) {
    return visit.session().filter(one -> one.stage() == Session.Stage.CODE).isEmpty()
        ? Answer.to("/sign-in")
        : codeForm(visit, Answer.OK, Html.NOTHING);
  }

  private static Answer codeForm(Visit visit, int status, Html fault) {
    return Layout.page(
        visit,
        status,
        Phrase.SECOND_STEP,
        fault,
        Fields.form(
            visit,
            "/sign-in/code",
            Fields.code(visit, Phrase.CODE),
            Fields.hint(visit.say(Phrase.CODE_HINT)),
            Fields.button(visit, Phrase.SIGN_IN)),
        tag("p", tag("a", visit.say(Phrase.START_AGAIN)).with("href", "/sign-in")));
  }

  static Answer code(Visit visit) throws IOException {
    var site = visit.site();
    if (visit.session().filter(one -> one.stage() == Session.Stage.CODE).isEmpty()) {
      return Answer.to("/sign-in");
    }
    var account = visit.signedIn().account();
    if (!site.limits().mayTry(visit.ask().from(), account, visit.now())) {
      return Layout.message(visit, Answer.TOO_MANY, Phrase.TOO_MANY);
    }
    var code = visit.ask().field("code").strip();
    var outcome = site.signIns().code(account, code, GOAL, visit.by());
    if (outcome != Outcome.ACCEPTED) {
      return codeForm(visit, Answer.FORBIDDEN, Fields.fault(visit.say(Phrase.WRONG_CODE)));
    }
    site.limits().right(visit.ask().from(), account);
    return begun(visit, account, Session.Stage.IN, "/");
  }

  static Answer signOut(Visit visit) {
    visit.site().sessions().end(visit.id());
    return Answer.to("/sign-in").with(visit.site().cookie(Sessions.newId()));
  }
}
