package dev.casebook.tables.network;

import dev.casebook.tables.Digits;
import dev.casebook.tables.Line;
import dev.casebook.tables.Rows;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The probes of one output as they become rows, counted for each target so that a summary adds
/// only what no line has told.
final class ProbeTally {

  /// When a line was written, as `ping -D` and `fping -D` have it.
  static final String STAMP = "(?:\\[(\\d{1,12}\\.\\d{1,9})\\] )?";

  /// Milliseconds.
  static final String MS = "(\\d{1,9}(?:\\.\\d{1,9})?(?:e[+-]?\\d\\d)?)";

  private static final class Told {
    private int sent;
    private double lost;
  }

  /// The times of a round in milliseconds, as texts; null where there are none.
  record Times(@Nullable String min, @Nullable String average, @Nullable String max) {
    static final Times NONE = new Times(null, null, null);
  }

  private final String tool;
  private final String series;
  private final Rows<Probe> rows;
  private final Map<String, Told> told = new HashMap<>();
  private int run = 1;

  ProbeTally(String tool, String series, Rows<Probe> rows) {
    this.tool = tool;
    this.series = series;
    this.rows = rows;
  }

  void nextRun() {
    run++;
    told.clear();
  }

  boolean hasToldOf(String target) {
    return told(target).sent > 0;
  }

  private Told told(String target) {
    return told.computeIfAbsent(target, _ -> new Told());
  }

  /// @param rtt null if it was lost
  void one(Line line, String to, @Nullable String stamp, String number, @Nullable String rtt) {
    var of = told(to);
    int lost = rtt == null ? 1 : 0;
    of.sent++;
    of.lost += lost;
    var time = stamp == null ? null : time(stamp);
    add(line, to, time, Digits.small(number), 1, lost, new Times(null, rtt, null));
  }

  private static Instant time(String stamp) {
    int dot = stamp.indexOf('.');
    var fraction = (stamp.substring(dot + 1) + "000000000").substring(0, 9);
    return Instant.ofEpochSecond(Long.parseLong(stamp.substring(0, dot)), Long.parseLong(fraction));
  }

  /// A round of which only the sum is told.
  void round(Line line, String to, int sent, int lost, Times times) {
    var of = told(to);
    of.sent += sent;
    of.lost += lost;
    add(line, to, null, null, sent, lost, times);
  }

  /// What a summary of all probes to a target counts beyond what was told. Its times are of these
  /// alone where nothing was told before.
  void rest(Line line, String to, int sent, int lost, Times times) {
    var of = told(to);
    int more = sent - of.sent;
    if (more <= 0) {
      return;
    }
    double moreLost = Math.clamp(lost - of.lost, 0, more);
    var own = of.sent == 0 ? times : Times.NONE;
    of.sent = sent;
    of.lost = lost;
    add(line, to, null, null, more, moreLost, own);
  }

  private void add(
      Line line,
      String to,
      @Nullable Instant time,
      @Nullable Integer sequence,
      int sent,
      double lost,
      Times times) {
    rows.add(
        line,
        new Probe(
            series,
            run,
            tool,
            to,
            time,
            sequence,
            sent,
            lost,
            number(times.average),
            number(times.min),
            number(times.max)));
  }

  private static @Nullable Double number(@Nullable String text) {
    return text == null ? null : Double.valueOf(text);
  }
}
