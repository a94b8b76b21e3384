package dev.casebook.tables.network;

import dev.casebook.tables.Digits;
import dev.casebook.tables.Line;
import dev.casebook.tables.Rows;
import dev.casebook.tables.Text;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads what `mtr -x` prints, line by line as it prints it: several reports may follow each other.
/// Attributes had no quotes in older ones.
final class MtrXml {

  private static final Pattern REPORT =
      Pattern.compile("<MTR SRC=\"?([^\" >]*)\"? DST=\"?([^\" >]*)\"?.*");

  private static final Pattern HUB =
      Pattern.compile("<HUB COUNT=\"?(\\d{1,3})\"? HOST=\"?([^\" >]*)\"?.*");

  private static final Pattern VALUE =
      Pattern.compile("<(Loss|Snt|Last|Avg|Best|Wrst|StDev)%?>\\s*([^<>\\s]*)\\s*</.*");

  private static final Pattern OTHER = Pattern.compile("<\\?xml .*|</MTR>|<[A-Za-z%]{2,10}>.*</.*");

  private final Rows<Hop> rows;
  private final String series;
  private int run;
  private @Nullable String source;
  private @Nullable String target;
  private @Nullable Line hub;
  private int number;
  private String host = "";
  private final Map<String, String> columns = new HashMap<>();

  private MtrXml(String series, Rows<Hop> rows) {
    this.series = series;
    this.rows = rows;
  }

  static void parse(Text text, Rows<Hop> rows) {
    var reader = new MtrXml(text.artifact().place(), rows);
    for (var line : text.lines()) {
      if (!line.isNoise()) {
        reader.take(line, line.text().strip());
      }
    }
  }

  private void take(Line line, String text) {
    var report = REPORT.matcher(text);
    var begun = HUB.matcher(text);
    var value = VALUE.matcher(text);
    if (report.matches()) {
      run++;
      source = report.group(1);
      target = report.group(2);
    } else if (begun.matches() && run > 0) {
      begin(line, begun);
    } else if (text.equals("</HUB>") && hub != null) {
      end(hub);
    } else if (value.matches() && hub != null) {
      var name = value.group(1);
      columns.put(name.equals("Loss") ? "Loss%" : name, value.group(2));
    } else if (!OTHER.matcher(text).matches()) {
      rows.reject(line, "no line of mtr's XML");
    }
  }

  private void begin(Line line, Matcher begun) {
    var count = Digits.small(begun.group(1));
    number = count == null ? 0 : count;
    host = begun.group(2);
    columns.clear();
    hub = line;
  }

  private void end(Line at) {
    if (number < 1 || number > HopReader.HOPS_MAX || !columns.containsKey("Snt")) {
      rows.reject(at, "no hop of mtr");
    } else {
      var times = HopTimes.ofColumns(host, columns);
      rows.add(at, Hop.of(series, run, "mtr", source, target, number, times, null));
    }
    hub = null;
  }
}
