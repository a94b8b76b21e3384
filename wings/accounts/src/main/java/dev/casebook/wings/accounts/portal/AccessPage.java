package dev.casebook.wings.accounts.portal;

import static dev.casebook.wings.accounts.portal.Html.tag;

import dev.casebook.formats.network.IpAddress;
import dev.casebook.wings.accounts.decide.Question;
import dev.casebook.wings.accounts.decide.Step;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What somebody may do, and why not: each host, database and way in, with the step that stands in
/// the way and what would change it.
final class AccessPage {

  private static final String SSHD = "sshd";

  /// Of each list; one can ask about any.
  private static final int SHOWN_MAX = 200;

  /// Steps whose words name an address, a network, a day or a user's number.
  private static final Set<String> TELLING = Set.of("gate", "network", "account", "identity");

  private AccessPage() {}

  static Answer show(Visit visit) {
    var name = visit.account().name();
    var company = visit.site().company();
    var hosts = new LinkedHashSet<>(visit.site().hosts().hosts(name, SSHD));
    hosts.addAll(company.hosts().keySet());
    return Layout.page(
        visit,
        Phrase.ACCESS,
        tag("p", visit.say(Phrase.ACCESS_HINT)),
        question(visit),
        list(visit, Phrase.HOSTS, List.copyOf(hosts), host -> new Question.SignIn(host, SSHD)),
        list(
            visit,
            Phrase.DATABASES,
            List.copyOf(company.databases().keySet()),
            Question.UseDatabase::new),
        list(
            visit,
            Phrase.WAYS_IN,
            List.of("VPN", "LDAP"),
            way -> way.equals("VPN") ? new Question.Vpn() : new Question.Application()));
  }

  /// What a name in a list stands for.
  private interface Goals {
    Question.Goal goal(String name);
  }

  private static Html list(Visit visit, Phrase title, List<String> names, Goals goals) {
    if (names.isEmpty()) {
      return Html.NOTHING;
    }
    var rows = new ArrayList<Html>();
    for (var name : names.subList(0, Math.min(SHOWN_MAX, names.size()))) {
      var told = told(visit, goals.goal(name), Optional.empty());
      var denial = told.denial();
      rows.add(
          tag(
              "li",
              tag(
                  "details",
                  tag(
                      "summary",
                      tag("strong", label(visit, name)),
                      new Html.Text(" "),
                      badge(visit, denial.isPresent()),
                      new Html.Text(" "),
                      tag("span", denial.map(Told.Line::says).orElse(""))),
                  steps(visit, told))));
    }
    int more = names.size() - rows.size();
    return tag(
        "section",
        tag("h2", visit.say(title)),
        tag("ul", rows).with("class", "decisions"),
        more == 0 ? Html.NOTHING : tag("p", visit.say(Phrase.MORE, Integer.toString(more))));
  }

  private static String label(Visit visit, String name) {
    return name.equals("LDAP") ? visit.say(Phrase.APPLICATIONS) : name;
  }

  private static Html badge(Visit visit, boolean denied) {
    return tag("span", visit.say(denied ? Phrase.DENIED : Phrase.ALLOWED))
        .with("class", denied ? "badge no" : "badge yes");
  }

  private static Told told(Visit visit, Question.Goal goal, Optional<IpAddress> from) {
    var question = new Question(visit.account().name(), goal, from, visit.now());
    return Told.of(visit, visit.site().access().explain(question), from.isPresent());
  }

  private static Html steps(Visit visit, Told told) {
    return tag("ol", told.lines().stream().map(line -> step(visit, line)).toList())
        .with("class", "steps");
  }

  private static Html step(Visit visit, Told.Line line) {
    var says = new ArrayList<Html>();
    says.add(tag("span", mark(line)).with("class", "mark"));
    says.add(tag("span", line.says()));
    if (!line.cure().isEmpty()) {
      says.add(tag("p", visit.say(Phrase.TO_CHANGE_IT, line.cure())).with("class", "cure"));
    }
    var own = own(line.step()).stream().map(words -> tag("p", words)).toList();
    if (!own.isEmpty()) {
      says.add(tag("div", own).with("lang", "en").with("class", "own"));
    }
    return tag("li", says).with("class", line.outcome().name().toLowerCase(Locale.ROOT));
  }

  /// What the rules say in their own words, where that is more than was said already.
  private static List<String> own(Step step) {
    var all = new ArrayList<String>();
    if (TELLING.contains(step.name())) {
      all.add(step.says());
    }
    all.addAll(step.details());
    return all;
  }

  private static String mark(Told.Line line) {
    return switch (line.outcome()) {
      case PASSES -> "✓ ";
      case DENIES -> "✗ ";
      case UNKNOWN -> "? ";
    };
  }

  private static Html question(Visit visit) {
    var host = SignInPages.name(visit.ask().query().getOrDefault("host", ""));
    var typed = SignInPages.name(visit.ask().query().getOrDefault("from", ""));
    var from = IpAddress.of(typed);
    var form =
        tag(
                "form",
                Fields.optional(visit, Phrase.HOST, "host", host),
                Fields.optional(visit, Phrase.FROM_ADDRESS, "from", typed),
                Fields.quiet(visit, Phrase.ASK))
            .with("method", "get")
            .with("action", "/access")
            .with("class", "question");
    if (host.isEmpty()) {
      return form;
    }
    if (!typed.isEmpty() && from.isEmpty()) {
      return Html.several(List.of(form, Fields.fault(visit.say(Phrase.NO_ADDRESS))));
    }
    var told = told(visit, new Question.SignIn(host, SSHD), from);
    return Html.several(
        List.of(
            form,
            tag(
                    "section",
                    tag("h2", new Html.Text(host + " "), badge(visit, told.denial().isPresent())),
                    steps(visit, told))
                .with("class", "answer")));
  }
}
