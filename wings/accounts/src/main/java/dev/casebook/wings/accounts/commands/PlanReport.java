package dev.casebook.wings.accounts.commands;

import dev.casebook.report.Amount;
import dev.casebook.report.JsonRows;
import dev.casebook.wings.accounts.plan.Change;
import dev.casebook.wings.accounts.plan.Edit;
import dev.casebook.wings.accounts.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A plan as people read it.
final class PlanReport {

  private PlanReport() {}

  /// Lines: each change with what it does, and what is left alone.
  static List<String> lines(Plan plan) {
    var lines = new ArrayList<String>();
    plan.changes().forEach(change -> lines.addAll(lines(change)));
    if (!plan.changes().isEmpty()) {
      lines.add("");
    }
    plan.remarks().forEach(remark -> lines.add("note: " + remark));
    if (!plan.remarks().isEmpty()) {
      lines.add("");
    }
    lines.add(summary(plan));
    return lines;
  }

  private static List<String> lines(Change change) {
    var lines = new ArrayList<String>();
    lines.add("  %s %s".formatted(mark(change.phase()), change.key()));
    switch (change.phase()) {
      case CREATE ->
          change
              .edits()
              .forEach((attribute, edit) ->
                  lines.add("      %s: %s".formatted(attribute, joined(edit.given()))));
      case DELETE -> {
        // all of it goes
      }
      default -> change.edits().entrySet().forEach(edit -> lines.add("      " + text(edit)));
    }
    return lines;
  }

  private static String mark(Change.Phase phase) {
    return switch (phase) {
      case CREATE -> "create ";
      case GIVE, TAKE -> "change ";
      case DISABLE -> "disable";
      case DELETE -> "delete ";
    };
  }

  private static String text(Map.Entry<String, Edit> entry) {
    var edit = entry.getValue();
    if (edit.taken().isEmpty()) {
      return "%s: + %s".formatted(entry.getKey(), joined(edit.given()));
    }
    return edit.given().isEmpty()
        ? "%s: - %s".formatted(entry.getKey(), joined(edit.taken()))
        : "%s: %s -> %s".formatted(entry.getKey(), joined(edit.taken()), joined(edit.given()));
  }

  private static String joined(SortedSet<String> values) {
    return String.join(", ", values);
  }

  static String summary(Plan plan) {
    if (plan.isEmpty() && !plan.unread().isEmpty()) {
      return "%s: %s not read; nothing differs elsewhere"
          .formatted(plan.target(), String.join(", ", plan.unread().keySet()));
    }
    if (plan.isEmpty()) {
      return "%s is as the folder wants it: %s looked at"
          .formatted(plan.target(), Amount.of(plan.looked() + plan.claimed().size(), "thing"));
    }
    return "%s: %s"
        .formatted(
            plan.target(),
            Stream.of(
                    count(plan, Change.Phase.CREATE, "to create"),
                    count(plan, Change.Phase.GIVE, "to change"),
                    count(plan, Change.Phase.TAKE, "to take something from"),
                    count(plan, Change.Phase.DISABLE, "to disable"),
                    count(plan, Change.Phase.DELETE, "to delete"))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", ")));
  }

  private static String count(Plan plan, Change.Phase phase, String what) {
    long count = plan.count(phase);
    return count == 0 ? "" : count + " " + what;
  }

  /// A row for each value that comes or goes.
  static void rows(Plan plan, JsonRows rows) {
    rows.columns(List.of("phase", "kind", "name", "attribute", "taken", "given"));
    for (var change : plan.changes()) {
      change
          .edits()
          .forEach((attribute, edit) ->
              rows.row(
                  new Object[] {
                    change.phase().name().toLowerCase(Locale.ROOT),
                    change.key().kind(),
                    change.key().name(),
                    attribute,
                    joined(edit.taken()),
                    joined(edit.given())
                  }));
    }
    rows.end();
  }
}
