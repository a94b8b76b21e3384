package dev.casebook.formats.logs;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the beginning of a file looks like.
///
/// @param content whether there is text to read at all
/// @param format the format of most of those lines that have one; `PLAIN` where none has
/// @param isYearless whether lines have times without a year
/// @param hasServices whether most lines begin with a service's name, as docker compose shows them
/// @param span from when to when the journal was that the file was printed from, where it says so
public record LogDetection(
    Content content,
    LogFormat format,
    boolean isYearless,
    boolean hasServices,
    @Nullable JournalSpan span) {
  /// The most of the beginning that is looked at.
  public static final int HEAD_BYTES = 64 * 1024;

  private static final int MOST_LINES = 500;

  /// So many lines that begin a file and all have one format tell it: most hosts have thousands of
  /// small logs, and to read each of them whole for its format alone would double their cost.
  private static final int ALIKE_LINES = 20;

  /// What the bytes of a file are.
  public enum Content {
    TEXT,
    /// Text of which much is no UTF-8: what its letters say is not known, nor whether a pattern of
    /// letters could be found in it.
    UNDECODABLE,
    /// No log, whatever its bytes spell.
    BINARY
  }

  /// Looks at the first [#HEAD_BYTES] of `head[from, to)`. A last line without its end is looked at
  /// only when it is the only one: it was probably cut.
  public static LogDetection of(byte[] head, int from, int to) {
    int limit = Math.min(to, from + HEAD_BYTES);
    var counts = new EnumMap<LogFormat, Integer>(LogFormat.class);
    int most = 0;
    int recognized = 0;
    var parser = LogParser.of(LogFormat.PLAIN);
    var splitter = new LineSplitter().over(head, from, limit);
    int lines = 0;
    int services = 0;
    boolean isYearless = false;
    JournalSpan span = null;
    while (lines < (most == lines ? ALIKE_LINES : MOST_LINES)
        && (splitter.next() || (lines == 0 && splitter.last()))) {
      var line = parser.parse(head, splitter.from(), splitter.to());
      if (line.kind() == LineKind.BLANK) {
        continue;
      }
      lines++;
      isYearless |= line.stampKind() == StampKind.YEARLESS;
      services += Prefix.service(head, splitter.from(), splitter.to()) ? 1 : 0;
      if (line.kind() == LineKind.MARKER && span == null) {
        span = JournalSpan.read(head, splitter.from(), splitter.to());
      }
      if (line.format() != LogFormat.PLAIN) {
        most = Math.max(most, counts.merge(line.format(), 1, Integer::sum));
        recognized++;
      }
    }
    var best = mostFrequent(counts, most);
    // After a crash a log can hold a run of zeros where blocks were never written.
    var content = content(head, from, limit, lines > 0 && recognized * 2 >= lines);
    return content == Content.BINARY
        ? new LogDetection(content, LogFormat.PLAIN, false, false, null)
        : new LogDetection(content, best, isYearless, services * 2 > lines, span);
  }

  /// Whether there are lines to read.
  public boolean text() {
    return content != Content.BINARY;
  }

  /// A parser for the file.
  public LogParser parser() {
    return hasServices ? LogParser.ofServices(format) : LogParser.of(format);
  }

  private static LogFormat mostFrequent(Map<LogFormat, Integer> counts, int most) {
    for (var entry : counts.entrySet()) {
      if (entry.getValue() == most) {
        return entry.getKey();
      }
    }
    return LogFormat.PLAIN;
  }

  /// Text has next to no control characters. Bytes above 0x7f are those of UTF-8, or a few of an
  /// older encoding.
  ///
  /// @param isLog whether most lines have a format, which binary content has not
  private static Content content(byte[] head, int from, int to, boolean isLog) {
    if (Utf8.isPrintable(head, from, to)) {
      return Content.TEXT;
    }
    int controls = 0;
    int bytes = 0;
    int i = from;
    while (i < to) {
      int control = Utf8.controlFrom(head, i, to);
      int hole = control < to && head[control] == 0 ? holeEnd(head, control, to) : control;
      boolean isOne = hole == control && control < to;
      controls += isOne && !isUsual(head[control]) ? 1 : 0;
      bytes += control - i + (isOne ? 1 : 0);
      i = isOne ? control + 1 : hole;
    }
    if (!isLog && (controls > bytes / 20 || (bytes == 0 && to > from))) {
      return Content.BINARY;
    }
    return Utf8.malformed(head, from, to) > bytes / 10 ? Content.UNDECODABLE : Content.TEXT;
  }

  private static boolean isUsual(byte control) {
    return (control >= '\t' && control <= '\r') || control == 0x1b || control == '\b';
  }

  /// Where a run of zeros ends that is a block which was never written, or `at`: records of binary
  /// files are padded with shorter ones.
  private static int holeEnd(byte[] head, int at, int to) {
    int end = at;
    while (end < to && head[end] == 0) {
      end++;
    }
    return end - at >= 512 ? end : at;
  }
}
