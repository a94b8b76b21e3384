package dev.casebook.wings.accounts.portal;

import dev.casebook.wings.accounts.decide.Question;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What a request is answered. What every page needs is done here: limits, language, session, and
/// that a form was filled in on a page of ours.
final class Desk {

  /// A page, or what a form does.
  interface Page {
    Answer answer(Visit visit) throws IOException, Limits.Busy;
  }

  /// Who may see a page.
  private enum For {
    EVERYBODY,
    SIGNED_IN
  }

  private record Route(For whom, Page page) {}

  private static final Pattern TO = Pattern.compile("(/[a-z/-]*)(\\?[A-Za-z0-9_.=&%:-]*)?");

  private final Site site;
  private final Map<String, Route> routes = new LinkedHashMap<>();

  Desk(Site site) {
    this.site = site;
    page(For.EVERYBODY, "/sign-in", SignInPages::form, SignInPages::signIn);
    page(For.EVERYBODY, "/sign-in/code", SignInPages::codeForm, SignInPages::code);
    post(For.SIGNED_IN, "/sign-out", SignInPages::signOut);
    page(For.EVERYBODY, "/reset", ResetPages::form, ResetPages::ask);
    page(For.EVERYBODY, "/reset/new", ResetPages::linkForm, ResetPages::reset);
    get(For.SIGNED_IN, "/", HomePage::show);
    page(For.SIGNED_IN, "/password", PasswordPages::form, PasswordPages::change);
    get(For.SIGNED_IN, "/tokens", TokenPages::list);
    page(For.SIGNED_IN, "/tokens/new", EnrolPages::form, EnrolPages::begin);
    page(For.SIGNED_IN, "/tokens/scan", EnrolPages::scan, EnrolPages::confirm);
    page(For.SIGNED_IN, "/tokens/remove", TokenPages::removeForm, TokenPages::remove);
    page(For.SIGNED_IN, "/tokens/recovery", TokenPages::recoveryForm, TokenPages::recovery);
    get(For.SIGNED_IN, "/access", AccessPage::show);
    get(For.EVERYBODY, "/language", this::language);
    get(For.EVERYBODY, "/style.css", _ -> Answer.file("text/css; charset=utf-8", Files.STYLE));
    get(For.EVERYBODY, "/icon.svg", _ -> Answer.file("image/svg+xml", Files.ICON));
  }

  private void page(For whom, String path, Page shown, Page done) {
    get(whom, path, shown);
    post(whom, path, done);
  }

  private void get(For whom, String path, Page page) {
    routes.put("GET " + path, new Route(whom, page));
  }

  private void post(For whom, String path, Page page) {
    routes.put("POST " + path, new Route(whom, page));
  }

  Answer answer(Ask ask) throws IOException {
    var visit = visit(ask);
    if (!site.limits().mayAsk(ask.from(), visit.now())) {
      return Layout.message(visit, Answer.TOO_MANY, Phrase.TOO_MANY);
    }
    var route = routes.get(ask.method() + " " + ask.path());
    if (route == null) {
      return isPath(ask.path())
          ? Layout.message(visit, Answer.METHOD_NOT_ALLOWED, Phrase.NOT_FOUND)
          : Layout.message(visit, Answer.NOT_FOUND, Phrase.NOT_FOUND);
    }
    if (ask.isPost() && !isOurs(visit)) {
      return Layout.message(visit, Answer.FORBIDDEN, Phrase.NOT_OURS);
    }
    if (route.whom() == For.SIGNED_IN) {
      if (visit.session().filter(Session::isIn).isEmpty()) {
        return Answer.to("/sign-in");
      }
      if (isOnlyToChange(visit)) {
        return Answer.to("/password");
      }
    }
    return cookied(ask, visit, route);
  }

  private Answer cookied(Ask ask, Visit visit, Route route) throws IOException {
    Answer answer;
    try {
      answer = route.page().answer(visit);
    } catch (Limits.Busy e) {
      answer = Layout.message(visit, Answer.BUSY, Phrase.BUSY);
    }
    boolean known = visit.id().equals(ask.cookies().get(site.cookieName()));
    boolean set = answer.cookies().stream().anyMatch(one -> one.startsWith(site.cookieName()));
    return known || set || !answer.type().startsWith("text/html")
        ? answer
        : answer.with(site.cookie(visit.id()));
  }

  private boolean isPath(String path) {
    return routes.containsKey("GET " + path) || routes.containsKey("POST " + path);
  }

  private Visit visit(Ask ask) throws IOException {
    var served = site.current();
    var now = site.signIns().now();
    var language =
        Language.of(ask.cookies().getOrDefault("language", ""))
            .orElseGet(() -> Language.accepted(ask.languages()));
    var cookie = ask.cookies().getOrDefault(site.cookieName(), "");
    if (!Sessions.isId(cookie)) {
      return new Visit(served, ask, Sessions.newId(), Optional.empty(), language, now);
    }
    site.own().credentials().catchUp();
    var session = site.sessions().use(cookie, now, site::mark);
    var visit = new Visit(served, ask, cookie, session, language, now);
    if (session.isPresent() && isShutOut(visit)) {
      site.sessions().end(cookie);
      return new Visit(served, ask, cookie, Optional.empty(), language, now);
    }
    return visit;
  }

  /// The account may have come to its last day since, or be gone from the folder.
  private boolean isShutOut(Visit visit) {
    var question =
        new Question(
            visit.signedIn().account(), new Question.Portal(), Optional.empty(), visit.now());
    return visit.site().access().explain(question).isDenied();
  }

  /// Whoever has a password that is too old may change it and no more.
  private boolean isOnlyToChange(Visit visit) {
    var path = visit.ask().path();
    return !path.equals("/password")
        && !path.equals("/sign-out")
        && site.own().isTooOld(visit.signedIn().account(), visit.site().policy(), visit.now());
  }

  /// Whether a form was filled in on a page of ours: browsers say where it comes from, and only our
  /// page knows the seal.
  private boolean isOurs(Visit visit) {
    var ask = visit.ask();
    boolean fromHere =
        (ask.origin().isEmpty() ? !ask.site().isEmpty() : ask.origin().equals(site.origin()))
            && (ask.site().isEmpty() || ask.site().equals("same-origin"));
    return fromHere && site.seals().isOf(visit.id(), ask.field("seal"));
  }

  private Answer language(Visit visit) {
    var matcher = TO.matcher(visit.ask().query().getOrDefault("to", ""));
    boolean known = matcher.matches() && routes.containsKey("GET " + matcher.group(1));
    var answer = Answer.to(known ? matcher.group() : "/");
    return Language.of(visit.ask().query().getOrDefault("code", ""))
        .map(language -> answer.with(site.languageCookie(language)))
        .orElse(answer);
  }
}
