package dev.casebook.wings.accounts.portal;

import dev.casebook.wings.accounts.credentials.Refusal;
import dev.casebook.wings.accounts.model.Account;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Changing the password.
final class PasswordPages {

  private PasswordPages() {}

  static Answer form(Visit visit) {
    return form(visit, Answer.OK, Html.NOTHING);
  }

  private static Answer form(Visit visit, int status, Html fault) {
    boolean tooOld =
        visit.site().own().isTooOld(visit.account().name(), visit.site().policy(), visit.now());
    return Layout.page(
        visit,
        status,
        Phrase.CHANGE_PASSWORD,
        tooOld ? Fields.fault(visit.say(Phrase.TOO_OLD)) : Html.NOTHING,
        fault,
        Fields.form(
            visit,
            "/password",
            // for programs that keep passwords
            Html.tag("input")
                .with("type", "text")
                .with("name", "account")
                .with("value", visit.account().name())
                .with("autocomplete", "username")
                .with("hidden", ""),
            Fields.password(visit, Phrase.OLD_PASSWORD, "old", "current-password"),
            newPassword(visit),
            Fields.button(visit, Phrase.CHANGE_PASSWORD)));
  }

  static Html newPassword(Visit visit) {
    var min = Integer.toString(visit.site().policy().lengthMin());
    return Html.several(
        List.of(
            Fields.password(visit, Phrase.NEW_PASSWORD, "new", "new-password"),
            Fields.hint(visit.say(Phrase.PASSWORD_RULES, min)),
            Fields.password(visit, Phrase.AGAIN, "again", "new-password")));
  }

  static Answer change(Visit visit) throws IOException, Limits.Busy {
    var site = visit.site();
    var account = visit.account();
    var from = visit.ask().from();
    if (!site.limits().mayTry(from, account.name(), visit.now())) {
      return Layout.message(visit, Answer.TOO_MANY, Phrase.TOO_MANY);
    }
    if (!visit.confirms("old")) {
      return form(visit, Answer.FORBIDDEN, Fields.fault(visit.say(Phrase.WRONG_PASSWORD)));
    }
    site.limits().right(from, account.name());
    var fault = fault(visit, account);
    if (fault.isPresent()) {
      return form(visit, Answer.UNPROCESSABLE, Fields.fault(fault.get()));
    }
    var password = visit.ask().field("new").toCharArray();
    site.limits()
        .hashing(() -> {
          var by = account.name() + " by " + visit.by();
          site.own().credentials().setPassword(visit.now(), by, account.name(), password);
          return true;
        });
    Arrays.fill(password, '\0');
    Notices.tell(visit, account, Phrase.CHANGED_SUBJECT, Phrase.CHANGED_LETTER);
    return visit.renewed(Phrase.PASSWORD_CHANGED, "/");
  }

  /// What is wrong with the new password in the form.
  static Optional<String> fault(Visit visit, Account account) throws IOException, Limits.Busy {
    var site = visit.site();
    var password = visit.ask().field("new");
    if (!password.equals(visit.ask().field("again"))) {
      return Optional.of(visit.say(Phrase.NOT_THE_SAME));
    }
    return site.limits()
        .hashing(() -> site.own().refusal(site.policy(), account, password.toCharArray()))
        .map(refusal -> words(visit, refusal));
  }

  private static String words(Visit visit, Refusal refusal) {
    return switch (refusal) {
      case TOO_SHORT ->
          visit.say(Phrase.TOO_SHORT, Integer.toString(visit.site().policy().lengthMin()));
      case TOO_LONG -> visit.say(Phrase.TOO_LONG);
      case HOLDS_NAME -> visit.say(Phrase.HOLDS_NAME);
      case COMMON -> visit.say(Phrase.COMMON);
      case SAME -> visit.say(Phrase.SAME);
    };
  }
}
