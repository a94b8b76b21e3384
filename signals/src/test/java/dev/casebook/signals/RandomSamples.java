package dev.casebook.signals;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/// Patterns and logs from a seed, over few characters so that they often meet.
final class RandomSamples {
  private static final List<String> LITERALS =
      List.of(
          "a",
          "b",
          "c",
          "A",
          "0",
          "1",
          "_",
          " ",
          "-",
          "\\.",
          "\\[",
          "é",
          "中",
          "文",
          "😀",
          "ab",
          "foo",
          "error",
          "link down",
          "\\x00",
          "\\t",
          "\\r",
          "K",
          "s",
          ":",
          "=");
  private static final List<String> SETS =
      List.of(
          ".",
          "\\d",
          "\\D",
          "\\s",
          "\\S",
          "\\w",
          "\\W",
          "[a-c]",
          "[^a]",
          "[^ ]",
          "[ab0]",
          "[^é]",
          "[中文]",
          "[^\\w]",
          "[\\w.-]",
          "[^\\s:]",
          "[0-9a-f]",
          "[^\\x00-\\x20]",
          "[é-中]",
          "[^\\n]");
  private static final List<String> ANCHORS = List.of("^", "$", "\\b", "\\B");
  private static final List<String> REPEATS =
      List.of("*", "+", "?", "{2}", "{1,3}", "{0,2}", "{2,}", "*?", "+?", "??", "{1,2}?", "{3,20}");
  private static final List<String> PIECES =
      List.of(
          "a",
          "b",
          "c",
          "A",
          "B",
          "0",
          "1",
          "_",
          " ",
          "-",
          ".",
          "[",
          "é",
          "É",
          "中",
          "文",
          "😀",
          "ab",
          "foo",
          "FOO",
          "error",
          "link down",
          "\0",
          "\t",
          "\r",
          "K",
          "\u212a",
          "s",
          ":",
          "=",
          "\ufffd");
  private static final byte[][] NOT_UTF8 = {
    {(byte) 0xff},
    {(byte) 0xc3},
    {(byte) 0xe4, (byte) 0xb8},
    {(byte) 0xad},
    {(byte) 0xf0},
    {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
    {(byte) 0xc0, (byte) 0xaf}
  };

  private final SplittableRandom random;
  private int groups;

  RandomSamples(long seed) {
    random = new SplittableRandom(seed);
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  /// One of those that are taken: the grammar below also makes repeats of an anchor.
  String pattern() {
    String pattern;
    do {
      groups = 0;
      pattern = (below(5) == 0 ? "(?i)" : "") + choice(3);
    } while (LinePattern.problem(pattern).isPresent());
    return pattern;
  }

  private String choice(int depth) {
    var branches = new StringBuilder(sequence(depth));
    while (below(5) == 0) {
      branches.append('|').append(sequence(depth));
    }
    return branches.toString();
  }

  private String sequence(int depth) {
    var parts = new StringBuilder();
    for (int left = below(5) + (depth == 3 ? 1 : 0); left > 0; left--) {
      parts.append(part(depth));
    }
    return parts.toString();
  }

  private String part(int depth) {
    if (below(8) == 0) {
      return pick(ANCHORS);
    }
    String item =
        switch (below(depth > 0 ? 8 : 6)) {
          case 0, 1, 2, 3 -> pick(LITERALS);
          case 4, 5 -> pick(SETS);
          default -> (below(2) == 0 ? "(?:" : "(?<g" + groups++ + ">") + choice(depth - 1) + ")";
        };
    return below(3) == 0 ? item + pick(REPEATS) : item;
  }

  /// A text that the tree matches, its anchors left aside.
  String match(Syntax tree) {
    return switch (tree) {
      case Syntax.OneOf(var set) -> {
        var range = set.ranges().get(below(set.ranges().size()));
        int size = range.last() - range.first() + 1;
        yield Character.toString(range.first() + below(Math.min(size, 0x7f)));
      }
      case Syntax.Sequence(var parts) ->
          parts.stream().map(this::match).collect(Collectors.joining());
      case Syntax.Choice(var branches) -> match(branches.get(below(branches.size())));
      case Syntax.Repeat(var body, int min, int max, _) -> {
        var text = new StringBuilder();
        for (int left = min + below((int) Math.min(4, max - (long) min + 1)); left > 0; left--) {
          text.append(match(body));
        }
        yield text.toString();
      }
      case Syntax.Capture(var body) -> match(body);
      case Syntax.Anchor _ -> "";
    };
  }

  /// Lines that the patterns match, each amid some noise.
  byte[] log(List<LinePattern> patterns, int lines) {
    var bytes = new ByteArrayOutputStream();
    for (int line = 0; line < lines; line++) {
      String match = match(patterns.get(below(patterns.size())).tree());
      noise(bytes, below(30));
      bytes.writeBytes(match.getBytes(StandardCharsets.UTF_8));
      noise(bytes, below(30));
      bytes.write('\n');
    }
    return bytes.toByteArray();
  }

  private void noise(ByteArrayOutputStream bytes, int pieces) {
    for (int left = below(3) * pieces; left > 0; left--) {
      bytes.writeBytes(piece());
    }
  }

  /// Lines of either kind of ending, the last one maybe with none.
  byte[] log(int lines) {
    var bytes = new ByteArrayOutputStream();
    for (int line = 0; line < lines; line++) {
      for (int pieces = below(below(6) == 0 ? 120 : 14); pieces > 0; pieces--) {
        bytes.writeBytes(piece());
      }
      boolean open = line == lines - 1 && below(2) == 0;
      bytes.writeBytes(
          (open ? "" : below(4) == 0 ? "\r\n" : "\n").getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  /// Some text without a character of two UTF-16 units.
  String line() {
    var line = new StringBuilder();
    for (int pieces = below(12); pieces > 0; pieces--) {
      line.append(pick(PIECES).replace("😀", ""));
    }
    return line.toString();
  }

  private byte[] piece() {
    return below(12) == 0
        ? NOT_UTF8[below(NOT_UTF8.length)]
        : pick(PIECES).getBytes(StandardCharsets.UTF_8);
  }

  private String pick(List<String> choices) {
    return choices.get(below(choices.size()));
  }
}
