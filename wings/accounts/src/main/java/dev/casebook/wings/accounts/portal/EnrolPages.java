package dev.casebook.wings.accounts.portal;

import static dev.casebook.wings.accounts.portal.Html.tag;

import dev.casebook.wings.accounts.credentials.Base32;
import dev.casebook.wings.accounts.credentials.KeyUri;
import dev.casebook.wings.accounts.credentials.SelfService;
import dev.casebook.wings.accounts.credentials.Token;
import java.io.IOException;
import java.util.Optional;

/// Adding a token: the password, then a QR code to scan, then the first value as proof.
final class EnrolPages {

  private EnrolPages() {}

  static Answer form(Visit visit) {
    return form(visit, Answer.OK, Html.NOTHING);
  }

  private static Answer form(Visit visit, int status, Html fault) {
    return Layout.page(
        visit,
        status,
        Phrase.ADD_TOKEN,
        fault,
        tag("p", visit.say(Phrase.ADD_HINT)),
        Fields.form(
            visit,
            "/tokens/new",
            tag(
                "fieldset",
                tag("legend", visit.say(Phrase.KIND)),
                kind(visit, Token.Kind.TOTP, "totp").checked(),
                kind(visit, Token.Kind.HOTP, "hotp").plain()),
            Fields.password(visit, Phrase.PASSWORD, "password", "current-password"),
            Fields.button(visit, Phrase.GO_ON)),
        TokenPages.back(visit));
  }

  /// One of two kinds to choose from.
  private record Choice(String text, Html.Element input) {
    Html checked() {
      return new Choice(text, input.with("checked", "")).plain();
    }

    Html plain() {
      return tag("label", input, new Html.Text(" " + text)).with("class", "choice");
    }
  }

  private static Choice kind(Visit visit, Token.Kind kind, String value) {
    return new Choice(
        TokenPages.kind(visit, kind),
        tag("input").with("type", "radio").with("name", "kind").with("value", value));
  }

  static Answer begin(Visit visit) throws IOException, Limits.Busy {
    if (!visit.site().own().mayHaveAnother(visit.account().name())) {
      return Answer.to("/tokens");
    }
    var kind = visit.ask().field("kind").equals("hotp") ? Token.Kind.HOTP : Token.Kind.TOTP;
    return TokenPages.confirmed(
        visit,
        fault -> form(visit, Answer.FORBIDDEN, fault),
        () -> {
          var enrolling = new Session.Enrolling(kind, SelfService.newSeed(), visit.now());
          visit.site().sessions().keep(visit.signedIn().enrolling(Optional.of(enrolling)));
          return Answer.to("/tokens/scan");
        });
  }

  private static Optional<Session.Enrolling> enrolling(Visit visit) {
    return visit
        .signedIn()
        .enrolling()
        .filter(one -> visit.now().isBefore(one.begun().plus(Session.ENROLLING_MAX)));
  }

  static Answer scan(Visit visit) {
    return enrolling(visit)
        .map(one -> scan(visit, Answer.OK, Html.NOTHING, one))
        .orElseGet(() -> Answer.to("/tokens/new"));
  }

  private static Answer scan(Visit visit, int status, Html fault, Session.Enrolling one) {
    var uri = KeyUri.of(visit.account().name(), one.kind(), one.seed());
    return Layout.page(
        visit,
        status,
        Phrase.ADD_TOKEN,
        fault,
        tag("p", visit.say(Phrase.SCAN_HINT)),
        QrCode.svg(uri, visit.say(Phrase.QR_CODE)),
        tag(
            "details",
            tag("summary", visit.say(Phrase.BY_HAND)),
            tag("p", visit.say(Phrase.BY_HAND_HINT, TokenPages.kind(visit, one.kind()))),
            tag("p", tag("code", grouped(Base32.text(one.seed()))).with("class", "seed")),
            tag("p", tag("a", visit.say(Phrase.OPEN_APP)).with("href", uri))),
        Fields.form(
            visit,
            "/tokens/scan",
            Fields.code(visit, Phrase.FIRST_CODE),
            Fields.button(visit, Phrase.ADD_TOKEN)),
        TokenPages.back(visit));
  }

  private static String grouped(String letters) {
    return letters.replaceAll("(.{4})(?!$)", "$1 ");
  }

  static Answer confirm(Visit visit) throws IOException {
    var one = enrolling(visit);
    if (one.isEmpty()) {
      return Answer.to("/tokens/new");
    }
    var own = visit.site().own();
    var name = visit.account().name();
    var code = visit.ask().field("code").replaceAll("\\s+", "");
    var token =
        own.enrol(
            visit.now(),
            name + " by " + visit.by(),
            name,
            one.get().kind(),
            one.get().seed(),
            code);
    if (token.isEmpty()) {
      return scan(
          visit, Answer.UNPROCESSABLE, Fields.fault(visit.say(Phrase.WRONG_CODE)), one.get());
    }
    Notices.tokensChanged(visit);
    return visit.renewed(
        own.recoveryCodesLeft(name) == 0 ? Phrase.TOKEN_ADDED_NO_CODES : Phrase.TOKEN_ADDED,
        "/tokens");
  }
}
