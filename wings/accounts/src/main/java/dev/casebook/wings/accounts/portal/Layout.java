package dev.casebook.wings.accounts.portal;

import static dev.casebook.wings.accounts.portal.Html.tag;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What stands around every page.
final class Layout {

  private Layout() {}

  static Answer page(Visit visit, Phrase title, Html... content) {
    return page(visit, Answer.OK, title, content);
  }

  static Answer page(Visit visit, int status, Phrase title, Html... content) {
    return Answer.page(status, document(visit, title, Arrays.asList(content)));
  }

  /// A page that says one thing alone.
  static Answer message(Visit visit, int status, Phrase what) {
    return page(visit, status, Phrase.SORRY, tag("p", visit.say(what)));
  }

  private static Html.Element document(Visit visit, Phrase title, List<Html> content) {
    var main = new ArrayList<Html>();
    main.add(tag("h1", visit.say(title)));
    visit
        .session()
        .flatMap(Session::notice)
        .ifPresent(notice -> {
          main.add(tag("p", visit.say(notice)).with("class", "notice done").with("role", "status"));
          visit.site().sessions().keep(visit.signedIn().noticing(Optional.empty()));
        });
    main.addAll(content);
    return tag(
            "html",
            tag(
                "head",
                tag("meta").with("charset", "utf-8"),
                tag("meta")
                    .with("name", "viewport")
                    .with("content", "width=device-width, initial-scale=1"),
                tag("meta").with("name", "color-scheme").with("content", "light dark"),
                tag("title", visit.say(title) + " · " + visit.say(Phrase.SITE)),
                tag("link").with("rel", "stylesheet").with("href", "/style.css"),
                tag("link").with("rel", "icon").with("href", "/icon.svg")),
            tag("body", header(visit), tag("main", main), footer(visit)))
        .with("lang", visit.language().code());
  }

  private static Html header(Visit visit) {
    var site = tag("a", visit.say(Phrase.SITE)).with("href", "/").with("class", "site");
    if (visit.session().filter(Session::isIn).isEmpty()) {
      return tag("header", site);
    }
    return tag(
        "header",
        site,
        tag(
                "nav",
                link(visit, "/", Phrase.OVERVIEW),
                link(visit, "/password", Phrase.PASSWORD),
                link(visit, "/tokens", Phrase.TOKENS),
                link(visit, "/access", Phrase.ACCESS))
            .with("aria-label", visit.say(Phrase.PAGES)),
        Fields.form(visit, "/sign-out", Fields.quiet(visit, Phrase.SIGN_OUT)));
  }

  private static Html link(Visit visit, String path, Phrase title) {
    var link = tag("a", visit.say(title)).with("href", path);
    var here = visit.ask().path();
    boolean isHere = here.equals(path) || (path.length() > 1 && here.startsWith(path + "/"));
    return isHere ? link.with("aria-current", "page") : link;
  }

  private static Html footer(Visit visit) {
    var links = new ArrayList<Html>();
    for (var language : Language.values()) {
      if (language != visit.language()) {
        links.add(
            tag("a", language.title())
                .with("href", "/language?code=" + language.code() + "&to=" + here(visit))
                .with("lang", language.code())
                .with("hreflang", language.code()));
      }
    }
    return tag("footer", links);
  }

  private static String here(Visit visit) {
    var here = new StringBuilder(visit.ask().path());
    char before = '?';
    for (var field : visit.ask().query().entrySet()) {
      here.append(before).append(encoded(field.getKey())).append('=');
      here.append(encoded(field.getValue()));
      before = '&';
    }
    return encoded(here.toString());
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
