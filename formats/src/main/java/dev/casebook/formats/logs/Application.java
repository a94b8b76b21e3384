package dev.casebook.formats.logs;

import org.jspecify.annotations.Nullable;

/// What applications write that have no format of their own: a time first, mostly with a level soon
/// after.
///
/// ```
/// 2026-11-22 10:58:02,243 ERROR [main] com.example.App - no such port
/// 2026-11-22T10:58:02.243Z	WARN	etcdserver/util.go:121	took too long
/// 2026-11-22 10:58:02.243640 I | etcdserver: published
/// 2026/11/22 10:58:02 listening on :8080
/// [2026-11-22 10:58:02] production.ERROR: no such port
/// 22-Nov-2026 10:58:02.123 WARNING [main] org.apache.catalina.startup.Catalina.start
/// Sun Nov 22 10:53:36 2026 - FPing: probing 3 targets with step 10 s and offset 6 s.
/// [05/Feb/2024:17:32:18 +0100] listening on :8080
/// [cobblerd] 2021-12-10T04:24:56 - ERROR | manage_dhcp not set
/// [2023-10-11 22:14:15,123][1234][139][ERROR][privacyidea.lib.token:173] wrong otp pin
/// [1795344730.740752] 64 bytes from 192.0.2.26: icmp_seq=1 ttl=62 time=1.49 ms
/// ```
///
/// A level that stands first is cut off the message; one that stands later is left in it, because
/// the words before it (thread, logger) belong to the text. Brackets without a blank between them
/// are Python's process, thread, level and logger.
final class Application {
  /// Where a level is looked for: in the first words after the time.
  private static final int LEVEL_WITHIN_BYTES = 96;

  private static final int LONGEST_NAME = 64;

  private Application() {}

  static boolean read(LogLine line, int at, boolean expected) {
    var b = line.bytes;
    int to = line.to;
    int named = afterName(line, at);
    boolean bracketed = named == at && Bytes.at(b, at, to) == '[';
    int start = bracketed ? at + 1 : named;
    int end = time(line, start);
    if (end < 0) {
      return false;
    }
    if (bracketed) {
      if (Bytes.at(b, end, to) != ']') {
        return false;
      }
      end = brackets(line, end + 1);
    }
    if (end < to && (Digits.isDigit(b[end]) || Bytes.isLetter(b[end]))) {
      return false;
    }
    int text = Bytes.skipBlanks(b, Bytes.at(b, end, to) == ':' ? end + 1 : end, to);
    line.messageFrom(afterSign(b, text, to));
    if (line.level == null) {
      level(line, line.message.from());
    }
    return true;
  }

  /// Reads `[cobblerd] ` before a date and returns where that begins; `at` when there is no name.
  private static int afterName(LogLine line, int at) {
    int date = dateAfterName(line.bytes, at, line.to);
    if (date < 0) {
      return at;
    }
    line.program.set(line.bytes, at + 1, date - 2);
    return date;
  }

  /// Where the date begins behind `[cobblerd] `; -1 where there is none.
  static int dateAfterName(byte[] b, int at, int to) {
    if (Bytes.at(b, at, to) != '[' || !Bytes.isLetter(Bytes.at(b, at + 1, to))) {
      return -1;
    }
    int close = Bytes.find(b, at, Math.min(to, at + LONGEST_NAME), ']');
    int date = close + 2;
    boolean isDate =
        to - date >= 19 && b[close] == ']' && b[close + 1] == ' ' && Digits.isDigit(b[date]);
    return isDate ? date : -1;
  }

  /// Reads `[1234][139][INFO][privacyidea.lib.user:173]` right behind the time's bracket and
  /// returns where it ends.
  private static int brackets(LogLine line, int at) {
    var b = line.bytes;
    int p = at;
    while (Bytes.at(b, p, line.to) == '[') {
      int close = Bytes.find(b, p, Math.min(line.to, p + LONGEST_NAME), ']');
      if (Bytes.at(b, close, line.to) != ']') {
        return p;
      }
      int digits = Digits.end(b, p + 1, close);
      if (digits == close && close - p > 1 && close - p <= 10) {
        line.pid = line.pid < 0 ? (int) Digits.value(b, p + 1, close) : line.pid;
      } else if (line.level == null) {
        line.level = Level.ofWord(b, p + 1, close);
      } else {
        line.program.set(b, p + 1, Bytes.find(b, p + 1, close, ':'));
      }
      p = close + 1;
    }
    return p;
  }

  private static int time(LogLine line, int at) {
    var b = line.bytes;
    int to = line.to;
    if (to - at < 10) {
      return -1;
    }
    if (Digits.isDigit(b[at])) {
      int end = IsoStamp.read(b, at, to, line);
      end = end < 0 ? NamedMonthStamp.readDayFirst(b, at, to, line) : end;
      return end < 0 && at > line.from ? EpochStamp.read(b, at, to, line) : end;
    }
    if (Bytes.isLetter(b[at]) && b[at + 3] == ' ') {
      int end = NamedMonthStamp.read(b, at + 4, to, line);
      return line.stampKind == StampKind.YEARLESS ? -1 : end;
    }
    return -1;
  }

  /// Looks for a level word by word: in capitals, or set off by a bracket, colon or bar.
  private static void level(LogLine line, int text) {
    var b = line.bytes;
    int limit = Math.min(line.to, text + LEVEL_WITHIN_BYTES);
    for (int p = text; p < limit && line.level == null; ) {
      int end = p;
      while (end < limit && (Bytes.isLetter(b[end]) || Digits.isDigit(b[end]))) {
        end++;
      }
      line.level = end == p ? null : levelOf(b, p, end, text, line.to);
      if (line.level != null && p - text <= 1) {
        line.messageFrom(afterLevel(b, end, line.to));
      }
      p = Math.max(end, p + 1);
    }
  }

  private static @Nullable Level levelOf(byte[] b, int from, int to, int text, int lineTo) {
    byte before = from == text ? (byte) ' ' : b[from - 1];
    byte after = to == lineTo ? (byte) ' ' : b[to];
    if (to - from == 1) {
      boolean etcd = from == text && after == ' ' && Bytes.at(b, to + 1, lineTo) == '|';
      return etcd ? Level.ofLetter(b[from]) : null;
    }
    boolean opened = before == ' ' || before == '\t' || before == '[' || before == '.';
    boolean closed = after == ' ' || after == '\t' || after == ']' || after == ':' || after == '|';
    boolean setOff = after == ']' || (after == ':' && from == text);
    boolean capital = b[from] <= 'Z' && b[from + 1] <= 'Z';
    return opened && closed && (setOff || capital) ? Level.ofWord(b, from, to) : null;
  }

  /// Skips what closes a level: `]`, `:`, blanks, one sign.
  private static int afterLevel(byte[] b, int at, int to) {
    int p = Bytes.at(b, at, to) == ']' ? at + 1 : at;
    p = Bytes.at(b, p, to) == ':' ? p + 1 : p;
    return afterSign(b, Bytes.skipBlanks(b, p, to), to);
  }

  /// Skips one `-` or `|` that stands alone.
  private static int afterSign(byte[] b, int at, int to) {
    byte sign = Bytes.at(b, at, to);
    boolean alone = Bytes.at(b, at + 1, to) == ' ';
    return (sign == '-' || sign == '|') && alone ? Bytes.skipBlanks(b, at + 1, to) : at;
  }
}
