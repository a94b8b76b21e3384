package dev.casebook.formats.logs;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How grave a message is, in the words of syslog (RFC 5424, table 2), gravest first.
///
/// The words and letters of other loggers are mapped onto these. `fatal` and `panic` are `crit`,
/// because they end a program and not a machine; everything finer than `debug` is `debug`.
public enum Level {
  EMERG,
  ALERT,
  CRIT,
  ERR,
  WARNING,
  NOTICE,
  INFO,
  DEBUG;

  /// The longest word that names a level, in bytes: `informational`.
  static final int LONGEST_WORD = 13;

  private static final Level[] BY_SEVERITY = values();
  private static final Words<Level> WORDS =
      new Words<Level>()
          .with(EMERG, "emerg emergency")
          .with(ALERT, "alert")
          .with(CRIT, "crit critical fatal ftl panic")
          .with(ERR, "err error severe")
          .with(WARNING, "warning warn wrn")
          .with(NOTICE, "notice note")
          .with(INFO, "info information informational inf")
          .with(DEBUG, "debug dbg trace trc verbose fine finer finest")
          .with(DEBUG, "debug1 debug2 debug3 debug4 debug5")
          .with(DEBUG, "trace1 trace2 trace3 trace4 trace5 trace6 trace7 trace8");

  private final String word = name().toLowerCase(Locale.ROOT);

  /// The word of syslog: `warning`.
  public String word() {
    return word;
  }

  /// The level of a syslog severity, 0 to 7, or null.
  static @Nullable Level ofSeverity(long severity) {
    return severity >= 0 && severity < BY_SEVERITY.length ? BY_SEVERITY[(int) severity] : null;
  }

  /// The level of a number as loggers write it into JSON: a syslog severity below 8, else the steps
  /// of ten of pino and bunyan, 10 for trace to 60 for fatal.
  static @Nullable Level ofNumber(long number) {
    if (number < BY_SEVERITY.length) {
      return ofSeverity(number);
    }
    return switch ((int) Math.min(number / 10, 7)) {
      case 1, 2 -> DEBUG;
      case 3 -> INFO;
      case 4 -> WARNING;
      case 5 -> ERR;
      case 6 -> CRIT;
      default -> null;
    };
  }

  /// The level of the one letter that klog, glog and etcd write, or null.
  static @Nullable Level ofLetter(byte letter) {
    return switch (letter) {
      case 'F', 'C' -> CRIT;
      case 'E' -> ERR;
      case 'W' -> WARNING;
      case 'N' -> NOTICE;
      case 'I' -> INFO;
      case 'D' -> DEBUG;
      default -> null;
    };
  }

  /// The level that a word names in whichever case, or null.
  static @Nullable Level ofWord(byte[] bytes, int from, int to) {
    return WORDS.get(bytes, from, to);
  }
}
