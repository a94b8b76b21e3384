package dev.casebook.wings.accounts.portal;

import dev.casebook.wings.accounts.credentials.SelfService;
import dev.casebook.wings.accounts.credentials.Token;
import dev.casebook.wings.accounts.decide.Access;
import dev.casebook.wings.accounts.decide.HostAccess;
import dev.casebook.wings.accounts.decide.Snapshot;
import dev.casebook.wings.accounts.model.Account;
import dev.casebook.wings.accounts.model.Company;
import dev.casebook.wings.accounts.model.PasswordPolicy;
import dev.casebook.wings.accounts.model.Person;
import dev.casebook.wings.accounts.serve.SignIns;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/// What all pages stand on.
///
/// @param snapshot the folder as it was served when the request came
/// @param url as browsers reach the page
/// @param postman empty where no mail can be sent
record Site(
    SignIns signIns,
    SelfService own,
    Snapshot snapshot,
    Access access,
    HostAccess hosts,
    Sessions sessions,
    Limits limits,
    Seals seals,
    URI url,
    Optional<Postman> postman) {

  static Site of(SignIns signIns, SelfService own, URI url, Optional<Postman> postman) {
    var snapshot = signIns.snapshot();
    return new Site(
        signIns,
        own,
        snapshot,
        new Access(snapshot),
        new HostAccess(snapshot),
        new Sessions(),
        new Limits(),
        new Seals(),
        url,
        postman);
  }

  /// The same over the folder as it is served now: a request is answered by one snapshot.
  Site current() {
    var now = signIns.snapshot();
    return new Site(
        signIns,
        own,
        now,
        new Access(now),
        new HostAccess(now),
        sessions,
        limits,
        seals,
        url,
        postman);
  }

  Company company() {
    return snapshot.company();
  }

  PasswordPolicy policy() {
    return company().passwords();
  }

  Account account(String name) {
    return Objects.requireNonNull(company().accounts().get(name));
  }

  /// What a person is called, and everything else by its name.
  static String title(Account account) {
    return account instanceof Person person ? person.fullName() : account.name();
  }

  /// The account's password and tokens as they stand: a session lasts as long as they do.
  String mark(String account) {
    return own.credentials().tokens(account).stream()
        .map(Token::id)
        .collect(Collectors.joining(" ", own.passwordMark(account) + " ", ""));
  }

  boolean isSecure() {
    return "https".equals(url.getScheme());
  }

  /// What browsers send as `Origin`.
  String origin() {
    return url.getScheme() + "://" + url.getRawAuthority();
  }

  /// What a browser keeps: no script reads it and no other site sends it with a form. The prefix
  /// keeps other hosts of the domain from setting it.
  String cookieName() {
    return isSecure() ? "__Host-accounts" : "accounts";
  }

  String cookie(String id) {
    return "%s=%s; Path=/; HttpOnly; SameSite=Lax%s"
        .formatted(cookieName(), id, isSecure() ? "; Secure" : "");
  }

  String languageCookie(Language language) {
    return "language=%s; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax%s"
        .formatted(language.code(), isSecure() ? "; Secure" : "");
  }
}
