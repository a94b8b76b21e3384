package dev.casebook.signals;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.casebook.formats.logs.LogFormat;
import dev.casebook.formats.logs.LogParser;
import dev.casebook.formats.logs.Slice;
import dev.casebook.tables.logs.BlockReader;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

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
    try (var scanner = set.scanner()) {
      scan(scanner, set, new LogBlocks(lineBytesMax), pieces(log, chunk), found::add);
    }
    return found;
  }

  static List<String> matches(PatternSet set, byte[] log) {
    return matches(set, log, LogBlocks.LINE_BYTES_MAX, () -> log.length);
  }

  /// Looks through one log whose lines are messages as they stand.
  ///
  /// @return how many of its lines were longer than the limit
  static long scan(
      LineScanner scanner,
      PatternSet set,
      LogBlocks blocks,
      InputStream log,
      Consumer<String> found) {
    blocks.over(new BlockReader(log));
    for (var block = blocks.next(); block.length() > 0; block = blocks.next()) {
      scanner.scan(block, new Plain(set, blocks.offset(block) - block.from(), found));
    }
    return blocks.truncatedLines();
  }

  /// A stream that gives its bytes in pieces of any size.
  static InputStream pieces(byte[] log, IntSupplier size) {
    return new ByteArrayInputStream(log) {
      @Override
      public int read(byte[] target, int from, int length) {
        return super.read(target, from, Math.min(length, size.getAsInt()));
      }
    };
  }

  /// The taker of a log in which each line is a message.
  private record Plain(PatternSet set, long offset, Consumer<String> found) implements LineTaker {
    private static final LogParser PARSER = LogParser.of(LogFormat.PLAIN);

    /// Only its message's place is of use here, which is set by hand below.
    @Override
    public Slice message(byte[] bytes, int from, int to) {
      return PARSER.parse(bytes, from, from).message();
    }

    @Override
    public boolean take(byte[] bytes, int from, int to, int[] patterns, int count) {
      var groups = new Groups();
      boolean isFound = false;
      for (int i = 0; i < count; i++) {
        var pattern = set.patterns().get(patterns[i]);
        if (pattern.find(bytes, from, to, groups)) {
          found.accept(describe(pattern, offset + from, groups.texts(), bytes, from, to));
          isFound = true;
        }
      }
      return isFound;
    }
  }

  /// The definition, line by line and pattern by pattern.
  static List<String> expected(List<LinePattern> patterns, byte[] log, int lineBytesMax) {
    var found = new ArrayList<String>();
    for (int start = 0, end; start < log.length; start = end + 1) {
      end = start;
      while (end < log.length && log[end] != '\n') {
        end++;
      }
      int content = withoutReturn(log, start, end);
      boolean isCut = content - start > lineBytesMax;
      int to = isCut ? withoutReturn(log, start, start + lineBytesMax) : content;
      var groups = new Groups();
      for (LinePattern pattern : patterns) {
        if (pattern.find(new String(log, start, to - start, UTF_8), groups)) {
          found.add(describe(pattern, start, groups.texts(), log, start, to));
        }
      }
    }
    return found;
  }

  private static int withoutReturn(byte[] log, int start, int end) {
    return end > start && log[end - 1] == '\r' ? end - 1 : end;
  }

  private static String describe(
      LinePattern pattern, long offset, @Nullable String[] groups, byte[] line, int from, int to) {
    return "%s at %d %s in %s"
        .formatted(
            pattern.id(),
            offset,
            Arrays.toString(groups),
            new String(line, from, to - from, UTF_8));
  }
}
