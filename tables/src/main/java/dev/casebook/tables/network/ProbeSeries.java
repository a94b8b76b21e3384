package dev.casebook.tables.network;

import dev.casebook.tables.Digits;
import dev.casebook.tables.Line;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Text;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads what rrdtool prints of SmokePing's database, as columns or as CSV, and what the blackbox
/// exporter says of a probe.
final class ProbeSeries {

  private static final double MS_PER_S = 1000;

  private static final Pattern METRIC =
      Pattern.compile("(probe_[a-z_]{1,60})(?:\\{(.{0,1000})\\})? (\\S{1,40})");

  private static final Pattern LABEL =
      Pattern.compile("(phase|instance|target)=\"([^\"]{1,255})\"");

  private ProbeSeries() {}

  /// `uptime,loss,median,ping1,ping2,…` in seconds; a round that was not made is all `nan`.
  static void rounds(Text text, String series, Rows<Probe> rows) {
    int pings = 0;
    int number = 0;
    var target = text.fileName().replaceFirst("\\.(?:csv|txt|rrd)$", "");
    for (var line : text.lines()) {
      var cells = Line.words(line.text().replace(',', ' '));
      if (line.isNoise()) {
        continue;
      }
      if (cells[0].equals("uptime")) {
        pings = cells.length - 3;
        target = series.substring(series.lastIndexOf('/') + 1).replaceFirst("\\.[a-z]+$", "");
        continue;
      }
      number++;
      int first = cells[0].endsWith(":") ? 1 : 0;
      var time = first == 1 ? Digits.decimal(cells[0].replace(":", "")) : null;
      if (pings < 1 || cells.length != pings + 3 + first) {
        rows.reject(line, "not a round of SmokePing");
      } else if (!isNan(cells[first + 1])) {
        round(line, series, target, time, number, cells, first, pings, rows);
      }
    }
  }

  private static boolean isNan(String cell) {
    return cell.equalsIgnoreCase("nan") || cell.equalsIgnoreCase("-nan");
  }

  private static void round(
      Line line,
      String series,
      String target,
      @Nullable Long time,
      int number,
      String[] cells,
      int first,
      int pings,
      Rows<Probe> rows) {
    var lost = seconds(cells[first + 1]);
    if (lost == null) {
      rows.reject(line, "not a round of SmokePing");
      return;
    }
    int last = cells.length - 1;
    while (last > first + 3 && isNan(cells[last])) {
      last--;
    }
    rows.add(
        line,
        new Probe(
            series,
            1,
            "smokeping",
            target,
            time == null ? null : Instant.ofEpochSecond(Math.clamp(time, 0, MAX_SECOND)),
            number,
            pings,
            Math.clamp(lost, 0, pings),
            milliseconds(cells[first + 2]),
            milliseconds(cells[first + 3]),
            milliseconds(cells[last])));
  }

  /// The end of the year 9999.
  private static final long MAX_SECOND = 253_402_300_799L;

  private static @Nullable Double seconds(String cell) {
    try {
      double value = Double.parseDouble(cell);
      return Double.isFinite(value) ? value : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static @Nullable Double milliseconds(String cell) {
    var value = seconds(cell);
    return value == null ? null : value * MS_PER_S;
  }

  /// One probe for each target that the labels name, told by its success.
  static void blackbox(Text text, String series, Rows<Probe> rows) {
    var successes = new LinkedHashMap<String, Line>();
    var durations = new HashMap<String, Double>();
    var echoes = new HashMap<String, Double>();
    for (var line : text.lines()) {
      var metric = METRIC.matcher(line.text().strip());
      if (!metric.matches()) {
        if (!line.isNoise() && !line.text().startsWith("#") && !line.text().startsWith("probe_")) {
          rows.reject(line, "no metric of a probe");
        }
        continue;
      }
      var labels = labels(metric.group(2));
      var target = labels.getOrDefault("target", labels.getOrDefault("instance", ""));
      var value = seconds(metric.group(3));
      switch (metric.group(1)) {
        case "probe_success" -> successes.put(target, line);
        case "probe_duration_seconds" -> put(durations, target, value);
        case "probe_icmp_duration_seconds" -> {
          if ("rtt".equals(labels.get("phase"))) {
            put(echoes, target, value);
          }
        }
        default -> {
          // Of another property of the probe.
        }
      }
    }
    successes.forEach((target, line) -> {
      boolean lost = !line.text().strip().endsWith(" 1");
      var rtt = echoes.getOrDefault(target, durations.get(target));
      rows.add(
          line,
          new Probe(
              series,
              1,
              "blackbox",
              target.isEmpty() ? "?" : target,
              null,
              null,
              1,
              lost ? 1 : 0,
              lost || rtt == null ? null : rtt * MS_PER_S,
              null,
              null));
    });
  }

  private static void put(Map<String, Double> values, String target, @Nullable Double value) {
    if (value != null) {
      values.put(target, value);
    }
  }

  private static Map<String, String> labels(@Nullable String text) {
    var labels = new HashMap<String, String>();
    if (text != null) {
      var label = LABEL.matcher(text);
      while (label.find()) {
        labels.put(label.group(1), label.group(2));
      }
    }
    return labels;
  }
}
