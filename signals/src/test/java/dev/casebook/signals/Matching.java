package dev.casebook.signals;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntSupplier;

/// What a set finds in a log, one line of text a match.
final class Matching {
  private Matching() {}

  static List<LinePattern> patterns(String... regexes) {
    var patterns = new ArrayList<LinePattern>();
    for (String regex : regexes) {
      patterns.add(LinePattern.of("p" + patterns.size(), regex));
    }
    return patterns;
  }

  static List<String> matches(PatternSet set, byte[] log, int lineBytesMax, IntSupplier chunk) {
    var found = new ArrayList<String>();
    try (var scanner = set.scanner(lineBytesMax, match -> found.add(describe(match)))) {
      for (int at = 0; at < log.length; ) {
        int length = Math.min(chunk.getAsInt(), log.length - at);
        scanner.feed(log, at, length);
        at += length;
      }
      scanner.finish();
    }
    return found;
  }

  static List<String> matches(PatternSet set, byte[] log) {
    return matches(set, log, LineScanner.LINE_BYTES_MAX, () -> log.length);
  }

  /// The definition, line by line and pattern by pattern.
  static List<String> expected(List<LinePattern> patterns, byte[] log, int lineBytesMax) {
    var found = new ArrayList<String>();
    for (int start = 0, end; start < log.length; start = end + 1) {
      end = start;
      while (end < log.length && log[end] != '\n') {
        end++;
      }
      int content = end > start && log[end - 1] == '\r' ? end - 1 : end;
      boolean cut = content - start > lineBytesMax;
      byte[] bytes = Arrays.copyOfRange(log, start, cut ? start + lineBytesMax : content);
      var line = new LogLine(start, bytes, cut);
      for (LinePattern pattern : patterns) {
        var groups = pattern.match(line.text());
        if (groups != null) {
          found.add(describe(new LineMatch(pattern, line, groups)));
        }
      }
    }
    return found;
  }

  private static String describe(LineMatch match) {
    LogLine line = match.line();
    return "%s at %d%s %s in %s"
        .formatted(
            match.pattern().id(),
            line.offset(),
            line.isTruncated() ? " (cut)" : "",
            match.groups(),
            new String(line.bytes(), UTF_8));
  }
}
