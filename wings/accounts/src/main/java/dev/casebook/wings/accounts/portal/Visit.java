package dev.casebook.wings.accounts.portal;

import dev.casebook.wings.accounts.model.Account;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/// One request and whose it is.
///
/// @param id what the browser's cookie says; of a session, or of nobody
/// @param session empty for whoever has not signed in
record Visit(
    Site site, Ask ask, String id, Optional<Session> session, Language language, Instant now) {

  String say(Phrase phrase, Object... values) {
    return phrase.in(language, values);
  }

  /// Only where there is a session.
  Session signedIn() {
    return session.orElseThrow();
  }

  Account account() {
    return site.account(signedIn().account());
  }

  /// Who does it, for the journal.
  String by() {
    return "portal " + ask.from().text();
  }

  /// Goes on elsewhere, where it is said first what was done.
  Answer done(Phrase notice, String path) {
    site.sessions().keep(signedIn().noticing(Optional.of(notice)));
    return Answer.to(path);
  }

  /// A new session with a new id in the place of this one, since the credentials that it stands on
  /// have changed. All others of the account end by that change.
  Answer renewed(Phrase notice, String path) {
    var old = signedIn();
    site.sessions().end(old.id());
    var next =
        site.sessions()
            .begin(old.account(), Session.Stage.IN, site.mark(old.account()), now)
            .noticing(Optional.of(notice));
    site.sessions().keep(next);
    return Answer.to(path).with(site.cookie(next.id()));
  }

  /// Whether the password in the form is theirs; a wrong one counts as at a sign-in.
  boolean confirms(String field) throws IOException, Limits.Busy {
    var password = ask.field(field).toCharArray();
    return site.limits()
        .hashing(
            () -> site.own().confirms(now, signedIn().account(), password, site.policy(), by()));
  }
}
