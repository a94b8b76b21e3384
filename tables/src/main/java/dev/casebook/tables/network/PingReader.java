package dev.casebook.tables.network;

import dev.casebook.tables.Line;
import dev.casebook.tables.Rows;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads what ping prints, also of several runs and in Chinese.
final class PingReader {

  private static final Pattern HEAD = Pattern.compile("PING (\\S+?)(?: ?\\(([^)]+)\\))?:? .*");

  private static final Pattern ANSWER =
      Pattern.compile(
          ProbeTally.STAMP
              + "\\d+ (?:bytes from|字节，来自) (.+?)[:：] ?(?:icmp_)?(?:seq|req)=(\\d{1,9}) (?:ttl|hlim)=\\d+"
              + " (?:time|时间)[=<]"
              + ProbeTally.MS
              + " ?(?:ms|毫秒)(.*)");

  private static final Pattern NO_ANSWER =
      Pattern.compile(
          ProbeTally.STAMP
              + "(?:no answer yet for icmp_seq=(\\d{1,9})|From \\S+(?: \\S+)? ?icmp_seq=(\\d{1,9}) .*"
              + "|Request timeout for icmp_seq (\\d{1,9}))");

  private static final Pattern SUM =
      Pattern.compile(
          "(?:(\\d{1,9}) packets transmitted, (\\d{1,9}) (?:packets )?received,.*"
              + "|已发送 (\\d{1,9}) 个包[,，] ?已接收 (\\d{1,9}) 个包.*)");

  private static final Pattern TIMES =
      Pattern.compile(
          "(?:rtt|round-trip) min/avg/max(?:/\\w+)? = "
              + ProbeTally.MS
              + "/"
              + ProbeTally.MS
              + "/"
              + ProbeTally.MS
              + ".*");

  private static final Pattern FRAME =
      Pattern.compile("--- .* ---|pipe \\d+|rtt .*|.* ping statistics.*");

  private record Unanswered(Line line, @Nullable String stamp) {}

  private record Sum(Line line, int sent, int lost) {}

  private final ProbeTally tally;
  private final Rows<Probe> rows;

  /// Probes that were not answered when the next was sent; the answer may still come.
  private final Map<String, Unanswered> unanswered = new LinkedHashMap<>();

  private boolean ended;
  private @Nullable String target;

  /// What is told of the times follows in another line.
  private @Nullable Sum sum;

  PingReader(String series, Rows<Probe> rows) {
    this.tally = new ProbeTally("ping", series, rows);
    this.rows = rows;
  }

  /// Whether the line is of ping.
  boolean take(Line line, String text) {
    var head = HEAD.matcher(text);
    var answer = ANSWER.matcher(text);
    var none = NO_ANSWER.matcher(text);
    var counts = SUM.matcher(text);
    if (head.matches()) {
      begin(head);
    } else if (answer.matches()) {
      answered(line, answer);
    } else if (none.matches()) {
      var number = orElse(none.group(2), orElse(none.group(3), orElse(none.group(4), "")));
      unanswered.put(number, new Unanswered(line, none.group(1)));
    } else if (counts.matches()) {
      sum(line, counts);
    } else {
      return isTimes(text) || FRAME.matcher(text).matches();
    }
    return true;
  }

  private void begin(Matcher head) {
    end();
    if (target != null) {
      tally.nextRun();
    }
    ended = false;
    target = orElse(head.group(2), head.group(1));
  }

  private static String orElse(@Nullable String text, String other) {
    return text == null ? other : text;
  }

  private void answered(Line line, Matcher answer) {
    var number = answer.group(3);
    unanswered.remove(number);
    if (!answer.group(5).contains("DUP!")) {
      tally.one(line, orElse(target, answer.group(2)), answer.group(1), number, answer.group(4));
    }
  }

  private void sum(Line line, Matcher counts) {
    lose();
    int group = counts.group(1) == null ? 3 : 1;
    int sent = Integer.parseInt(counts.group(group));
    sum = new Sum(line, sent, Math.max(0, sent - Integer.parseInt(counts.group(group + 1))));
  }

  /// Those that were never answered are lost.
  private void lose() {
    unanswered.forEach(
        (number, probe) -> tally.one(probe.line, orElse(target, "?"), probe.stamp, number, null));
    unanswered.clear();
  }

  private boolean isTimes(String text) {
    var times = TIMES.matcher(text);
    if (sum == null || !times.matches()) {
      return false;
    }
    rest(new ProbeTally.Times(times.group(1), times.group(2), times.group(3)));
    return true;
  }

  private void rest(ProbeTally.Times times) {
    if (sum != null) {
      ended = true;
      tally.rest(sum.line, orElse(target, "?"), sum.sent, sum.lost, times);
      sum = null;
    }
  }

  void end() {
    lose();
    rest(ProbeTally.Times.NONE);
    if (target != null && !ended) {
      rows.lacksRows("ends before ping has summed up");
    }
  }
}
