package dev.casebook.wings.accounts.commands;

import dev.casebook.console.Console;
import dev.casebook.report.JsonRows;
import dev.casebook.report.Printable;
import dev.casebook.report.Style;
import dev.casebook.wings.accounts.decide.Decision;
import dev.casebook.wings.accounts.decide.Step;
import dev.casebook.wings.accounts.model.Place;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A decision for people and for programs.
final class DecisionReport {

  private static final int NAME_COLUMNS = 15;

  private DecisionReport() {}

  static void print(Console to, Decision decision) {
    var style = to.style();
    var text = new StringBuilder();
    text.append(line(decision.question())).append('\n').append('\n');
    for (var step : decision.steps()) {
      var name = step.name() + " ".repeat(Math.max(1, NAME_COLUMNS - step.name().length()));
      text.append("  ")
          .append(mark(style, step))
          .append(' ')
          .append(name)
          .append(line(step.says()));
      text.append(style.dim(places(step.places()))).append('\n');
      for (var detail : step.details()) {
        text.append(" ".repeat(NAME_COLUMNS + 4)).append(line(detail)).append('\n');
      }
    }
    text.append('\n').append(verdict(style, decision)).append('\n');
    to.out().print(text);
  }

  private static String line(String text) {
    return Printable.line(text);
  }

  private static String mark(Style style, Step step) {
    return switch (step.outcome()) {
      case PASSES -> style.green("✓");
      case DENIES -> style.red("✗");
      case UNKNOWN -> style.yellow("?");
    };
  }

  private static String places(List<Place> places) {
    return places.isEmpty()
        ? ""
        : places.stream().map(Place::toString).collect(Collectors.joining(", ", " (", ")"));
  }

  private static String verdict(Style style, Decision decision) {
    var denial = decision.denial();
    if (denial.isPresent()) {
      var step = denial.get();
      return style.red("denied")
          + ": "
          + line(step.says())
          + (step.cure().isEmpty() ? "" : "\nto change it: " + line(step.cure()));
    }
    var open = decision.unknown().stream().map(Step::name).collect(Collectors.joining(", "));
    return open.isEmpty()
        ? style.green("allowed")
        : style.green("nothing denies it") + "; not known: " + open;
  }

  static void json(Console to, Decision decision) {
    var facts = new LinkedHashMap<String, @Nullable Object>();
    facts.put("question", decision.question());
    facts.put(
        "verdict",
        decision.isDenied() ? "denied" : decision.unknown().isEmpty() ? "allowed" : "not_denied");
    facts.put("steps", decision.steps().stream().map(DecisionReport::object).toList());
    var rows = JsonRows.lines(to.out());
    rows.columns(List.copyOf(facts.keySet()));
    rows.row(facts.values().toArray());
    rows.end();
  }

  private static Map<String, Object> object(Step step) {
    var object = new LinkedHashMap<String, Object>();
    object.put("step", step.name());
    object.put("outcome", step.outcome().name().toLowerCase(Locale.ROOT));
    object.put("says", step.says());
    object.put("details", step.details());
    object.put("places", step.places().stream().map(Place::toString).toList());
    object.put("cure", step.cure());
    return object;
  }
}
