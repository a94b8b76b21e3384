package dev.casebook.formats.logs;

import org.jspecify.annotations.Nullable;

/// Keys and values as logrus writes them for containerd and dockerd, and Go's slog with them.
///
/// ```
/// time="2026-11-22T10:58:48.405690016Z" level=error msg="collecting metrics" error="no such file"
/// ```
///
/// The message is `msg` without its escapes, then whatever else the line says, as it stands:
/// `collecting metrics error="no such file"`.
final class Logfmt {
  private enum Key {
    TIME,
    LEVEL,
    MESSAGE
  }

  private static final Words<Key> KEYS =
      new Words<Key>()
          .with(Key.TIME, "time ts t timestamp")
          .with(Key.LEVEL, "level lvl severity")
          .with(Key.MESSAGE, "msg message");

  /// A line begins with its time or level, so a longer first key ends the search.
  private static final int LONGEST_FIRST_KEY = 9;

  private Logfmt() {}

  static boolean read(LogLine line, int at, boolean expected) {
    if (!begins(line.bytes, at, line.to)) {
      return false;
    }
    return pairs(line, line.bytes, at, line.to, true);
  }

  /// The same inside a message whose time is known. False leaves the line as it was.
  static boolean unwrap(LogLine line, byte[] b, int from, int to) {
    return begins(b, from, to) && pairs(line, b, from, to, false);
  }

  private static boolean begins(byte[] b, int at, int to) {
    int sign = Bytes.find(b, at, Math.min(to, at + LONGEST_FIRST_KEY + 1), '=');
    return Bytes.at(b, sign, to) == '=' && KEYS.get(b, at, sign) != null;
  }

  /// Finds the first pair of each key; two of the three make it logfmt.
  private static boolean pairs(LogLine line, byte[] b, int from, int to, boolean stamps) {
    int time = -1;
    int level = -1;
    int message = -1;
    boolean others = false;
    for (int p = Bytes.skipBlanks(b, from, to); p < to; ) {
      int end = pairEnd(b, p, to);
      var key = key(b, p, end);
      if (key == Key.TIME && time < 0) {
        time = p;
      } else if (key == Key.LEVEL && level < 0) {
        level = p;
      } else if (key == Key.MESSAGE && message < 0) {
        message = p;
      } else {
        others = true;
      }
      p = Bytes.skipBlanks(b, end, to);
    }
    if ((time < 0 ? 0 : 1) + (level < 0 ? 0 : 1) + (message < 0 ? 0 : 1) < 2) {
      return false;
    }
    if (stamps && time >= 0) {
      stamp(line, b, time, to);
    }
    if (level >= 0) {
      level(line, b, level, to);
    }
    if (others || message < 0) {
      compose(line, b, from, to, time, level, message);
    } else {
      plainMessage(line, b, message, to);
    }
    return true;
  }

  private static void stamp(LogLine line, byte[] b, int pair, int to) {
    int from = valueFrom(b, pair, to);
    int end = valueEnd(b, pair, to);
    if (IsoStamp.read(b, from, end, line) < 0 && !EpochStamp.readNumber(b, from, end, line)) {
      line.unstamp();
    }
  }

  private static void level(LogLine line, byte[] b, int pair, int to) {
    var level = Level.ofWord(b, valueFrom(b, pair, to), valueEnd(b, pair, to));
    if (level != null) {
      line.level = level;
    }
  }

  private static void plainMessage(LogLine line, byte[] b, int pair, int to) {
    int from = valueFrom(b, pair, to);
    int end = valueEnd(b, pair, to);
    if (LineSplitter.indexOf(b, from, end, (byte) '\\') < 0) {
      line.message.set(b, from, end);
    } else {
      var scratch = line.scratch(end - from);
      line.decoded(line.message, Escapes.decode(b, from, end, scratch, line.scratchUsed()));
    }
  }

  /// The message first, then the pairs that are no field of their own, with a space where there was
  /// one.
  private static void compose(
      LogLine line, byte[] b, int from, int to, int time, int level, int message) {
    var scratch = line.scratch(to - from + 1);
    int start = line.scratchUsed();
    int out = start;
    if (message >= 0) {
      out = Escapes.decode(b, valueFrom(b, message, to), valueEnd(b, message, to), scratch, out);
    }
    boolean spaced = true;
    for (int p = Bytes.skipBlanks(b, from, to); p < to; ) {
      int end = pairEnd(b, p, to);
      if (p != time && p != level && p != message) {
        if (out > start && spaced) {
          scratch[out++] = ' ';
        }
        System.arraycopy(b, p, scratch, out, end - p);
        out += end - p;
      }
      p = Bytes.skipBlanks(b, end, to);
      spaced = p > end;
    }
    line.decoded(line.message, out);
  }

  private static @Nullable Key key(byte[] b, int pair, int end) {
    int sign = Bytes.find(b, pair, Math.min(end, pair + LONGEST_FIRST_KEY + 1), '=');
    return Bytes.at(b, sign, end) == '=' ? KEYS.get(b, pair, sign) : null;
  }

  /// Where the pair, or the bare word, at `at` ends.
  private static int pairEnd(byte[] b, int at, int to) {
    int p = at;
    while (p < to && b[p] != ' ' && b[p] != '=') {
      p++;
    }
    if (Bytes.at(b, p, to) != '=') {
      return p;
    }
    return Bytes.at(b, p + 1, to) == '"'
        ? Math.min(closingQuote(b, p + 2, to) + 1, to)
        : Bytes.find(b, p, to, ' ');
  }

  private static int valueFrom(byte[] b, int pair, int to) {
    int from = Bytes.find(b, pair, to, '=') + 1;
    return Bytes.at(b, from, to) == '"' ? from + 1 : from;
  }

  private static int valueEnd(byte[] b, int pair, int to) {
    int from = valueFrom(b, pair, to);
    return b[from - 1] == '"' ? closingQuote(b, from, to) : Bytes.find(b, from, to, ' ');
  }

  /// The quote that ends a value, or `to` in a line that was cut.
  private static int closingQuote(byte[] b, int at, int to) {
    int p = at;
    while (p < to && b[p] != '"') {
      p += b[p] == '\\' ? 2 : 1;
    }
    return Math.min(p, to);
  }
}
