package dev.casebook.report;

import dev.casebook.verdicts.Comparison;
import dev.casebook.verdicts.SnapshotLabel;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A comparison for people: one line a difference, its two places below it.
public final class ComparisonReport {

  /// A longer value is cut: its place tells where to read it.
  private static final int VALUE_MAX = 160;

  /// What a tired engineer reads; what tells most is among the first.
  private static final int SHOWN_MAX = 30;

  /// Of many things that could not be compared so many are told without being asked.
  private static final int APART_MAX = 10;

  private final Style style;
  private final StringBuilder out = new StringBuilder();

  private ComparisonReport(Style style) {
    this.style = style;
  }

  public static String of(Comparison comparison, Style style) {
    var report = new ComparisonReport(style);
    report.write(comparison);
    return report.out.toString();
  }

  private void write(Comparison comparison) {
    comparison.differences().stream()
        .limit(SHOWN_MAX)
        .forEach(each -> difference(each, comparison.good().size()));
    if (!comparison.differences().isEmpty()) {
      out.append('\n');
    }
    int below = comparison.differences().size() - SHOWN_MAX;
    if (below > 0) {
      line(below + " less telling ones are not shown; --json and --table NAME show them");
    }
    comparison
        .leftOut()
        .forEach((table, count) ->
            line(count + " more of " + table + " are not shown; casebook sql asks for them"));
    comparison.folded().forEach((why, count) -> line("folded: " + count + " " + why));
    comparison.apart().stream()
        .limit(APART_MAX)
        .forEach(apart -> line("not compared: " + apart.what() + ": " + apart.why()));
    if (comparison.apart().size() > APART_MAX) {
      line("not compared: " + (comparison.apart().size() - APART_MAX) + " more; --json lists them");
    }
    comparison.shortcomings().stream().limit(APART_MAX).forEach(this::line);
    line(summary(comparison));
  }

  private void line(String text) {
    out.append(Printable.line(text)).append('\n');
  }

  private void difference(Comparison.Difference difference, int goods) {
    var what =
        Stream.of(difference.table(), difference.key(), difference.column())
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining(" "));
    out.append(style.bold(Printable.line(what)))
        .append(": ")
        .append(value(difference.good()))
        .append(" → ")
        .append(value(difference.bad()))
        .append(style.dim("  (" + Printable.line(difference.why()) + ")"))
        .append('\n');
    var agreeing = goods > 1 ? "good (" + difference.agreeing() + " of " + goods + ")" : "good";
    difference.good().ifPresent(side -> place(agreeing, side));
    difference.bad().ifPresent(side -> place("bad", side));
  }

  private static String value(Optional<Comparison.Side> side) {
    return side.map(held -> cut(Printable.line(held.value()))).orElse("(not there)");
  }

  private static String cut(String value) {
    return value.length() <= VALUE_MAX ? value : value.substring(0, VALUE_MAX) + "…";
  }

  private void place(String which, Comparison.Side side) {
    out.append(
            style.dim(
                "  %s %s: %s"
                    .formatted(
                        which,
                        Printable.line(side.evidence().at()),
                        cut(Printable.line(side.evidence().text())))))
        .append('\n');
  }

  private static String summary(Comparison comparison) {
    var good =
        comparison.good().stream().map(SnapshotLabel::source).collect(Collectors.joining(", "));
    int count = comparison.differences().size();
    return "%s in %d tables between %s and %s, %s"
        .formatted(
            count == 0
                ? "no difference that tells"
                : count == 1 ? "1 difference" : count + " differences",
            comparison.tablesCompared(),
            good,
            comparison.bad().source(),
            comparison.sameHost() ? "one host at two times" : "different hosts");
  }
}
