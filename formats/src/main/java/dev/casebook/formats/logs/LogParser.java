package dev.casebook.formats.logs;

/// The reader of one file's lines.
///
/// The file's format is tried first on every line, then every other, so that mixed files are read
/// too. What a line is read as depends on the line and the file's format alone and not on the lines
/// before: a line read by itself gives the same fields. A line of no format is a message without a
/// time. No line is an error.
///
/// Not for use by two threads at once; a parser a thread is cheap.
public final class LogParser {
  /// 8 × 23 + 7, the highest facility and severity (RFC 5424, section 6.2.1).
  private static final int HIGHEST_PRIORITY = 191;

  private static final byte[][] MARKERS = {
    Bytes.of("-- Logs begin at "),
    Bytes.of("-- Journal begins at "),
    Bytes.of("-- Boot "),
    Bytes.of("-- Reboot --"),
    Bytes.of("-- No entries --"),
    Bytes.of("-- cursor: ")
  };

  private final LogFormat format;
  private final Recognizer recognizer;
  private final LogLine line = new LogLine();

  private LogParser(LogFormat format) {
    this.format = format;
    this.recognizer = format.recognizer();
  }

  /// A parser for a file of this format; `PLAIN` when nothing is known of it.
  public static LogParser of(LogFormat format) {
    return new LogParser(format);
  }

  /// The file's format.
  public LogFormat format() {
    return format;
  }

  /// Reads `bytes[from, to)`, a line without its end. The line returned is the same object every
  /// time and refers to `bytes`.
  public LogLine parse(byte[] bytes, int from, int to) {
    line.turnTo(bytes, from, to);
    int at = from < to && bytes[from] == '<' ? afterPriority(from) : from;
    line.format = format;
    if (format == LogFormat.PLAIN || !recognizer.read(line, at, true)) {
      recognize(at);
    }
    return line;
  }

  private void recognize(int at) {
    if (at < line.to) {
      for (var candidate : LogFormat.beginningWith(line.bytes[at])) {
        if (line.isTouched()) {
          line.clear();
        }
        if (candidate != format && candidate.recognizer().read(line, at, false)) {
          line.format = candidate;
          return;
        }
      }
    }
    other(at);
  }

  /// A line that has no format: a marker, a continuation, or a message without anything else.
  private void other(int at) {
    line.clear();
    line.format = LogFormat.PLAIN;
    line.messageFrom(line.from);
    line.kind = kind();
    if (line.kind != LineKind.RECORD) {
      return;
    }
    switch (format) {
      case OPENVPN -> OpenVpn.unstamped(line);
      case KERNEL, KERNEL_CLOCK -> {
        line.messageFrom(at);
        Dmesg.unstamped(line);
      }
      default -> line.level = null; // `<n>` did not begin a line of syslog
    }
    Wrapped.leadingWord(line, line.bytes, line.from, line.to);
  }

  private LineKind kind() {
    var b = line.bytes;
    int text = Bytes.skipBlanks(b, line.from, line.to);
    if (text == line.to) {
      return LineKind.BLANK;
    }
    if (text > line.from && format != LogFormat.PLAIN) {
      return LineKind.CONTINUATION;
    }
    for (var marker : MARKERS) {
      if (Bytes.startsWith(b, line.from, line.to, marker)) {
        return LineKind.MARKER;
      }
    }
    return LineKind.RECORD;
  }

  /// Takes the level from `<PRI>` and returns where the line goes on; where it began, when the
  /// bracket holds something else.
  private int afterPriority(int from) {
    var b = line.bytes;
    int end = Digits.end(b, from + 1, Math.min(line.to, from + 4));
    if (end == from + 1 || Bytes.at(b, end, line.to) != '>') {
      return from;
    }
    long priority = Digits.value(b, from + 1, end);
    if (priority > HIGHEST_PRIORITY) {
      return from;
    }
    line.prioritize((int) priority);
    return end + 1;
  }
}
