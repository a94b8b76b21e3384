package dev.casebook.formats.logs;

/// One JSON object a line: the journal's export, Docker's own files, applications' loggers.
///
/// ```
/// {"__REALTIME_TIMESTAMP":"1795344439367705","_PID":"12","SYSLOG_IDENTIFIER":"sshd","MESSAGE":"…"}
/// {"log":"text\n","stream":"stderr","time":"2026-11-22T10:58:02.243640588Z"}
/// {"level":"warn","ts":"2026-11-22T10:58:02.243Z","msg":"took too long","took":"1.2s"}
/// ```
///
/// The message of an application's record is its text, then the members that are no field of their
/// own, as logfmt has them: `took too long took="1.2s"`. One without a text is its whole line.
final class JsonLines {
  /// systemd.journal-fields(7).
  private static final Words<JsonKey> JOURNAL =
      new Words<JsonKey>()
          .with(JsonKey.TIME, "__REALTIME_TIMESTAMP")
          .with(JsonKey.LEVEL, "PRIORITY")
          .with(JsonKey.MESSAGE, "MESSAGE")
          .with(JsonKey.PROGRAM, "SYSLOG_IDENTIFIER")
          .with(JsonKey.COMMAND, "_COMM")
          .with(JsonKey.HOST, "_HOSTNAME")
          .with(JsonKey.PID, "_PID")
          .with(JsonKey.SYSLOG_PID, "SYSLOG_PID")
          .with(JsonKey.UNIT, "_SYSTEMD_UNIT");

  private static final Words<JsonKey> DOCKER =
      new Words<JsonKey>()
          .with(JsonKey.TIME, "time")
          .with(JsonKey.MESSAGE, "log")
          .with(JsonKey.STREAM, "stream");

  private static final Words<JsonKey> APPLICATION =
      new Words<JsonKey>()
          .with(JsonKey.TIME, "time ts timestamp @timestamp asctime datetime")
          .with(JsonKey.LEVEL, "level severity lvl levelname log.level loglevel")
          .with(JsonKey.MESSAGE, "msg message")
          .with(JsonKey.PROGRAM, "logger logger_name log.logger")
          .with(JsonKey.HOST, "host hostname")
          .with(JsonKey.PID, "pid");

  private JsonLines() {}

  static boolean journal(LogLine line, int at, boolean expected) {
    var b = line.bytes;
    var json = line.json;
    if (Bytes.at(b, at, line.to) != '{' || !json.read(b, at, line.to, JOURNAL)) {
      return false;
    }
    if (!json.has(JsonKey.TIME) || (!json.has(JsonKey.MESSAGE) && !expected)) {
      return false;
    }
    stamp(line, b);
    level(line, b);
    pid(line, b, json.has(JsonKey.PID) ? JsonKey.PID : JsonKey.SYSLOG_PID);
    line.messageFrom(line.from);
    text(line, b, JsonKey.HOST, line.host);
    text(line, b, json.has(JsonKey.PROGRAM) ? JsonKey.PROGRAM : JsonKey.COMMAND, line.program);
    text(line, b, JsonKey.UNIT, line.unit);
    journalMessage(line, b);
    Wrapped.unwrap(line);
    return true;
  }

  static boolean docker(LogLine line, int at, boolean expected) {
    var b = line.bytes;
    var json = line.json;
    if (Bytes.at(b, at, line.to) != '{' || !json.read(b, at, line.to, DOCKER)) {
      return false;
    }
    if (!json.has(JsonKey.MESSAGE) || (!json.has(JsonKey.TIME) && !json.has(JsonKey.STREAM))) {
      return false;
    }
    stamp(line, b);
    line.messageFrom(line.from);
    text(line, b, JsonKey.MESSAGE, line.message);
    withoutLineEnd(line.message);
    Wrapped.unwrap(line);
    return true;
  }

  /// A logger's record: it has a time, or a level with a text.
  static boolean application(LogLine line, int at, boolean expected) {
    var b = line.bytes;
    var json = line.json;
    if (Bytes.at(b, at, line.to) != '{' || !json.read(b, at, line.to, APPLICATION)) {
      return false;
    }
    if (json.has(JsonKey.TIME)) {
      stamp(line, b);
    } else if (!json.has(JsonKey.LEVEL) || !json.has(JsonKey.MESSAGE)) {
      return false;
    }
    line.messageFrom(line.from);
    text(line, b, JsonKey.HOST, line.host);
    record(line, b, at, line.to);
    return true;
  }

  /// The same inside a message whose time is known.
  static void unwrap(LogLine line, byte[] b, int from, int to) {
    var json = line.json;
    if (json.read(b, from, to, APPLICATION)
        && json.has(JsonKey.MESSAGE)
        && (json.has(JsonKey.TIME) || json.has(JsonKey.LEVEL))) {
      record(line, b, from, to);
    }
  }

  private static void record(LogLine line, byte[] b, int from, int to) {
    level(line, b);
    if (line.pid == LogLine.NO_PID) {
      pid(line, b, JsonKey.PID);
    }
    if (!line.program.isPresent()) {
      text(line, b, JsonKey.PROGRAM, line.program);
    }
    if (line.json.has(JsonKey.MESSAGE)) {
      composeMessage(line, b, from, to);
    }
  }

  private static void stamp(LogLine line, byte[] b) {
    if (!line.json.has(JsonKey.TIME)) {
      return;
    }
    int from = unquotedFrom(b, line.json, JsonKey.TIME);
    int to = unquotedTo(b, line.json, JsonKey.TIME);
    if (IsoStamp.read(b, from, to, line) < 0 && !EpochStamp.readNumber(b, from, to, line)) {
      line.unstamp();
    }
  }

  private static void level(LogLine line, byte[] b) {
    if (line.json.has(JsonKey.LEVEL)) {
      int from = unquotedFrom(b, line.json, JsonKey.LEVEL);
      int to = unquotedTo(b, line.json, JsonKey.LEVEL);
      boolean number = to > from && to - from < 3 && Digits.end(b, from, to) == to;
      var level = number ? Level.ofNumber(Digits.value(b, from, to)) : Level.ofWord(b, from, to);
      line.level = level == null ? line.level : level;
    }
  }

  private static void pid(LogLine line, byte[] b, JsonKey key) {
    if (line.json.has(key)) {
      int from = unquotedFrom(b, line.json, key);
      int to = unquotedTo(b, line.json, key);
      if (to > from && to - from < 10 && Digits.end(b, from, to) == to) {
        line.pid = (int) Digits.value(b, from, to);
      }
    }
  }

  /// Sets a field to a string without its escapes, to anything but a string as it stands, `null`
  /// leaves it absent.
  private static void text(LogLine line, byte[] b, JsonKey key, Slice field) {
    if (!line.json.has(key) || b[line.json.from(key)] == 'n') {
      return;
    }
    int from = unquotedFrom(b, line.json, key);
    int to = unquotedTo(b, line.json, key);
    if (LineSplitter.indexOf(b, from, to, (byte) '\\') < 0) {
      field.set(b, from, to);
    } else {
      var scratch = line.scratch(to - from);
      line.decoded(field, Escapes.decode(b, from, to, scratch, line.scratchUsed()));
    }
  }

  private static int unquotedFrom(byte[] b, JsonRecord json, JsonKey key) {
    return b[json.from(key)] == '"' ? json.from(key) + 1 : json.from(key);
  }

  private static int unquotedTo(byte[] b, JsonRecord json, JsonKey key) {
    return b[json.from(key)] == '"' ? json.to(key) - 1 : json.to(key);
  }

  /// The journal writes a message that is no UTF-8, or holds control characters, as an array of its
  /// bytes, and one that was set twice as an array of strings, of which the first is taken.
  private static void journalMessage(LogLine line, byte[] b) {
    if (!line.json.has(JsonKey.MESSAGE) || b[line.json.from(JsonKey.MESSAGE)] != '[') {
      text(line, b, JsonKey.MESSAGE, line.message);
      return;
    }
    int from = line.json.from(JsonKey.MESSAGE) + 1;
    int to = line.json.to(JsonKey.MESSAGE);
    int first = Bytes.skipBlanks(b, from, to);
    if (Bytes.at(b, first, to) == '"') {
      firstString(line, b, first + 1, to);
    } else {
      bytesOf(line, b, first, to);
    }
  }

  private static void firstString(LogLine line, byte[] b, int from, int to) {
    int end = from;
    while (end < to && b[end] != '"') {
      end += b[end] == '\\' ? 2 : 1;
    }
    end = Math.min(end, to);
    var scratch = line.scratch(end - from);
    line.decoded(line.message, Escapes.decode(b, from, end, scratch, line.scratchUsed()));
  }

  private static void bytesOf(LogLine line, byte[] b, int from, int to) {
    var scratch = line.scratch(to - from);
    int out = line.scratchUsed();
    for (int p = from; p < to; ) {
      int end = Digits.end(b, p, Math.min(to, p + 3));
      if (end > p) {
        scratch[out++] = (byte) Digits.value(b, p, end);
      }
      p = end + 1;
    }
    line.decoded(line.message, out);
  }

  /// Docker ends the text of every line with the line's end.
  private static void withoutLineEnd(Slice message) {
    int end = message.to();
    if (message.length() > 0 && message.bytes()[end - 1] == '\n') {
      message.set(message.bytes(), message.from(), end - 1);
    }
  }

  private static void composeMessage(LogLine line, byte[] b, int from, int to) {
    var json = line.json;
    var scratch = line.scratch(to - from);
    int out =
        Escapes.decode(
            b,
            unquotedFrom(b, json, JsonKey.MESSAGE),
            unquotedTo(b, json, JsonKey.MESSAGE),
            scratch,
            line.scratchUsed());
    json.open(b, from, to);
    while (json.next()) {
      if (!json.isFound()) {
        int key = json.keyTo() - json.keyFrom();
        int value = json.valueTo() - json.valueFrom();
        scratch[out++] = ' ';
        System.arraycopy(b, json.keyFrom(), scratch, out, key);
        out += key;
        scratch[out++] = '=';
        System.arraycopy(b, json.valueFrom(), scratch, out, value);
        out += value;
      }
    }
    line.decoded(line.message, out);
  }
}
