package dev.casebook.signals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// A set of Unicode code points, as sorted ranges that neither touch nor overlap.
record CharacterSet(List<Range> ranges) {
  private static final CharacterSet NOTHING = new CharacterSet(List.of());

  static final CharacterSet DIGIT = range('0', '9');
  static final CharacterSet WORD =
      NOTHING.or(DIGIT).or(range('A', 'Z')).or(range('a', 'z')).or(single('_'));

  /// As RE2/J has `\s`: PCRE's vertical tab is not among them.
  static final CharacterSet SPACE = range('\t', '\n').or(range('\f', '\r')).or(single(' '));

  static final CharacterSet NOT_NEWLINE = NOTHING.complement().without('\n');

  /// The code points from `first` to `last`, both included.
  record Range(int first, int last) {}

  static CharacterSet none() {
    return NOTHING;
  }

  static CharacterSet single(int codePoint) {
    return range(codePoint, codePoint);
  }

  static CharacterSet range(int first, int last) {
    return new CharacterSet(List.of(new Range(first, last)));
  }

  CharacterSet or(CharacterSet other) {
    var sorted = new ArrayList<>(ranges);
    sorted.addAll(other.ranges);
    sorted.sort((a, b) -> Integer.compare(a.first(), b.first()));
    var merged = new ArrayList<Range>();
    for (Range range : sorted) {
      if (!merged.isEmpty() && range.first() <= merged.getLast().last() + 1) {
        Range before = merged.removeLast();
        merged.add(new Range(before.first(), Math.max(before.last(), range.last())));
      } else {
        merged.add(range);
      }
    }
    return new CharacterSet(List.copyOf(merged));
  }

  CharacterSet complement() {
    var gaps = new ArrayList<Range>();
    int next = 0;
    for (Range range : ranges) {
      if (range.first() > next) {
        gaps.add(new Range(next, range.first() - 1));
      }
      next = range.last() + 1;
    }
    if (next <= Character.MAX_CODE_POINT) {
      gaps.add(new Range(next, Character.MAX_CODE_POINT));
    }
    return new CharacterSet(List.copyOf(gaps));
  }

  CharacterSet without(int codePoint) {
    return complement().or(single(codePoint)).complement();
  }

  /// This set with the other case of each of its ASCII letters; other letters have no second case
  /// here, because the two matchers do not agree on theirs.
  CharacterSet inBothCases() {
    CharacterSet both = this;
    for (int lower = 'a'; lower <= 'z'; lower++) {
      int upper = lower - 'a' + 'A';
      if (contains(lower) || contains(upper)) {
        both = both.or(single(lower)).or(single(upper));
      }
    }
    return both;
  }

  /// Whether it holds one letter of ASCII, upper and lower case, and nothing else.
  boolean isLetterInBothCases() {
    int upper = first();
    return upper >= 'A' && upper <= 'Z' && equals(single(upper).or(single(upper - 'A' + 'a')));
  }

  boolean contains(int codePoint) {
    return ranges.stream().anyMatch(r -> r.first() <= codePoint && codePoint <= r.last());
  }

  /// Whether it holds all digits of ASCII or none.
  boolean isBlindToDigits() {
    boolean first = contains('0');
    return IntStream.rangeClosed('1', '9').allMatch(digit -> contains(digit) == first);
  }

  boolean isEmpty() {
    return ranges.isEmpty();
  }

  boolean isSingle() {
    return ranges.size() == 1 && first() == ranges.getFirst().last();
  }

  boolean isAscii() {
    return ranges.getLast().last() < 0x80;
  }

  int first() {
    return ranges.getFirst().first();
  }
}
