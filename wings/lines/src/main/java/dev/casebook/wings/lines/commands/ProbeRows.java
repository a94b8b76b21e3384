package dev.casebook.wings.lines.commands;

import dev.casebook.console.Console;
import dev.casebook.report.JsonRows;
import dev.casebook.wings.lines.delay.Delays;
import dev.casebook.wings.lines.probe.Figures;
import dev.casebook.wings.lines.probe.Report;
import dev.casebook.wings.lines.probe.Series;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A report for programs.
record ProbeRows(Report report) {

  void print(Console console) {
    var rows = new JsonRows(console.out());
    rows.columns(
        List.of(
            "target",
            "probe",
            "first",
            "last",
            "figures",
            "delay_ms",
            "quiet_ms",
            "verdict",
            "reason",
            "months",
            "outages",
            "buckets"));
    for (var series : report.series()) {
      var verdict = series.verdict();
      rows.row(
          new @Nullable Object[] {
            series.target(),
            series.kind(),
            series.first().toString(),
            series.last().toString(),
            figures(series.figures()),
            delays(series.delays()),
            number(series.quietMillis()),
            verdict.kind().word(),
            verdict.words(),
            months(series),
            outages(series),
            buckets(series)
          });
    }
    rows.end();
  }

  private static @Nullable Double number(double value) {
    return Double.isNaN(value) ? null : Math.round(value * 1e4) / 1e4;
  }

  private static Map<String, @Nullable Object> figures(Figures figures) {
    var all = new LinkedHashMap<String, @Nullable Object>();
    all.put("probes", figures.probes());
    all.put("answered", figures.answered());
    all.put("lost", figures.lost());
    all.put("errors", figures.errors());
    all.put("unsent", figures.unsent());
    all.put("loss_percent", number(figures.lossPercent()));
    all.put("outages", figures.outages());
    all.put("outage_ms", figures.awayMillis());
    all.put("unprobed_ms", figures.unprobedMillis());
    return all;
  }

  private static Map<String, @Nullable Object> delays(Delays delays) {
    var all = new LinkedHashMap<String, @Nullable Object>();
    all.put("min", number(delays.quantileMillis(0)));
    all.put("median", number(delays.quantileMillis(0.5)));
    all.put("p95", number(delays.quantileMillis(0.95)));
    all.put("max", number(delays.quantileMillis(1)));
    return all;
  }

  private static List<Object> months(Series series) {
    var all = new ArrayList<Object>();
    series
        .months()
        .forEach((month, figures) -> {
          var one = new LinkedHashMap<String, @Nullable Object>();
          one.put("month", month.toString());
          one.putAll(figures(figures));
          all.add(one);
        });
    return all;
  }

  private static List<Object> outages(Series series) {
    var all = new ArrayList<Object>();
    for (var outage : series.outages().longest()) {
      var one = new LinkedHashMap<String, @Nullable Object>();
      one.put("begin", outage.begin().toString());
      one.put("end", outage.isOver() ? outage.end().toString() : null);
      one.put("ms", outage.length().toMillis());
      one.put("probes", outage.probes());
      all.add(one);
    }
    return all;
  }

  private static List<Object> buckets(Series series) {
    var all = new ArrayList<Object>();
    var timeline = series.timeline();
    for (int i = 0; i < timeline.size(); i++) {
      var bucket = timeline.bucket(i);
      if (bucket.figures().probes() > 0) {
        var one = new LinkedHashMap<String, @Nullable Object>();
        one.put("begin", timeline.begin().plusMillis(i * timeline.widthMillis()).toString());
        one.put("probes", bucket.figures().probes());
        one.put("loss_percent", number(bucket.figures().lossPercent()));
        one.put("delay_ms", delays(bucket.delays()));
        all.add(one);
      }
    }
    return all;
  }
}
