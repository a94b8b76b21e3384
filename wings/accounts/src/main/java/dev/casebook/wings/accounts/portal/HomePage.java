package dev.casebook.wings.accounts.portal;

import static dev.casebook.wings.accounts.portal.Html.tag;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/// What an account has, and what of it expires.
final class HomePage {

  /// So long before its end something is pointed at.
  private static final Duration SOON = Duration.ofDays(14);

  private HomePage() {}

  static Answer show(Visit visit) {
    var account = visit.account();
    return Layout.page(
        visit,
        Phrase.OVERVIEW,
        tag("p", visit.say(Phrase.HELLO, Site.title(account), account.name())),
        tag(
                "ul",
                item(visit, Phrase.PASSWORD, password(visit), "/password", Phrase.CHANGE),
                item(visit, Phrase.THE_ACCOUNT, account(visit), "/access", Phrase.WHAT_MAY_I),
                item(visit, Phrase.TOKENS, tokens(visit), "/tokens", Phrase.MANAGE))
            .with("class", "cards"));
  }

  private static Html item(Visit visit, Phrase title, List<Html> says, String path, Phrase action) {
    var all = new ArrayList<Html>(List.of(tag("h2", visit.say(title))));
    all.addAll(says);
    all.add(tag("p", tag("a", visit.say(action)).with("href", path)).with("class", "action"));
    return tag("li", all);
  }

  private static List<Html> password(Visit visit) {
    var set = visit.site().own().passwordSet(visit.account().name()).orElseThrow();
    var says = new ArrayList<Html>(List.of(tag("p", visit.say(Phrase.SET_ON, day(set)))));
    var age = visit.site().policy().ageMax();
    if (age.isZero()) {
      says.add(tag("p", visit.say(Phrase.NEVER_TOO_OLD)));
    } else {
      says.add(until(visit, set.plus(age), Phrase.GOOD_UNTIL));
    }
    return says;
  }

  private static List<Html> account(Visit visit) {
    var last = visit.account().expires();
    return List.of(
        last.isEmpty()
            ? tag("p", visit.say(Phrase.NO_END))
            : until(
                visit,
                last.get().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusSeconds(1),
                Phrase.LAST_DAY));
  }

  private static Html until(Visit visit, Instant end, Phrase phrase) {
    long days = Duration.between(visit.now(), end).toDays();
    var text = tag("p", visit.say(phrase, day(end), Long.toString(days)));
    return end.isBefore(visit.now().plus(SOON)) ? text.with("class", "warning") : text;
  }

  private static List<Html> tokens(Visit visit) {
    var own = visit.site().own();
    var name = visit.account().name();
    int count = own.credentials().tokens(name).size();
    if (count == 0) {
      return List.of(tag("p", visit.say(Phrase.NO_TOKENS)));
    }
    int left = own.recoveryCodesLeft(name);
    var codes = tag("p", visit.say(Phrase.CODES_LEFT, Integer.toString(left)));
    return List.of(
        tag("p", visit.say(Phrase.TOKEN_COUNT, Integer.toString(count))),
        left == 0 ? codes.with("class", "warning") : codes);
  }

  static String day(Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC).toString();
  }
}
