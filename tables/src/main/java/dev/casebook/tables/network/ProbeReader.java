package dev.casebook.tables.network;

import dev.casebook.tables.Line;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Text;

/// Reads an output that shows probes: its first line tells of which kind it is, but for ping and
/// fping, whose lines may follow each other.
final class ProbeReader {

  private ProbeReader() {}

  static void parse(Text text, Rows<Probe> rows) {
    var series = text.artifact().place();
    var first = text.lines().stream().filter(line -> !line.isNoise()).findFirst();
    var head = first.map(Line::text).orElse("").strip();
    if (head.startsWith("uptime")) {
      ProbeSeries.rounds(text, series, rows);
    } else if (head.startsWith("#") || head.startsWith("probe_")) {
      ProbeSeries.blackbox(text, series, rows);
    } else {
      lines(text, series, rows);
    }
  }

  private static void lines(Text text, String series, Rows<Probe> rows) {
    var ping = new PingReader(series, rows);
    var fping = new FpingReader(series, rows);
    for (var line : text.lines()) {
      var content = line.text().strip();
      if (!line.isNoise() && !ping.take(line, content) && !fping.take(line, content)) {
        rows.reject(line, "neither ping nor fping");
      }
    }
    ping.end();
  }
}
