package dev.casebook.formats.logs;

import java.util.EnumMap;
import java.util.Map;

/// What the beginning of a file looks like.
///
/// @param text false for binary content: it is no log, whatever its bytes spell
/// @param format the format of most of those lines that have one; `PLAIN` where none has
public record LogDetection(boolean text, LogFormat format) {
  /// The most of the beginning that is looked at.
  public static final int HEAD_BYTES = 64 * 1024;

  private static final int MOST_LINES = 500;

  /// Looks at the first [#HEAD_BYTES] of `head[from, to)`. A last line without its end is looked at
  /// only when it is the only one: it was probably cut.
  public static LogDetection of(byte[] head, int from, int to) {
    int limit = Math.min(to, from + HEAD_BYTES);
    var counts = new EnumMap<LogFormat, Integer>(LogFormat.class);
    var parser = LogParser.of(LogFormat.PLAIN);
    var splitter = new LineSplitter().over(head, from, limit);
    int lines = 0;
    while (lines < MOST_LINES && (splitter.next() || (lines == 0 && splitter.last()))) {
      var line = parser.parse(head, splitter.from(), splitter.to());
      if (line.kind() == LineKind.BLANK) {
        continue;
      }
      lines++;
      if (line.format() != LogFormat.PLAIN) {
        counts.merge(line.format(), 1, Integer::sum);
      }
    }
    return judge(head, from, limit, counts, lines);
  }

  /// A parser for the file.
  public LogParser parser() {
    return LogParser.of(format);
  }

  private static LogDetection judge(
      byte[] head, int from, int to, Map<LogFormat, Integer> counts, int lines) {
    var best = LogFormat.PLAIN;
    int most = 0;
    int recognized = 0;
    for (var entry : counts.entrySet()) {
      recognized += entry.getValue();
      if (entry.getValue() > most) {
        best = entry.getKey();
        most = entry.getValue();
      }
    }
    // After a crash a log can hold a run of zeros where blocks were never written.
    boolean mostlyLog = lines > 0 && recognized * 2 >= lines;
    boolean text = mostlyLog || !isBinary(head, from, to);
    return new LogDetection(text, text ? best : LogFormat.PLAIN);
  }

  /// Text has no zero bytes and next to no control characters. Bytes above 0x7f say nothing: there
  /// are more encodings than UTF-8.
  private static boolean isBinary(byte[] head, int from, int to) {
    int controls = 0;
    for (int i = from; i < to; i++) {
      byte b = head[i];
      if (b == 0) {
        return true;
      }
      boolean usual = b < 0 || b >= ' ' || (b >= '\t' && b <= '\r') || b == 0x1b || b == '\b';
      controls += usual ? 0 : 1;
    }
    return controls > (to - from) / 20;
  }
}
