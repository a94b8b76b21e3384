package dev.casebook.wings.lines.commands;

import dev.casebook.console.Console;
import dev.casebook.report.Paragraph;
import dev.casebook.report.Printable;
import dev.casebook.report.TableRows;
import dev.casebook.wings.lines.probe.Bucket;
import dev.casebook.wings.lines.probe.Figures;
import dev.casebook.wings.lines.probe.Report;
import dev.casebook.wings.lines.probe.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// A report for people at a terminal.
record ProbeText(Report report, Console console) {

  private static final String BLOCKS = "▁▂▃▄▅▆▇█";
  private static final char NOTHING = '·';
  private static final int OUTAGES_TOLD_MAX = 5;

  /// Of the words beside a picture.
  private static final int MARGIN = 28;

  void print() {
    report.series().forEach(this::print);
    availability();
  }

  private void print(Series series) {
    var style = console.style();
    line(
        style.bold(Printable.line(series.target()))
            + "  %s, %s to %s UTC"
                .formatted(
                    series.kind(), Spans.minute(series.first()), Spans.minute(series.last())));
    var figures = series.figures();
    sentence(
        "%d probes, %s without an answer: %d lost, %d with an error%s."
            .formatted(
                figures.probes(),
                Spans.percent(figures.lossPercent()),
                figures.lost(),
                figures.errors(),
                figures.unsent() == 0 ? "" : ", and %d not sent".formatted(figures.unsent())));
    if (series.delays().count() > 0) {
      sentence(
          "Delay: least %s, median %s, 95 %% within %s, most %s."
              .formatted(
                  Spans.millis(series.delays().quantileMillis(0)),
                  Spans.millis(series.delays().quantileMillis(0.5)),
                  Spans.millis(series.delays().quantileMillis(0.95)),
                  Spans.millis(series.delays().quantileMillis(1))));
    }
    pictures(series);
    sentence(series.verdict().words() + ".");
    outages(series);
    line("");
  }

  private void pictures(Series series) {
    var columns = columns(series);
    picture("loss", columns, bucket -> bucket.figures().lossPercent(), Spans::percent);
    picture("median", columns, bucket -> bucket.delays().quantileMillis(0.5), Spans::millis);
    picture("95 %", columns, bucket -> bucket.delays().quantileMillis(0.95), Spans::millis);
  }

  /// As many as there is room for, each of one bucket or more.
  private List<Bucket> columns(Series series) {
    var timeline = series.timeline();
    int room = Math.max(20, console.style().width() - MARGIN);
    int each = (timeline.size() + room - 1) / room;
    var columns = new ArrayList<Bucket>();
    for (int i = 0; i < timeline.size(); i += each) {
      columns.add(timeline.joined(i, Math.min(timeline.size(), i + each)));
    }
    return columns;
  }

  private interface Unit {
    String text(double value);
  }

  private void picture(
      String name, List<Bucket> columns, ToDoubleFunction<Bucket> value, Unit unit) {
    double most =
        columns.stream().mapToDouble(value).filter(one -> !Double.isNaN(one)).max().orElse(0);
    var text = new StringBuilder();
    for (var column : columns) {
      double one = value.applyAsDouble(column);
      int height = most == 0 ? 0 : (int) Math.round(one / most * (BLOCKS.length() - 1));
      text.append(Double.isNaN(one) ? NOTHING : BLOCKS.charAt(height));
    }
    line("  %-7s %s  0 to %s".formatted(name, text, unit.text(most)));
  }

  private void outages(Series series) {
    var longest = series.outages().longest();
    if (longest.isEmpty()) {
      return;
    }
    var figures = series.figures();
    sentence(
        "%d %s, %s together%s:"
            .formatted(
                figures.outages(),
                figures.outages() == 1 ? "outage" : "outages",
                Spans.length(figures.awayMillis()),
                longest.size() > OUTAGES_TOLD_MAX ? "; some of the longest" : ""));
    longest.stream()
        .limit(OUTAGES_TOLD_MAX)
        .forEach(outage ->
            line(
                "    %s UTC  %s, %d probes%s"
                    .formatted(
                        Spans.second(outage.begin()),
                        Spans.length(outage.length().toMillis()),
                        outage.probes(),
                        outage.isOver() ? "" : ", not over when the rows end")));
  }

  private void availability() {
    line(console.style().bold("Availability by month, UTC"));
    var rows = TableRows.bare(console.out(), console.style());
    var names =
        List.of(
            "MONTH", "TARGET", "PROBES", "ANSWERED", "AVAILABLE", "OUTAGES", "AWAY", "UNPROBED");
    rows.columns(names);
    rows.row(names.toArray());
    for (var series : report.series()) {
      series
          .months()
          .forEach((month, figures) -> rows.row(cells(month.toString(), series.target(), figures)));
    }
    rows.end();
  }

  private static @Nullable Object[] cells(String month, String target, Figures figures) {
    return new @Nullable Object[] {
      month,
      target,
      figures.probes(),
      figures.answered(),
      Spans.share(figures.answered(), figures.probes()),
      figures.outages(),
      Spans.length(figures.awayMillis()),
      Spans.length(figures.unprobedMillis())
    };
  }

  private void sentence(String text) {
    Paragraph.wrap(Printable.line(text), "  ", "  ", console.style().width()).forEach(this::line);
  }

  private void line(String text) {
    console.out().print(text + "\n");
  }
}
