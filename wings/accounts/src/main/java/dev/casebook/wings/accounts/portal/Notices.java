package dev.casebook.wings.accounts.portal;

import dev.casebook.wings.accounts.model.Account;
import dev.casebook.wings.accounts.model.Person;
import java.util.Optional;

/// Mails about what was changed: whoever did not do it themselves has to hear of it.
final class Notices {

  private Notices() {}

  static void tokensChanged(Visit visit) {
    tell(visit, visit.account(), Phrase.TOKENS_CHANGED_SUBJECT, Phrase.TOKENS_CHANGED_LETTER);
  }

  static void tell(Visit visit, Account account, Phrase subject, Phrase letter) {
    if (account instanceof Person person && !person.mail().isEmpty()) {
      visit
          .site()
          .postman()
          .ifPresent(postman ->
              postman.post(() ->
                  Optional.of(
                      new Postman.Letter(
                          person.mail(),
                          visit.say(subject),
                          visit.say(
                              letter,
                              Site.title(account),
                              account.name(),
                              visit.now().toString(),
                              visit.ask().from().text())))));
    }
  }
}
