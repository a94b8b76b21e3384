package dev.casebook.formats.logs;

/// One JSON object a line: the journal's export, Docker's own files, applications' loggers.
///
/// ```
/// {"__REALTIME_TIMESTAMP":"1795344439367705","_PID":"12","SYSLOG_IDENTIFIER":"sshd","MESSAGE":"…"}
/// {"log":"text\n","stream":"stderr","time":"2026-11-22T10:58:02.243640588Z"}
/// {"level":"warn","ts":"2026-11-22T10:58:02.243Z","msg":"took too long","took":"1.2s"}
/// ```
///
/// The message of an application's record is the whole object, which is what the application wrote;
/// time, level, program and process id are taken from it where nothing around it tells them.
final class JsonLines {
  /// systemd.journal-fields(7).
  private static final Words<Meaning> JOURNAL =
      new Words<Meaning>()
          .with(Meaning.TIME, "__REALTIME_TIMESTAMP")
          .with(Meaning.LEVEL, "PRIORITY")
          .with(Meaning.MESSAGE, "MESSAGE")
          .with(Meaning.PROGRAM, "SYSLOG_IDENTIFIER")
          .with(Meaning.COMMAND, "_COMM")
          .with(Meaning.HOST, "_HOSTNAME")
          .with(Meaning.PID, "_PID")
          .with(Meaning.SYSLOG_PID, "SYSLOG_PID")
          .with(Meaning.UNIT, "_SYSTEMD_UNIT");

  private static final Words<Meaning> DOCKER =
      new Words<Meaning>()
          .with(Meaning.TIME, "time")
          .with(Meaning.MESSAGE, "log")
          .with(Meaning.STREAM, "stream");

  private static final Words<Meaning> APPLICATION =
      new Words<Meaning>()
          .with(Meaning.TIME, "time ts timestamp @timestamp asctime datetime")
          .with(Meaning.LEVEL, "level severity lvl levelname log.level loglevel")
          .with(Meaning.MESSAGE, "msg message")
          .with(Meaning.PROGRAM, "logger logger_name log.logger")
          .with(Meaning.HOST, "host hostname")
          .with(Meaning.PID, "pid");

  private JsonLines() {}

  /// Whether `b[0, to)` names a field of the journal that a line has a place for.
  static boolean isJournalField(byte[] b, int to) {
    return JOURNAL.get(b, 0, to) != null;
  }

  static boolean journal(LogLine line, int at, boolean expected) {
    var members = line.members;
    if (!JsonObject.read(line.bytes, at, line.to, JOURNAL, members)) {
      return false;
    }
    if (!members.has(Meaning.TIME) || (!members.has(Meaning.MESSAGE) && !expected)) {
      return false;
    }
    members.stamp(line);
    members.level(line);
    members.pid(line, members.has(Meaning.PID) ? Meaning.PID : Meaning.SYSLOG_PID);
    members.text(line, Meaning.HOST, line.host);
    var program = members.has(Meaning.PROGRAM) ? Meaning.PROGRAM : Meaning.COMMAND;
    members.text(line, program, line.program);
    members.text(line, Meaning.UNIT, line.unit);
    journalMessage(line);
    Wrapped.unwrap(line);
    return true;
  }

  static boolean docker(LogLine line, int at, boolean expected) {
    var members = line.members;
    if (!JsonObject.read(line.bytes, at, line.to, DOCKER, members)) {
      return false;
    }
    if (!members.has(Meaning.MESSAGE)
        || (!members.has(Meaning.TIME) && !members.has(Meaning.STREAM))) {
      return false;
    }
    members.stamp(line);
    members.dropLineEnd(Meaning.MESSAGE);
    line.messageFrom(line.from);
    members.text(line, Meaning.MESSAGE, line.message);
    Wrapped.unwrapOutput(line);
    return true;
  }

  /// A logger's record: it has a time, or a level with a text.
  static boolean application(LogLine line, int at, boolean expected) {
    var members = line.members;
    if (!JsonObject.read(line.bytes, at, line.to, APPLICATION, members)) {
      return false;
    }
    if (!members.has(Meaning.TIME)
        && (!members.has(Meaning.LEVEL) || !members.has(Meaning.MESSAGE))) {
      return false;
    }
    members.stamp(line);
    members.text(line, Meaning.HOST, line.host);
    line.messageFrom(at);
    fields(line);
    return true;
  }

  /// The same inside a message, which stays as it is.
  static void unwrap(LogLine line, byte[] b, int from, int to) {
    var members = line.members;
    if (JsonObject.read(b, from, to, APPLICATION, members)
        && members.has(Meaning.MESSAGE)
        && (members.has(Meaning.TIME) || members.has(Meaning.LEVEL))) {
      members.stampInside(line);
      fields(line);
    }
  }

  private static void fields(LogLine line) {
    var members = line.members;
    members.level(line);
    if (line.pid == LogLine.NO_PID) {
      members.pid(line, Meaning.PID);
    }
    if (!line.program.isPresent()) {
      members.text(line, Meaning.PROGRAM, line.program);
    }
  }

  /// The journal writes a message that is no UTF-8, or holds control characters, as an array of its
  /// bytes, and one that was set twice as an array of either, of which the first is taken.
  private static void journalMessage(LogLine line) {
    var b = line.bytes;
    line.messageFrom(line.from);
    int from = line.members.from(Meaning.MESSAGE);
    int to = line.members.to(Meaning.MESSAGE);
    if (from < 0 || b[from - 1] == '"' || Bytes.at(b, from, to) != '[') {
      line.members.text(line, Meaning.MESSAGE, line.message);
      return;
    }
    int first = Bytes.skipBlanks(b, from + 1, to);
    if (Bytes.at(b, first, to) == '[') {
      first = Bytes.skipBlanks(b, first + 1, to);
      to = Bytes.find(b, first, to, ']');
    }
    var scratch = line.scratch(to - from);
    int start = line.scratchUsed();
    int end =
        Bytes.at(b, first, to) == '"'
            ? Escapes.decode(b, first + 1, Bytes.closingQuote(b, first + 1, to), scratch, start)
            : bytesOf(b, first, to, scratch, start);
    line.decoded(line.message, Colours.strip(scratch, start, end, Colours.ESCAPE, scratch, start));
  }

  private static int bytesOf(byte[] b, int from, int to, byte[] target, int at) {
    int out = at;
    for (int p = from; p < to; ) {
      int end = Digits.end(b, p, Math.min(to, p + 3));
      if (end > p) {
        target[out++] = (byte) Digits.value(b, p, end);
      }
      p = end + 1;
    }
    return out;
  }
}
