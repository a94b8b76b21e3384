package dev.casebook.wings.accounts.portal;

import static dev.casebook.wings.accounts.portal.Html.tag;

import dev.casebook.wings.accounts.credentials.SelfService;
import dev.casebook.wings.accounts.decide.Question;
import dev.casebook.wings.accounts.model.Account;
import dev.casebook.wings.accounts.model.Person;
import java.io.IOException;
import java.util.Optional;

/// A new password by a link in a mail. What is said never tells whether somebody has an account.
///
/// Source: OWASP Forgot Password Cheat Sheet.
final class ResetPages {

  private ResetPages() {}

  static Answer form(Visit visit) {
    if (visit.site().postman().isEmpty()) {
      return Layout.message(visit, Answer.NOT_FOUND, Phrase.NO_MAIL);
    }
    return Layout.page(
        visit,
        Phrase.RESET,
        tag("p", visit.say(Phrase.RESET_HINT)),
        Fields.form(
            visit,
            "/reset",
            Fields.text(visit, Phrase.NAME_OR_MAIL, "account", "", "username"),
            Fields.button(visit, Phrase.SEND_LINK)),
        tag("p", tag("a", visit.say(Phrase.BACK_TO_SIGN_IN)).with("href", "/sign-in")));
  }

  static Answer ask(Visit visit) {
    var postman = visit.site().postman();
    if (postman.isEmpty()) {
      return Layout.message(visit, Answer.NOT_FOUND, Phrase.NO_MAIL);
    }
    if (!visit.site().limits().mayAskForMail(visit.ask().from(), visit.now())) {
      return Layout.message(visit, Answer.TOO_MANY, Phrase.TOO_MANY);
    }
    var typed = SignInPages.name(visit.ask().field("account"));
    postman.get().post(() -> letter(visit, typed));
    var minutes = Long.toString(SelfService.LINK_GOOD_FOR.toMinutes());
    return Layout.page(visit, Phrase.RESET, tag("p", visit.say(Phrase.LINK_SENT, minutes)));
  }

  private static Optional<Postman.Letter> letter(Visit visit, String typed) throws IOException {
    var person = person(visit.site(), typed).filter(one -> mayComeIn(visit, one));
    if (person.isEmpty() || !visit.site().limits().mayGetMail(person.get().name(), visit.now())) {
      return Optional.empty();
    }
    var name = person.get().name();
    var secret = visit.site().own().askReset(visit.now(), visit.by(), name);
    var link = "%s/reset/new?account=%s&link=%s".formatted(visit.site().url(), name, secret);
    return Optional.of(
        new Postman.Letter(
            person.get().mail(),
            visit.say(Phrase.RESET_SUBJECT),
            visit.say(
                Phrase.RESET_LETTER,
                person.get().fullName(),
                name,
                link,
                Long.toString(SelfService.LINK_GOOD_FOR.toMinutes()),
                visit.ask().from().text())));
  }

  private static Optional<Person> person(Site site, String typed) {
    if (site.company().accounts().get(typed) instanceof Person person) {
      return Optional.of(person).filter(one -> !one.mail().isEmpty());
    }
    var all =
        site.company().accounts().values().stream()
            .filter(Person.class::isInstance)
            .map(Person.class::cast)
            .filter(one -> !one.mail().isEmpty() && one.mail().equalsIgnoreCase(typed))
            .limit(2)
            .toList();
    return all.size() == 1 ? Optional.of(all.getFirst()) : Optional.empty();
  }

  private static boolean mayComeIn(Visit visit, Person person) {
    var question =
        new Question(person.name(), new Question.Portal(), Optional.empty(), visit.now());
    return !visit.site().access().explain(question).isDenied();
  }

  /// A link is good once, and opening it takes nothing: programs that look through mails do so too.
  static Answer linkForm(Visit visit) throws IOException {
    var query = visit.ask().query();
    var name = query.getOrDefault("account", "");
    var link = query.getOrDefault("link", "");
    return visit.site().own().isLink(visit.now(), name, link)
        ? form(visit, Answer.OK, Html.NOTHING, name, link)
        : noLink(visit);
  }

  private static Answer noLink(Visit visit) {
    return Layout.page(
        visit,
        Answer.FORBIDDEN,
        Phrase.RESET,
        Fields.fault(visit.say(Phrase.NO_LINK)),
        tag("p", tag("a", visit.say(Phrase.ASK_AGAIN)).with("href", "/reset")));
  }

  private static Answer form(Visit visit, int status, Html fault, String name, String link) {
    return Layout.page(
        visit,
        status,
        Phrase.CHOOSE_PASSWORD,
        fault,
        tag("p", visit.say(Phrase.CHOOSE_HINT, name)),
        Fields.form(
            visit,
            "/reset/new",
            Fields.hidden("account", name),
            Fields.hidden("link", link),
            PasswordPages.newPassword(visit),
            Fields.button(visit, Phrase.SET_PASSWORD)));
  }

  static Answer reset(Visit visit) throws IOException, Limits.Busy {
    var site = visit.site();
    var from = visit.ask().from();
    var name = SignInPages.name(visit.ask().field("account"));
    var link = visit.ask().field("link");
    if (!site.limits().mayTry(from, name, visit.now())) {
      return Layout.message(visit, Answer.TOO_MANY, Phrase.TOO_MANY);
    }
    var account = site.company().accounts().get(name);
    if (account == null || !site.own().isLink(visit.now(), name, link)) {
      return noLink(visit);
    }
    site.limits().right(from, name);
    var fault = PasswordPages.fault(visit, account);
    if (fault.isPresent()) {
      return form(visit, Answer.UNPROCESSABLE, Fields.fault(fault.get()), name, link);
    }
    return set(visit, account, link);
  }

  private static Answer set(Visit visit, Account account, String link)
      throws IOException, Limits.Busy {
    var site = visit.site();
    var password = visit.ask().field("new").toCharArray();
    var by = account.name() + " by mail, " + visit.by();
    var done =
        site.limits()
            .hashing(
                () -> site.own().reset(visit.now(), by, account, link, password, site.policy()));
    if (done != SelfService.Reset.DONE) {
      return noLink(visit);
    }
    Notices.tell(visit, account, Phrase.CHANGED_SUBJECT, Phrase.CHANGED_LETTER);
    return Layout.page(
        visit,
        Phrase.CHOOSE_PASSWORD,
        tag("p", visit.say(Phrase.PASSWORD_SET))
            .with("class", "notice done")
            .with("role", "status"),
        tag("p", tag("a", visit.say(Phrase.BACK_TO_SIGN_IN)).with("href", "/sign-in")));
  }
}
