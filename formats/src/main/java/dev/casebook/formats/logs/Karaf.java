package dev.casebook.formats.logs;

/// Apache Karaf and what is built on it: time, level, thread, logger, bundle and message with bars
/// between (`etc/org.ops4j.pax.logging.cfg`: `%d | %-5p | %-16t | %-32c | %X{bundle.id} - … | %m`).
///
/// ```
/// 2026-11-27T19:41:15,477 | INFO  | CM Configuration Updater (Update: pid=xxx) | xxx  | 57 - app - 1.0.0 | message
/// ```
///
/// The program is the logger, as a JSON record's is.
final class Karaf {

  /// Level, thread, logger, bundle.
  private static final int FIELDS = 4;

  /// No thread, logger or bundle has a longer name.
  private static final int LONGEST_FIELD = 256;

  private static final Words<Level> LEVELS =
      new Words<Level>()
          .with(Level.CRIT, "FATAL")
          .with(Level.ERR, "ERROR")
          .with(Level.WARNING, "WARN")
          .with(Level.INFO, "INFO")
          .with(Level.DEBUG, "DEBUG")
          .with(Level.DEBUG, "TRACE");

  private Karaf() {}

  static boolean read(LogLine line, int at, boolean expected) {
    int end = IsoStamp.read(line.bytes, at, line.to, line);
    if (end <= 0 || !isBar(line, end)) {
      return false;
    }
    int field = end + 3;
    for (int number = 1; number <= FIELDS; number++) {
      int bar = bar(line, field);
      if (bar < 0 || !take(line, number, field, trimmed(line.bytes, field, bar))) {
        return false;
      }
      field = bar + 3;
    }
    line.messageFrom(Math.min(field, line.to));
    return true;
  }

  private static boolean take(LogLine line, int number, int from, int to) {
    if (number == 1) {
      line.level = LEVELS.get(line.bytes, from, to);
      return line.level != null;
    }
    if (number == 3) {
      line.program.set(line.bytes, from, to);
    }
    return true;
  }

  /// Where ` | ` begins behind a field; -1 if there is none.
  private static int bar(LogLine line, int from) {
    int limit = Math.min(line.to, from + LONGEST_FIELD);
    for (int at = from; at < limit; at++) {
      if (isBar(line, at)) {
        return at;
      }
    }
    return -1;
  }

  private static boolean isBar(LogLine line, int at) {
    return Bytes.at(line.bytes, at, line.to) == ' '
        && Bytes.at(line.bytes, at + 1, line.to) == '|'
        && Bytes.at(line.bytes, at + 2, line.to) == ' ';
  }

  private static int trimmed(byte[] b, int from, int to) {
    int end = to;
    while (end > from && b[end - 1] == ' ') {
      end--;
    }
    return end;
  }
}
