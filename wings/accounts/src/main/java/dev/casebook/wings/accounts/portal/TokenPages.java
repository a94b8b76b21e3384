package dev.casebook.wings.accounts.portal;

import static dev.casebook.wings.accounts.portal.Html.tag;

import dev.casebook.wings.accounts.credentials.Token;
import java.io.IOException;
import java.util.List;

/// The tokens that somebody has, and codes for when they are lost. Each change asks for the
/// password once more.
final class TokenPages {

  private TokenPages() {}

  static Answer list(Visit visit) {
    var tokens = tokens(visit);
    return Layout.page(
        visit,
        Phrase.TOKENS,
        tag("p", visit.say(Phrase.TOKENS_HINT)),
        tokens.isEmpty()
            ? tag("p", visit.say(Phrase.NO_TOKENS))
            : tag("ul", tokens.stream().map(token -> row(visit, token)).toList())
                .with("class", "rows"),
        visit.site().own().mayHaveAnother(visit.account().name())
            ? tag("p", tag("a", visit.say(Phrase.ADD_TOKEN)).with("href", "/tokens/new"))
                .with("class", "action")
            : Html.NOTHING,
        tokens.isEmpty() ? Html.NOTHING : codes(visit));
  }

  private static List<Token> tokens(Visit visit) {
    return visit.site().own().credentials().tokens(visit.account().name());
  }

  private static Html row(Visit visit, Token token) {
    return tag(
        "li",
        tag("span", tag("strong", token.id()), new Html.Text(" " + kind(visit, token.kind()))),
        tag("a", visit.say(Phrase.REMOVE))
            .with("href", "/tokens/remove?token=" + token.id())
            .with("aria-label", visit.say(Phrase.REMOVE) + " " + token.id()));
  }

  static String kind(Visit visit, Token.Kind kind) {
    return visit.say(kind == Token.Kind.TOTP ? Phrase.BY_TIME : Phrase.BY_COUNTER);
  }

  private static Html codes(Visit visit) {
    int left = visit.site().own().recoveryCodesLeft(visit.account().name());
    var says = tag("p", visit.say(Phrase.CODES_LEFT, Integer.toString(left)));
    return tag(
        "section",
        tag("h2", visit.say(Phrase.RECOVERY)),
        tag("p", visit.say(Phrase.RECOVERY_HINT)),
        left == 0 ? says.with("class", "warning") : says,
        tag("p", tag("a", visit.say(Phrase.NEW_CODES)).with("href", "/tokens/recovery"))
            .with("class", "action"));
  }

  static Answer removeForm(Visit visit) {
    var id = visit.ask().query().getOrDefault("token", "");
    return tokens(visit).stream().noneMatch(token -> token.id().equals(id))
        ? Answer.to("/tokens")
        : removeForm(visit, Answer.OK, Html.NOTHING, id);
  }

  private static Answer removeForm(Visit visit, int status, Html fault, String id) {
    return Layout.page(
        visit,
        status,
        Phrase.REMOVE_TOKEN,
        fault,
        tag("p", visit.say(Phrase.REMOVE_HINT, id)),
        Fields.form(
            visit,
            "/tokens/remove",
            Fields.hidden("token", id),
            Fields.password(visit, Phrase.PASSWORD, "password", "current-password"),
            Fields.button(visit, Phrase.REMOVE)),
        back(visit));
  }

  static Html back(Visit visit) {
    return tag("p", tag("a", visit.say(Phrase.BACK)).with("href", "/tokens"));
  }

  static Answer remove(Visit visit) throws IOException, Limits.Busy {
    var id = visit.ask().field("token");
    return confirmed(
        visit,
        fault -> removeForm(visit, Answer.FORBIDDEN, fault, id),
        () -> {
          var name = visit.account().name();
          var by = name + " by " + visit.by();
          boolean removed = visit.site().own().credentials().removeToken(visit.now(), by, name, id);
          if (!removed) {
            return Answer.to("/tokens");
          }
          Notices.tokensChanged(visit);
          return visit.renewed(Phrase.TOKEN_REMOVED, "/tokens");
        });
  }

  static Answer recoveryForm(Visit visit) {
    return tokens(visit).isEmpty()
        ? Answer.to("/tokens")
        : recoveryForm(visit, Answer.OK, Html.NOTHING);
  }

  private static Answer recoveryForm(Visit visit, int status, Html fault) {
    return Layout.page(
        visit,
        status,
        Phrase.RECOVERY,
        fault,
        tag("p", visit.say(Phrase.NEW_CODES_HINT)),
        Fields.form(
            visit,
            "/tokens/recovery",
            Fields.password(visit, Phrase.PASSWORD, "password", "current-password"),
            Fields.button(visit, Phrase.NEW_CODES)),
        back(visit));
  }

  static Answer recovery(Visit visit) throws IOException, Limits.Busy {
    if (tokens(visit).isEmpty()) {
      return Answer.to("/tokens");
    }
    return confirmed(
        visit,
        fault -> recoveryForm(visit, Answer.FORBIDDEN, fault),
        () -> {
          var name = visit.account().name();
          var by = name + " by " + visit.by();
          var codes = visit.site().own().newRecoveryCodes(visit.now(), by, name);
          return Layout.page(
              visit,
              Phrase.RECOVERY,
              tag("p", visit.say(Phrase.CODES_SHOWN)),
              tag("ul", codes.stream().map(code -> tag("li", tag("code", code))).toList())
                  .with("class", "codes"),
              back(visit));
        });
  }

  /// What is shown instead when the password was wrong.
  interface Refused {
    Answer answer(Html fault);
  }

  /// What is done when it was right.
  interface Confirmed {
    Answer answer() throws IOException;
  }

  static Answer confirmed(Visit visit, Refused refused, Confirmed confirmed)
      throws IOException, Limits.Busy {
    var limits = visit.site().limits();
    var name = visit.account().name();
    if (!limits.mayTry(visit.ask().from(), name, visit.now())) {
      return Layout.message(visit, Answer.TOO_MANY, Phrase.TOO_MANY);
    }
    if (!visit.confirms("password")) {
      return refused.answer(Fields.fault(visit.say(Phrase.WRONG_PASSWORD)));
    }
    limits.right(visit.ask().from(), name);
    return confirmed.answer();
  }
}
