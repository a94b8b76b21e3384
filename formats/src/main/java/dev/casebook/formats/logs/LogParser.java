package dev.casebook.formats.logs;

/// The reader of one file's lines.
///
/// The file's format is tried first on every line, then every other, so that mixed files are read
/// too. Colours and what stands before a line because it was shown or pasted ([Prefix]) are passed
/// over; what a line wraps is read as a line of its own ([Wrapped]). What a line is read as depends
/// on the line and the file's format alone and not on the lines before: a line read by itself gives
/// the same fields. A line of no format is a message without a time. No line is an error.
///
/// Not for use by two threads at once; a parser a thread is cheap.
public final class LogParser {
  /// 8 × 23 + 7, the highest facility and severity (RFC 5424, section 6.2.1).
  private static final int HIGHEST_PRIORITY = 191;

  /// How far ahead of a line colours are looked for, in bytes.
  private static final int LOOK_AHEAD = 4096;

  /// Where no other byte may stand; see [#freeDigits].
  public static final byte FIXED = -1;

  private static final byte[] NOTHING = {};

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
  private final boolean hasServices;
  private final boolean isInside;
  private final LogLine line;

  /// What lines are known to be read from, and a part of it in which there is no colour.
  private byte[] block = NOTHING;

  private int blockTo;
  private int plainFrom;
  private int plainTo;

  private LogParser(LogFormat format, boolean hasServices, int depth) {
    this.format = format;
    this.recognizer = format.recognizer();
    this.hasServices = hasServices;
    this.isInside = depth > 0;
    this.line = new LogLine(depth);
  }

  /// A parser for a file of this format; `PLAIN` when nothing is known of it.
  public static LogParser of(LogFormat format) {
    return new LogParser(format, false, 0);
  }

  /// A parser for a file of this format in which a service's name stands before every line, so that
  /// it does also before a line of no format.
  static LogParser ofServices(LogFormat format) {
    return new LogParser(format, true, 0);
  }

  /// A parser for what a line at a depth wraps.
  static LogParser inside(int depth) {
    return new LogParser(LogFormat.PLAIN, false, depth);
  }

  /// The file's format.
  public LogFormat format() {
    return format;
  }

  /// Says that lines of `bytes[from, to)` follow, which do not change until the next call, so that
  /// what is looked for in each line is looked for in many at once.
  public void over(byte[] bytes, int from, int to) {
    block = bytes;
    blockTo = to;
    plainFrom = from;
    plainTo = from;
  }

  /// Says that lines follow which lie far apart, so that each is looked through by itself; what
  /// [#over] told of may have changed.
  public void apart() {
    block = NOTHING;
  }

  /// Says that no colour is in the part `[from, to)` of what [#over] told of.
  public void plain(int from, int to) {
    plainFrom = from;
    plainTo = to;
  }

  /// Whether there may be colours in a line.
  @SuppressWarnings("ReferenceEquality") // the very buffer that was said to follow
  private boolean mayBeColoured(byte[] bytes, int from, int to) {
    if (bytes != block || to > blockTo) {
      return true;
    }
    if (from < plainFrom || to > plainTo) {
      int end = Math.min(blockTo, Math.max(to, from + LOOK_AHEAD));
      int escape = LineSplitter.indexOf(bytes, from, end, Colours.ESCAPE);
      plainFrom = from;
      plainTo = escape < 0 ? end : escape;
    }
    return to > plainTo;
  }

  /// Tells of the line `bytes[from, to)`, the one read last, which digits of its head may be others
  /// without more than its time of day and process id being read otherwise. Of a line that differs
  /// in such digits alone, and whose message begins as [#isText] asks for, host, program and form
  /// are the same, and the message is the rest of the line.
  ///
  /// @param greatest gets, by byte of the head, the greatest digit that may stand there, and
  ///   [#FIXED] where nothing but the same byte may; as long as the line
  /// @return where the message begins; -1 where nothing is known of that
  public int freeDigits(byte[] bytes, int from, int to, byte[] greatest) {
    return format == LogFormat.SYSLOG ? line.recent.freeDigits(bytes, from, to, greatest) : -1;
  }

  /// Whether a message that begins with `bytes[from, to)` behind such a head is text, whatever
  /// follows: it wraps nothing, is written once, and has no colour up to there.
  public static boolean isText(byte[] bytes, int from, int to) {
    return Wrapped.isText(bytes, from, to);
  }

  /// Reads `bytes[from, to)`, a line without its end. The line returned is the same object every
  /// time and refers to `bytes`.
  public LogLine parse(byte[] bytes, int from, int to) {
    line.turnTo(bytes, from, to);
    if (mayBeColoured(bytes, from, to) && Bytes.at(bytes, from, to) != '{') { // JSON escapes them
      line.uncolour();
    }
    int at = begin();
    line.format = format;
    if (!isFirst(at) || !recognizer.read(line, at, true)) {
      recognize(at);
    }
    if (!line.program.isPresent() && line.service.isPresent()) {
      line.program.set(line.service.bytes(), line.service.from(), line.service.to());
    }
    return line;
  }

  /// Whether the file's format is to be tried before the others. A line in a bracket that is any
  /// application's may be one of a stricter format.
  private boolean isFirst(int at) {
    return format != LogFormat.PLAIN
        && (format != LogFormat.APPLICATION || Bytes.at(line.bytes, at, line.to) != '[');
  }

  /// Where the line's own text begins.
  private int begin() {
    byte first = Bytes.at(line.bytes, line.from, line.to);
    if (!isInside && (first == '>' || first == '`' || first == '[')) {
      Prefix.quoted(line);
      first = Bytes.at(line.bytes, line.from, line.to);
    }
    return first == '<' ? afterPriority(line.from) : line.from;
  }

  /// Tries every other format, also behind a service's name and behind blanks: code is pasted with
  /// an indentation.
  private void recognize(int at) {
    if (isOfAny(at, isFirst(at)) || (!isInside && isBehindService())) {
      return;
    }
    int text = Bytes.skipBlanks(line.bytes, at, line.to);
    if (text == at || isInside || !isOfAny(text, false)) {
      other(at);
    }
  }

  private boolean isOfAny(int at, boolean withoutOwn) {
    if (at < line.to) {
      for (var candidate : LogFormat.beginningWith(line.bytes[at])) {
        if (line.isTouched()) {
          line.clear();
        }
        boolean isTried = withoutOwn && candidate == format;
        if (!isTried && candidate.recognizer().read(line, at, false)) {
          line.format = candidate;
          return true;
        }
      }
    }
    return false;
  }

  /// Reads what stands behind a service's name, which is one where the file is full of them or a
  /// line with a format follows.
  private boolean isBehindService() {
    int from = line.from;
    if (!Prefix.service(line)) {
      return false;
    }
    line.clear();
    int at = Bytes.at(line.bytes, line.from, line.to) == '<' ? afterPriority(line.from) : line.from;
    if (format != LogFormat.PLAIN && recognizer.read(line, at, true)) {
      line.format = format;
      return true;
    }
    if (isOfAny(at, true)) {
      return true;
    }
    if (hasServices || format != LogFormat.PLAIN) {
      other(at);
      return true;
    }
    line.service.clear();
    line.from = from;
    return false;
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
      case OPENVPN, OPENVPN_CONNECT -> OpenVpn.unstamped(line);
      case RADIUS -> Radius.unstamped(line);
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
