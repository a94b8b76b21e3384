package dev.casebook.tables.network;

import dev.casebook.tables.Line;
import dev.casebook.tables.Rows;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads what fping prints with `-c`, `-C`, `-l` and `-Q`.
final class FpingReader {

  private static final Pattern VALUE = Pattern.compile("-|\\d{1,9}(?:\\.\\d{1,9})?");

  private static final Pattern PROBE =
      Pattern.compile(
          ProbeTally.STAMP
              + "(\\S{1,255}) +: \\[(\\d{1,9})\\], (?:\\d+ bytes, "
              + ProbeTally.MS
              + " ms|timed out)(?: \\(.*\\))?(.*)");

  private static final Pattern SUM =
      Pattern.compile(
          "(\\S{1,255}) +: xmt/rcv/%(?:loss|return) = (\\d{1,9})/(\\d{1,9})/\\d+%(?:, min/avg/max = "
              + ProbeTally.MS
              + "/"
              + ProbeTally.MS
              + "/"
              + ProbeTally.MS
              + ")?");

  /// Stands before the sums of an interval, `fping -Q`.
  private static final Pattern CLOCK = Pattern.compile("\\[\\d\\d:\\d\\d:\\d\\d\\]");

  private final ProbeTally tally;
  private boolean ofInterval;

  FpingReader(String series, Rows<Probe> rows) {
    this.tally = new ProbeTally("fping", series, rows);
  }

  /// Whether a line is one of probes that fping sent.
  static boolean isProbes(String text) {
    return values(text).length > 0 || PROBE.matcher(text).matches() || SUM.matcher(text).matches();
  }

  /// Whether the line is of fping.
  boolean take(Line line, String text) {
    var list = values(text);
    var probe = PROBE.matcher(text);
    var counts = SUM.matcher(text);
    if (CLOCK.matcher(text).matches()) {
      ofInterval = true;
    } else if (probe.matches()) {
      tally.one(line, probe.group(2), probe.group(1), probe.group(3), probe.group(4));
    } else if (counts.matches()) {
      sum(line, counts);
    } else if (list.length > 0) {
      list(line, text.substring(0, text.indexOf(" : ")).strip(), list);
    } else {
      return false;
    }
    return true;
  }

  /// The times behind the target, `-` for none; at least two, so that no `NAME : 12` of something
  /// else is taken for one. A pattern of so many parts would take the stack.
  private static String[] values(String text) {
    int colon = text.indexOf(" : ");
    var values = colon < 1 ? new String[0] : Line.words(text.substring(colon + 3));
    boolean isList =
        values.length > 1
            && text.substring(0, colon).strip().indexOf(' ') < 0
            && Arrays.stream(values).allMatch(value -> VALUE.matcher(value).matches());
    return isList ? values : new String[0];
  }

  /// The lines before it have told the same probes already, unless fping was quiet.
  private void list(Line line, String to, String[] values) {
    if (tally.hasToldOf(to)) {
      return;
    }
    for (int i = 0; i < values.length; i++) {
      @Nullable String rtt = values[i].equals("-") ? null : values[i];
      tally.one(line, to, null, String.valueOf(i), rtt);
    }
  }

  /// Those of an interval are added up by the last, which has no clock before it.
  private void sum(Line line, Matcher counts) {
    int sent = Integer.parseInt(counts.group(2));
    int lost = Math.max(0, sent - Integer.parseInt(counts.group(3)));
    var times = new ProbeTally.Times(counts.group(4), counts.group(5), counts.group(6));
    if (ofInterval) {
      tally.round(line, counts.group(1), sent, lost, times);
    } else {
      tally.rest(line, counts.group(1), sent, lost, times);
    }
    ofInterval = false;
  }
}
