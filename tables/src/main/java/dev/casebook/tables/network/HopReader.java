package dev.casebook.tables.network;

import dev.casebook.tables.Digits;
import dev.casebook.tables.Json;
import dev.casebook.tables.Line;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Text;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads what mtr (as report, JSON, CSV or XML), traceroute and tracepath print; several traces may
/// follow each other.
final class HopReader {

  /// ` 2.|-- 198.51.100.2`, and as older ones and typographers have it: ` 2. 198…`, `2.|– 198…`. A
  /// wide report has `AS64500` before the address.
  private static final Pattern MTR =
      Pattern.compile(
          "(\\d{1,3})\\.\\s?(?:\\|[-–—]{1,2})?\\s*(?:\\[?AS\\S+\\s+)?(\\S+(?: \\([^)]*\\))?)(.*)");

  private static final Pattern MTR_ALSO = Pattern.compile("\\|\\s+[`|][-|]{2}\\s*.*");

  private static final Pattern TRACEROUTE =
      Pattern.compile("traceroute6? to (\\S+?)(?: \\(([^)]+)\\))?,? .*");

  private static final Pattern HOP = Pattern.compile("(\\d{1,3})(?:\\s\\s?|:\\s+)(\\S.*)");

  private static final Pattern TRACEPATH = Pattern.compile("(\\d{1,3})(\\?)?:\\s+(.*)");

  private static final Pattern LOCAL_TIME = Pattern.compile("(\\d{1,9}(?:\\.\\d+)?)ms");

  /// More hops than an IP header can count.
  static final int HOPS_MAX = 255;

  private enum Tool {
    NONE,
    MTR,
    TRACEROUTE
  }

  private final Rows<Hop> rows;
  private final String series;
  private Tool tool = Tool.NONE;
  private int run;
  private @Nullable String source;
  private @Nullable String target;
  private String[] heads = {};
  private int lastHop;

  private HopReader(String series, Rows<Hop> rows) {
    this.series = series;
    this.rows = rows;
  }

  static void parse(Text text, Rows<Hop> rows) {
    var reader = new HopReader(text.artifact().place(), rows);
    var head = text.string().substring(0, Math.min(200, text.string().length())).stripLeading();
    if (head.startsWith("{")) {
      Json.elements(text, rows, reader::json);
      return;
    }
    if (head.startsWith("<")) {
      MtrXml.parse(text, rows);
      return;
    }
    for (var line : text.lines()) {
      if (!line.isNoise()) {
        reader.take(line);
      }
    }
  }

  private void take(Line line) {
    var text = line.text().strip();
    var traceroute = TRACEROUTE.matcher(text);
    if (text.startsWith("HOST:") && text.contains("Loss%")) {
      begin(Tool.MTR, Line.words(text)[1], null);
      heads = Line.words(text.substring(text.indexOf("Loss%")));
    } else if (text.startsWith("Mtr_Version,")) {
      begin(Tool.MTR, null, null);
      heads = text.split(",", -1);
    } else if (traceroute.matches()) {
      var address = traceroute.group(2);
      begin(Tool.TRACEROUTE, null, address == null ? traceroute.group(1) : address);
    } else if (text.matches("1\\?: \\[LOCALHOST\\].*")) {
      begin(Tool.NONE, null, null);
    } else if (!text.startsWith("Start:") && !hop(line, text)) {
      rows.reject(line, "no hop of mtr, traceroute or tracepath");
    }
  }

  private void begin(Tool of, @Nullable String from, @Nullable String to) {
    tool = of;
    run++;
    source = from;
    target = to;
    lastHop = 0;
  }

  private boolean hop(Line line, String text) {
    return switch (tool) {
      case MTR -> heads[0].equals("Mtr_Version") ? csv(line, text) : mtr(line, text);
      case TRACEROUTE -> traceroute(line, text);
      case NONE -> run > 0 && tracepath(line, text);
    };
  }

  private boolean add(
      Line line, String name, String number, HopTimes times, @Nullable String remark) {
    var hop = Digits.small(number);
    if (hop == null || hop < 1 || hop > HOPS_MAX) {
      return false;
    }
    lastHop = hop;
    rows.add(line, Hop.of(series, run, name, source, target, hop, times, remark));
    return true;
  }

  private boolean mtr(Line line, String text) {
    var hop = MTR.matcher(text);
    if (!hop.matches()) {
      return MTR_ALSO.matcher(text).matches();
    }
    var values = Line.words(hop.group(3));
    var columns = new HashMap<String, String>();
    for (int i = 0; i < Math.min(heads.length, values.length); i++) {
      columns.put(heads[i], values[i]);
    }
    boolean nobody = hop.group(2).equals("???");
    return (nobody || columns.size() == heads.length)
        && add(line, "mtr", hop.group(1), HopTimes.ofColumns(hop.group(2), columns), null);
  }

  private boolean csv(Line line, String text) {
    var cells = text.split(",", -1);
    var columns = new HashMap<String, String>();
    for (int i = 0; i < Math.min(heads.length, cells.length); i++) {
      columns.put(heads[i], cells[i]);
    }
    var to = columns.getOrDefault("Host", "");
    var told = Digits.small(columns.getOrDefault("Hop", ""));
    int number = told == null ? 0 : told;
    if (!to.equals(target) || number <= lastHop) {
      // The first line of a report has only now said to whom it goes.
      run += target == null ? 0 : 1;
      target = to.isEmpty() ? null : to;
    }
    var times = HopTimes.ofColumns(columns.getOrDefault("Ip", ""), columns);
    return columns.containsKey("StDev")
        && add(line, "mtr", columns.getOrDefault("Hop", ""), times, null);
  }

  private void json(Json whole) {
    var report = whole.get("report");
    var mtr = report.get("mtr");
    begin(Tool.MTR, mtr.text("src"), mtr.text("dst"));
    for (var hub : report.get("hubs").items()) {
      var columns = new HashMap<String, String>();
      for (var name : hub.names()) {
        var value = hub.text(name);
        if (value != null) {
          columns.put(name, value);
        }
      }
      var line = new Line(hub.offset(), columns.getOrDefault("host", "(a hub)"));
      var times = HopTimes.ofColumns(columns.getOrDefault("host", ""), columns);
      if (!add(line, "mtr", columns.getOrDefault("count", ""), times, null)) {
        rows.reject(line, "no hop of mtr");
      }
    }
    if (!whole.has("report")) {
      rows.reject(new Line(whole.offset(), "(an object)"), "no report of mtr");
    }
  }

  /// ` 2 gw (198.51.100.2) 0.015 ms 0.008 ms * 198.51.100.6 1.2 ms !H`
  private boolean traceroute(Line line, String text) {
    var hop = HOP.matcher(text);
    if (!hop.matches()) {
      return false;
    }
    @Nullable String address = null;
    var times = new ArrayList<Double>();
    var remarks = new ArrayList<String>();
    int sent = 0;
    var words = Line.words(hop.group(2));
    for (int i = 0; i < words.length; i++) {
      boolean isTime = i + 1 < words.length && words[i + 1].equals("ms");
      var time = isTime ? HopTimes.number(words[i]) : null;
      if (time != null) {
        times.add(time);
        sent++;
        i++;
      } else if (words[i].equals("*")) {
        sent++;
      } else if (words[i].startsWith("!")) {
        remarks.add(words[i]);
      } else if (words[i].startsWith("(")) {
        address = words[i].replaceAll("[()]", "");
      } else if (address == null) {
        address = words[i];
      }
    }
    var remark = remarks.isEmpty() ? null : String.join(" ", remarks);
    return sent > 0
        && add(line, "traceroute", hop.group(1), HopTimes.ofTimes(address, sent, times), remark);
  }

  /// Of two lines of one hop, which it prints where it was asked again, the first counts.
  private boolean tracepath(Line line, String text) {
    if (text.startsWith("Too many hops") || text.startsWith("Resume:")) {
      return true;
    }
    var hop = TRACEPATH.matcher(text);
    if (!hop.matches()) {
      return false;
    }
    if (hop.group(1).equals(String.valueOf(lastHop))) {
      return true;
    }
    var words = Line.words(hop.group(3));
    List<Double> times = new ArrayList<>();
    var time = LOCAL_TIME.matcher(hop.group(3));
    if (time.find()) {
      times.add(Double.valueOf(time.group(1)));
    }
    boolean nobody = hop.group(3).startsWith("no reply");
    var rest = nobody ? "" : remark(words);
    return words.length > 0
        && add(
            line,
            "tracepath",
            hop.group(1),
            HopTimes.ofTimes(nobody ? null : words[0], 1, nobody ? List.of() : times),
            rest.isEmpty() ? null : rest);
  }

  private static String remark(String[] words) {
    return String.join(
        " ",
        Arrays.stream(words)
            .skip(1)
            .filter(word -> !LOCAL_TIME.matcher(word).matches() && !word.matches("\\([^)]*\\)"))
            .toList());
  }
}
