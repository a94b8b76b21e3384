package dev.casebook.wings.lines.probe;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the files of some days say of each target.
public final class Report {

  /// More targets than anybody probes would fill memory.
  private static final int TARGETS_MAX = 1000;

  private final Map<String, Series> series = new LinkedHashMap<>();
  private final Optional<String> wanted;
  private final List<String> clockMoves = new ArrayList<>();
  private long clockMoved;
  private long leftOut;
  private long unreadable;

  private static final int CLOCK_MOVES_TOLD_MAX = 5;

  private Report(Optional<String> wanted) {
    this.wanted = wanted;
  }

  /// @param target the only one that is wanted
  public static Report of(ProbeFiles files, Optional<String> target) throws IOException {
    var report = new Report(target);
    files.forEach(report::add);
    report.series.values().forEach(Series::finish);
    report.unreadable = files.unreadable();
    return report;
  }

  private void add(ProbeRow row) {
    if (row.outcome() == ProbeRow.Outcome.CLOCK) {
      if (clockMoved++ < CLOCK_MOVES_TOLD_MAX) {
        clockMoves.add(row.time() + ": " + row.detail());
      }
    }
    if (!row.outcome().isProbe() || !wanted.map(row.target()::equals).orElse(true)) {
      return;
    }
    var key = row.target() + " " + row.kind();
    var one = series.get(key);
    if (one == null && series.size() >= TARGETS_MAX) {
      leftOut++;
      return;
    }
    if (one == null) {
      one = new Series(row.target(), row.kind());
      series.put(key, one);
    }
    one.add(row);
  }

  public List<Series> series() {
    return List.copyOf(series.values());
  }

  /// What a reader has to know of the figures, in sentences.
  public List<String> remarks() {
    var remarks = new ArrayList<String>();
    if (unreadable > 0) {
      remarks.add(
          unreadable == 1
              ? "1 line was no row, such as one cut by a power failure, and is left out."
              : unreadable + " lines were no rows and are left out.");
    }
    if (clockMoved > 0) {
      remarks.add(
          (clockMoved == 1
                  ? "The wall clock moved once"
                  : "The wall clock moved %d times".formatted(clockMoved))
              + " or the machine slept, so times before and after do not fit together: "
              + String.join("; ", clockMoves)
              + (clockMoved > clockMoves.size() ? "; …" : "")
              + ".");
    }
    if (leftOut > 0) {
      remarks.add(
          "Rows of more than %d targets are left out: %d rows.".formatted(TARGETS_MAX, leftOut));
    }
    return remarks;
  }
}
