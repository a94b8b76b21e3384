package dev.casebook.tables.network;

import dev.casebook.tables.Digits;
import dev.casebook.tables.Line;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Text;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads what ping and fping print, line by line; several runs may follow each other.
final class ProbeReader {

  private static final String STAMP = "(?:\\[(\\d{1,12}\\.\\d{1,9})\\] )?";

  private static final String MS = "(\\d{1,9}(?:\\.\\d{1,9})?(?:e[+-]?\\d\\d)?)";

  private static final Pattern PING = Pattern.compile("PING (\\S+?)(?: ?\\(([^)]+)\\))?:? .*");

  private static final Pattern ANSWER =
      Pattern.compile(
          STAMP
              + "\\d+ (?:bytes from|字节，来自) (.+?)[:：] ?(?:icmp_)?(?:seq|req)=(\\d{1,9}) (?:ttl|hlim)=\\d+"
              + " (?:time|时间)[=<]"
              + MS
              + " ?(?:ms|毫秒)(.*)");

  private static final Pattern NO_ANSWER =
      Pattern.compile(
          STAMP
              + "(?:no answer yet for icmp_seq=(\\d{1,9})|From \\S+(?: \\S+)? ?icmp_seq=(\\d{1,9}) .*"
              + "|Request timeout for icmp_seq (\\d{1,9}))");

  private static final Pattern PING_SUM =
      Pattern.compile(
          "(?:(\\d{1,9}) packets transmitted, (\\d{1,9}) (?:packets )?received,.*"
              + "|已发送 (\\d{1,9}) 个包[,，] ?已接收 (\\d{1,9}) 个包.*)");

  private static final Pattern PING_TIMES =
      Pattern.compile(
          "(?:rtt|round-trip) min/avg/max(?:/\\w+)? = " + MS + "/" + MS + "/" + MS + ".*");

  private static final Pattern PING_FRAME =
      Pattern.compile("--- .* ---|pipe \\d+|rtt .*|.* ping statistics.*");

  private static final Pattern FPING_VALUE = Pattern.compile("-|\\d{1,9}(?:\\.\\d{1,9})?");

  static final Pattern FPING_PROBE =
      Pattern.compile(
          STAMP
              + "(\\S{1,255}) +: \\[(\\d{1,9})\\], (?:\\d+ bytes, "
              + MS
              + " ms|timed out)(?: \\(.*\\))?(.*)");

  static final Pattern FPING_SUM =
      Pattern.compile(
          "(\\S{1,255}) +: xmt/rcv/%(?:loss|return) = (\\d{1,9})/(\\d{1,9})/\\d+%(?:, min/avg/max = "
              + MS
              + "/"
              + MS
              + "/"
              + MS
              + ")?");

  /// Stands before the sums of an interval, `fping -Q`.
  private static final Pattern FPING_CLOCK = Pattern.compile("\\[\\d\\d:\\d\\d:\\d\\d\\]");

  /// What of a run is told by lines of their own.
  private static final class Told {
    int sent;
    double lost;
  }

  private record Unanswered(Line line, @Nullable String stamp) {}

  private final Rows<Probe> rows;
  private final String series;
  private final Map<String, Told> told = new HashMap<>();

  /// Probes of ping that were not answered when the next was sent; the answer may still come.
  private final Map<String, Unanswered> unanswered = new LinkedHashMap<>();

  private int run = 1;
  private boolean ended;
  private boolean ofInterval;
  private @Nullable String target;
  private @Nullable Line sum;
  private int sumSent;
  private int sumLost;

  private ProbeReader(String series, Rows<Probe> rows) {
    this.series = series;
    this.rows = rows;
  }

  static void parse(Text text, Rows<Probe> rows) {
    var series = text.artifact().place();
    var first = text.lines().stream().filter(line -> !line.isNoise()).findFirst();
    var head = first.map(Line::text).orElse("").strip();
    if (head.startsWith("uptime")) {
      ProbeSeries.rounds(text, series, rows);
      return;
    }
    if (head.startsWith("#") || head.startsWith("probe_")) {
      ProbeSeries.blackbox(text, series, rows);
      return;
    }
    var reader = new ProbeReader(series, rows);
    for (var line : text.lines()) {
      if (!line.isNoise()) {
        reader.take(line);
      }
    }
    reader.end();
  }

  private void take(Line line) {
    var text = line.text().strip();
    var ping = PING.matcher(text);
    var answer = ANSWER.matcher(text);
    var none = NO_ANSWER.matcher(text);
    var counts = PING_SUM.matcher(text);
    if (ping.matches()) {
      begin(ping);
    } else if (answer.matches()) {
      answered(line, answer);
    } else if (none.matches()) {
      var number = orElse(none.group(2), orElse(none.group(3), orElse(none.group(4), "")));
      unanswered.put(number, new Unanswered(line, none.group(1)));
    } else if (counts.matches()) {
      pingSum(line, counts);
    } else if (sum != null && PING_TIMES.matcher(text).matches()) {
      var times = PING_TIMES.matcher(text);
      rest(times.matches() ? times : null);
    } else if (!PING_FRAME.matcher(text).matches()) {
      fping(line, text);
    }
  }

  private void answered(Line line, Matcher answer) {
    var number = answer.group(3);
    unanswered.remove(number);
    if (!answer.group(5).contains("DUP!")) {
      var to = orElse(target, answer.group(2));
      add(line, "ping", to, answer.group(1), number, answer.group(4));
    }
  }

  /// Those that were never answered are lost.
  private void lose() {
    unanswered.forEach(
        (number, probe) -> add(probe.line, "ping", orElse(target, "?"), probe.stamp, number, null));
    unanswered.clear();
  }

  private void begin(Matcher ping) {
    end();
    run += target == null ? 0 : 1;
    told.clear();
    ended = false;
    target = orElse(ping.group(2), ping.group(1));
  }

  private static String orElse(@Nullable String text, String other) {
    return text == null ? other : text;
  }

  private Told told(String of) {
    return told.computeIfAbsent(of, _ -> new Told());
  }

  private void add(
      Line line,
      String tool,
      String to,
      @Nullable String stamp,
      String number,
      @Nullable String rtt) {
    var of = told(to);
    of.sent++;
    of.lost += rtt == null ? 1 : 0;
    rows.add(
        line,
        new Probe(
            series,
            run,
            tool,
            to,
            time(stamp),
            Digits.small(number),
            1,
            rtt == null ? 1 : 0,
            rtt == null ? null : Double.valueOf(rtt),
            null,
            null));
  }

  private static @Nullable Instant time(@Nullable String stamp) {
    if (stamp == null) {
      return null;
    }
    int dot = stamp.indexOf('.');
    var fraction = (stamp.substring(dot + 1) + "000000000").substring(0, 9);
    return Instant.ofEpochSecond(Long.parseLong(stamp.substring(0, dot)), Long.parseLong(fraction));
  }

  private void pingSum(Line line, Matcher counts) {
    lose();
    int group = counts.group(1) == null ? 3 : 1;
    int sent = Integer.parseInt(counts.group(group));
    sum = line;
    sumSent = sent;
    sumLost = Math.max(0, sent - Integer.parseInt(counts.group(group + 1)));
  }

  /// What the summary of ping counts beside the lines.
  private void rest(@Nullable Matcher times) {
    var line = sum;
    sum = null;
    if (line != null) {
      ended = true;
      remainder(line, "ping", orElse(target, "?"), sumSent, sumLost, times, 1);
    }
  }

  private void remainder(
      Line line,
      String tool,
      String to,
      int sent,
      int lost,
      @Nullable Matcher times,
      int firstGroup) {
    var of = told(to);
    int more = sent - of.sent;
    if (more <= 0) {
      return;
    }
    double moreLost = Math.clamp(lost - of.lost, 0, more);
    // The times are of all probes; they are of these alone where no line showed others.
    var own = of.sent == 0 ? times : null;
    of.sent = sent;
    of.lost = lost;
    rows.add(
        line,
        new Probe(
            series,
            run,
            tool,
            to,
            null,
            null,
            more,
            moreLost,
            own == null ? null : milliseconds(own.group(firstGroup + 1)),
            own == null ? null : milliseconds(own.group(firstGroup)),
            own == null ? null : milliseconds(own.group(firstGroup + 2))));
  }

  private static @Nullable Double milliseconds(@Nullable String text) {
    return text == null ? null : Double.valueOf(text);
  }

  private void end() {
    lose();
    rest(null);
    if (target != null && !ended) {
      rows.lacksRows("ends before ping has summed up");
    }
  }

  private void fping(Line line, String text) {
    var list = fpingValues(text);
    var probe = FPING_PROBE.matcher(text);
    var counts = FPING_SUM.matcher(text);
    if (FPING_CLOCK.matcher(text).matches()) {
      ofInterval = true;
    } else if (probe.matches()) {
      add(line, "fping", probe.group(2), probe.group(1), probe.group(3), probe.group(4));
    } else if (counts.matches()) {
      fpingSum(line, counts);
    } else if (list.length > 0) {
      fpingList(line, text.substring(0, text.indexOf(" : ")).strip(), list);
    } else {
      rows.reject(line, "neither ping nor fping");
    }
  }

  /// The times behind the target, `-` for none; at least two, so that no `NAME : 12` of something
  /// else is taken for one. A pattern of so many parts would take the stack.
  static String[] fpingValues(String text) {
    int colon = text.indexOf(" : ");
    var values = colon < 1 ? new String[0] : Line.words(text.substring(colon + 3));
    boolean isList =
        values.length > 1
            && text.substring(0, colon).strip().indexOf(' ') < 0
            && Arrays.stream(values).allMatch(value -> FPING_VALUE.matcher(value).matches());
    return isList ? values : new String[0];
  }

  /// The lines before it have told the same probes already, unless fping was quiet.
  private void fpingList(Line line, String to, String[] values) {
    if (told(to).sent > 0) {
      return;
    }
    for (int i = 0; i < values.length; i++) {
      add(line, "fping", to, null, String.valueOf(i), values[i].equals("-") ? null : values[i]);
    }
  }

  /// Those of an interval are added up by the last, which has no clock before it.
  private void fpingSum(Line line, Matcher counts) {
    var to = counts.group(1);
    int sent = Integer.parseInt(counts.group(2));
    int lost = Math.max(0, sent - Integer.parseInt(counts.group(3)));
    if (!ofInterval) {
      remainder(line, "fping", to, sent, lost, counts.group(4) == null ? null : counts, 4);
      return;
    }
    ofInterval = false;
    var of = told(to);
    of.sent += sent;
    of.lost += lost;
    rows.add(
        line,
        new Probe(
            series,
            run,
            "fping",
            to,
            null,
            null,
            sent,
            lost,
            milliseconds(counts.group(5)),
            milliseconds(counts.group(4)),
            milliseconds(counts.group(6))));
  }
}
