package dev.casebook.wings.lines.commands;

import dev.casebook.wings.lines.probe.Bucket;
import dev.casebook.wings.lines.probe.Series;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Loss and the spread of delay over time as one SVG: bars above, and below for each stretch of
/// time what all but the slowest twentieth took and the median in it.
final class ProbePicture {

  private static final int LEFT = 64;
  private static final int WIDTH = 720;
  private static final int LOSS_TOP = 22;
  private static final int LOSS_HEIGHT = 60;
  private static final int DELAY_TOP = 112;
  private static final int DELAY_HEIGHT = 170;
  private static final int HEIGHT = DELAY_TOP + DELAY_HEIGHT + 34;

  /// A wider spread is shown by its logarithm.
  private static final double LINEAR_MAX = 12;

  private final Series series;
  private final StringBuilder out = new StringBuilder();
  private final double lossMost;
  private final double delayLeast;
  private final double delayMost;
  private final boolean isLogarithmic;

  ProbePicture(Series series) {
    this.series = series;
    double loss = 0;
    double least = Double.MAX_VALUE;
    double most = 0;
    for (int i = 0; i < series.timeline().size(); i++) {
      var bucket = series.timeline().bucket(i);
      double percent = bucket.figures().lossPercent();
      loss = Double.isNaN(percent) ? loss : Math.max(loss, percent);
      if (bucket.delays().count() > 0) {
        least = Math.min(least, Math.max(0.001, bucket.delays().quantileMillis(0)));
        most = Math.max(most, bucket.delays().quantileMillis(0.95));
      }
    }
    lossMost = loss == 0 ? 1 : loss;
    isLogarithmic = most > 0 && most / least > LINEAR_MAX;
    delayLeast = isLogarithmic ? least : 0;
    delayMost = most == 0 ? 1 : most;
  }

  String svg() {
    out.append(
        "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"Loss and delay over time\">\n"
            .formatted(LEFT + WIDTH + 16, HEIGHT));
    label(LEFT, LOSS_TOP - 8, "start", "Probes without an answer (%)");
    axis(LOSS_TOP, LOSS_HEIGHT);
    lossTicks();
    label(
        LEFT,
        DELAY_TOP - 8,
        "start",
        "Delay (ms%s): least to 95 %%, line at the median"
            .formatted(isLogarithmic ? ", logarithmic" : "")
            .replace("%%", "%"));
    axis(DELAY_TOP, DELAY_HEIGHT);
    delayTicks();
    timeTicks();
    for (int i = 0; i < series.timeline().size(); i++) {
      bucket(i, series.timeline().bucket(i));
    }
    return out.append("</svg>\n").toString();
  }

  private void bucket(int index, Bucket bucket) {
    if (bucket.figures().probes() == 0) {
      return;
    }
    double wide = (double) WIDTH / series.timeline().size();
    double x = LEFT + index * wide;
    var time = series.timeline().begin().plusMillis(index * series.timeline().widthMillis());
    out.append("<g><title>")
        .append(
            "%s UTC: %d probes, %s without an answer; delay least %s, median %s, 95 %% %s, most %s"
                .formatted(
                    Spans.second(time),
                    bucket.figures().probes(),
                    Spans.percent(bucket.figures().lossPercent()),
                    Spans.millis(bucket.delays().quantileMillis(0)),
                    Spans.millis(bucket.delays().quantileMillis(0.5)),
                    Spans.millis(bucket.delays().quantileMillis(0.95)),
                    Spans.millis(bucket.delays().quantileMillis(1))))
        .append("</title>");
    double loss = bucket.figures().lossPercent() / lossMost * LOSS_HEIGHT;
    if (loss > 0) {
      rect("loss", x, LOSS_TOP + LOSS_HEIGHT - Math.max(loss, 1.5), wide, Math.max(loss, 1.5));
    }
    if (bucket.delays().count() > 0) {
      double high = delayY(bucket.delays().quantileMillis(0.95));
      double low = delayY(bucket.delays().quantileMillis(0));
      rect("band", x, high, wide, Math.max(low - high, 1));
      rect("median", x, delayY(bucket.delays().quantileMillis(0.5)) - 1, wide, 2);
    }
    // the whole height, so that the title is found
    rect("touch", x, LOSS_TOP, wide, DELAY_TOP + DELAY_HEIGHT - LOSS_TOP);
    out.append("</g>\n");
  }

  private double delayY(double millis) {
    double share =
        isLogarithmic
            ? Math.log(Math.max(millis, delayLeast) / delayLeast) / Math.log(delayMost / delayLeast)
            : millis / delayMost;
    return DELAY_TOP + DELAY_HEIGHT * (1 - Math.clamp(share, 0, 1));
  }

  private void lossTicks() {
    tick(LOSS_TOP, plain(lossMost));
    tick(LOSS_TOP + LOSS_HEIGHT, "0");
  }

  private void delayTicks() {
    for (double value : delayMarks()) {
      tick(delayY(value), plain(value));
    }
  }

  private List<Double> delayMarks() {
    var marks = new ArrayList<Double>();
    if (!isLogarithmic) {
      for (int i = 0; i <= 4; i++) {
        marks.add(delayMost * i / 4);
      }
      return marks;
    }
    for (double power = 0.001; power <= delayMost; power *= 10) {
      for (double step : new double[] {1, 2, 5}) {
        if (power * step >= delayLeast && power * step <= delayMost) {
          marks.add(power * step);
        }
      }
    }
    return marks;
  }

  private void timeTicks() {
    var timeline = series.timeline();
    var span = Duration.between(timeline.begin(), timeline.end());
    var pattern =
        span.toDays() >= 5
            ? "MM-dd"
            : span.toHours() >= 20 ? "MM-dd HH:mm" : span.toMinutes() >= 5 ? "HH:mm" : "HH:mm:ss";
    var format = DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    int ticks = 6;
    for (int i = 0; i <= ticks; i++) {
      double x = LEFT + (double) WIDTH * i / ticks;
      var time = timeline.begin().plus(span.multipliedBy(i).dividedBy(ticks));
      var anchor = i == 0 ? "start" : i == ticks ? "end" : "middle";
      label(x, DELAY_TOP + DELAY_HEIGHT + 18, anchor, format.format(time));
    }
  }

  private void axis(double top, double height) {
    line(LEFT, top, LEFT, top + height);
    line(LEFT, top + height, LEFT + WIDTH, top + height);
  }

  private void line(double x1, double y1, double x2, double y2) {
    out.append(
        String.format(
            Locale.ROOT,
            "<line class=\"axis\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>\n",
            x1,
            y1,
            x2,
            y2));
  }

  private void tick(double y, String text) {
    line(LEFT - 4, y, LEFT, y);
    label(LEFT - 8, y + 4, "end", text);
  }

  private void label(double x, double y, String anchor, String text) {
    out.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n",
            x,
            y,
            anchor,
            text));
  }

  private void rect(String name, double x, double y, double width, double height) {
    out.append(
        String.format(
            Locale.ROOT,
            "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
            name,
            x,
            y,
            width,
            height));
  }

  private static String plain(double value) {
    int decimals = value < 0.1 ? 3 : value < 1 ? 2 : value < 10 ? 1 : 0;
    var text = String.format(Locale.ROOT, "%." + decimals + "f", value);
    return text.contains(".") ? text.replaceFirst("\\.?0+$", "") : text;
  }
}
