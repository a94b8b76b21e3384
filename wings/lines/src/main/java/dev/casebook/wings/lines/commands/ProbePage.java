package dev.casebook.wings.lines.commands;

import dev.casebook.report.Printable;
import dev.casebook.wings.lines.probe.Figures;
import dev.casebook.wings.lines.probe.Report;
import dev.casebook.wings.lines.probe.Series;
import java.time.Instant;

/// A report as one page that needs nothing beside it, light or dark as its reader has it.
record ProbePage(Report report, Instant now) {

  private static final String HEAD =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Loss and delay of lines</title>
      <style>
      :root { color-scheme: light dark; --text: #1b1f24; --soft: #57606a; --page: #ffffff;
        --axis: #8c959f; --loss: #c4322b; --band: #9cc3ee; --median: #0b4f9e; --rule: #d0d7de; }
      @media (prefers-color-scheme: dark) {
        :root { --text: #e6edf3; --soft: #9aa4af; --page: #12161b; --axis: #6e7781;
          --loss: #ff7b72; --band: #25507f; --median: #a5d0ff; --rule: #30363d; } }
      body { font: 16px/1.5 system-ui, sans-serif; color: var(--text); background: var(--page);
        max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }
      h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin: 2rem 0 0.25rem; }
      p { margin: 0.25rem 0; } .soft { color: var(--soft); }
      svg { width: 100%; height: auto; font-size: 12px; }
      svg text { fill: var(--soft); } .axis { stroke: var(--axis); }
      .loss { fill: var(--loss); } .band { fill: var(--band); } .median { fill: var(--median); }
      .touch { fill: transparent; }
      .scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; }
      th, td { text-align: right; padding: 0.3rem 0.6rem; border-bottom: 1px solid var(--rule);
        font-variant-numeric: tabular-nums; white-space: nowrap; }
      th:nth-child(-n+2), td:nth-child(-n+2) { text-align: left; }
      </style>
      </head>
      <body>
      <h1>Loss and delay of lines</h1>
      """;

  String text() {
    var out = new StringBuilder(HEAD);
    out.append(
        "<p class=\"soft\">Made %s UTC. All times are UTC.</p>\n".formatted(Spans.minute(now)));
    report.remarks().forEach(remark -> paragraph(out, remark));
    report.series().forEach(series -> section(out, series));
    availability(out);
    return out.append("</body>\n</html>\n").toString();
  }

  private static void section(StringBuilder out, Series series) {
    var figures = series.figures();
    out.append("<h2>%s</h2>\n".formatted(escaped(series.target())));
    paragraph(
        out,
        "%s, %s to %s. %d probes, %s without an answer%s. Delay: least %s, median %s, 95 %% within %s, most %s."
            .formatted(
                series.kind(),
                Spans.minute(series.first()),
                Spans.minute(series.last()),
                figures.probes(),
                Spans.percent(figures.lossPercent()),
                figures.unsent() == 0 ? "" : ", and %d not sent".formatted(figures.unsent()),
                Spans.millis(series.delays().quantileMillis(0)),
                Spans.millis(series.delays().quantileMillis(0.5)),
                Spans.millis(series.delays().quantileMillis(0.95)),
                Spans.millis(series.delays().quantileMillis(1))));
    out.append(new ProbePicture(series).svg());
    out.append("<p><strong>%s.</strong></p>\n".formatted(escaped(series.verdict().words())));
    outages(out, series);
  }

  private static void outages(StringBuilder out, Series series) {
    if (series.outages().longest().isEmpty()) {
      return;
    }
    out.append(
        "<p>%d outages, %s together; the longest:</p>\n<ul>\n"
            .formatted(series.figures().outages(), Spans.length(series.figures().awayMillis())));
    for (var outage : series.outages().longest()) {
      out.append(
          "<li>%s: %s, %d probes%s</li>\n"
              .formatted(
                  Spans.second(outage.begin()),
                  Spans.length(outage.length().toMillis()),
                  outage.probes(),
                  outage.isOver() ? "" : ", not over when the rows end"));
    }
    out.append("</ul>\n");
  }

  private void availability(StringBuilder out) {
    out.append(
        """
        <h2>Availability by month</h2>
        <p class="soft">Answered probes of those that were sent. Times in which nobody probed count for neither side.</p>
        <div class="scroll"><table>
        <tr><th>Month</th><th>Target</th><th>Probes</th><th>Answered</th><th>Available</th>\
        <th>Outages</th><th>Away</th><th>Not probed</th></tr>
        """);
    for (var series : report.series()) {
      series
          .months()
          .forEach((month, figures) -> out.append(row(month.toString(), series.target(), figures)));
    }
    out.append("</table></div>\n");
  }

  private static String row(String month, String target, Figures figures) {
    return "<tr><td>%s</td><td>%s</td><td>%d</td><td>%d</td><td>%s</td><td>%d</td><td>%s</td><td>%s</td></tr>\n"
        .formatted(
            month,
            escaped(target),
            figures.probes(),
            figures.answered(),
            Spans.share(figures.answered(), figures.probes()),
            figures.outages(),
            Spans.length(figures.awayMillis()),
            Spans.length(figures.unprobedMillis()));
  }

  private static void paragraph(StringBuilder out, String text) {
    out.append("<p>%s</p>\n".formatted(escaped(text)));
  }

  private static String escaped(String text) {
    return Printable.line(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
