package dev.casebook.signals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinePatternTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '`',
      textBlock =
          """
          (a)\\1             → character 4: back-reference \\1
          (?<n>a)\\k<n>      → character 8: back-reference \\k
          a(?=b)            → character 2: lookahead; match the text itself
          a(?!b)            → character 2: lookahead; match the text itself
          (?<=a)b           → character 1: lookbehind; match the text itself
          (?<!a)b           → character 1: lookbehind; match the text itself
          (?>a)b            → character 1: an atomic group; write (?:…)
          a*+               → character 2: a possessive repeat; leave out its last +
          a{2}+             → character 2: a possessive repeat; leave out its last +
          a**               → character 2: a repeat of a repeat; group the inner one
          a{2}{3}           → character 2: a repeat of a repeat; group the inner one
          *a                → character 1: a repeat of nothing
          a|+b              → character 3: a repeat of nothing
          ^*                → character 2: a repeat of an anchor
          \\b?               → character 3: a repeat of an anchor
          a\\Z               → character 2: \\Z; the end of a line is $
          a\\z               → character 2: \\z; the end of a line is $
          \\Aa               → character 1: \\A; the start of a line is ^
          \\Ga               → character 1: escape \\G
          \\C                → character 1: escape \\C
          \\Qa.b\\E           → character 1: \\Q; escape each character
          \\R                → character 1: escape \\R
          \\X                → character 1: escape \\X
          \\K                → character 1: escape \\K
          \\h                → character 1: escape \\h
          \\v                → character 1: escape \\v
          \\e                → character 1: escape \\e
          \\07               → character 1: escape \\0
          \\cA               → character 1: escape \\c
          \\N                → character 1: escape \\N
          \\u0041            → character 1: escape \\u
          \\p{L}             → character 1: Unicode class \\p
          \\PL               → character 1: Unicode class \\P
          [\\p{L}]           → character 2: Unicode class \\p
          [[:alpha:]]       → character 2: a POSIX class; write its ranges
          [\\b]              → character 2: escape \\b
          a(?i)b            → character 2: a flag; only (?i) is one, at the very start
          (?i:a)            → character 1: a flag; only (?i) is one, at the very start
          (?s)a             → character 1: a flag; only (?i) is one, at the very start
          (?-i)a            → character 1: a flag; only (?i) is one, at the very start
          (?#c)a            → character 1: a comment
          (?|a|b)           → character 1: a group that begins with (?|
          (?P<n>a)          → character 1: another spelling of a named group; write (?<name>…)
          (?'n'a)           → character 1: another spelling of a named group; write (?<name>…)
          (?<1>a)           → character 1: a group name that is not a letter, then up to 31 letters, digits or _, then >
          (?<n>a)(?<n>b)    → character 8: a second group named n
          (a                → character 1: a group that is not closed
          a(?               → character 2: a group that is not closed
          a)                → character 2: a ) that closes no group
          a\\                → character 2: a backslash with nothing after it
          [a                → character 1: a class that is not closed
          [a-               → character 1: a class that is not closed
          []a]              → character 1: a class that begins with ]; write \\]
          [b-a]             → character 2: a range that does not go from one character up to another
          [a-\\d]            → character 2: a range that does not go from one character up to another
          [a-c-e]           → character 5: a dash that makes no range; write \\-
          [^\\s\\S]           → character 1: a character that no line holds
          a\\n               → character 2: a character that no line holds
          \\xe4              → character 1: \\x above 7F: a byte to some, a character to others; use \\x{…}
          \\x{110000}        → character 1: a code point that is not a character
          \\x{d800}          → character 1: a code point that is not a character
          \\x{fffd}          → character 1: U+FFFD, which stands for bytes that are not UTF-8
          \\x4               → character 1: \\x without its digits: two, or one to six in braces
          a{3,2}            → character 2: a repeat whose bounds are not in order from 1 to 1000
          a{0}              → character 2: a repeat whose bounds are not in order from 1 to 1000
          a{1001}           → character 2: a repeat whose bounds are not in order from 1 to 1000
          a{,3}             → character 2: a repeat that is not {n}, {n,} or {n,m}; a brace is written \\{
          ((a{50}){50}){2}  → character 1: repeats that come to more than 2000 characters
          """)
  void aConstructThatTheMatchersDoNotShareIsRefusedByName(String regex, String problem) {
    assertThat(LinePattern.problem(regex)).contains(problem);
    assertThatThrownBy(() -> LinePattern.of("p", regex))
        .isInstanceOf(UnsupportedPatternException.class)
        .hasMessage(problem);
  }

  @Test
  void whatWouldTakeTooMuchIsRefused() {
    assertThat(LinePattern.problem("a".repeat(4097))).get().asString().contains("4096");
    assertThat(LinePattern.problem("(".repeat(51))).get().asString().contains("nested");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a|",
        "()",
        "MULTI: bad source address from client \\[(?<source>[0-9a-fA-F.:]+)\\], packet dropped",
        "(?i)out of memory: killed process (?<pid>\\d+) \\((?<name>[^)]+)\\)",
        "^(?:foo|bar)*?\\b.+?$",
        "{\"level\":\"(?<level>\\w+)\"}",
        "a{b} c]",
        "[-a] [a-] [^-] [\\]\\\\] [[a] [&&]",
        "\\x00\\x7f\\x{4e2d}\\x{1F600}中",
        "\\t\\r\\f[^\\n]",
        "(?:(?:a*)*)*",
        "a{2}b{3,}c{4,5}d{0,1}?"
      })
  void whatBothMatchersUnderstandIsTaken(String regex) {
    assertThat(LinePattern.problem(regex)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '`',
      textBlock =
          """
          ^a$               → a       → true
          ^a$               → ba      → false
          a.c               → a中c    → true
          a..c              → a中c    → false
          [中文]            → 文       → true
          [^中]             → 中       → false
          (?i)Ähm           → äHM     → false
          (?i)Ähm           → ÄHM     → true
          (?i)[^a]          → A       → false
          (?i)[a-c]x        → BX      → true
          \\w                → é       → false
          é\\b               → é       → false
          a\\bé              → aé      → true
          \\d                → ٣       → false
          a]                → a]      → true
          a{x}              → a{x}    → true
          [a-]+$            → a-a     → true
          """)
  void aPatternMeansThis(String regex, String line, boolean matches) {
    assertThat(LinePattern.of("p", regex).find(line, new Groups())).isEqualTo(matches);
  }

  @Test
  void aLetterOutsideAsciiIsNoOtherCaseOfOneInside() {
    String kelvin = Character.toString(0x212a);
    assertThat(LinePattern.of("p", "(?i)k").find(kelvin, new Groups())).isFalse();
  }

  @Test
  void groupsComeInTheOrderInWhichTheyOpen() {
    var pattern = LinePattern.of("p", "(?<a>x(?<b>y)?)(?:z)(?<c>.*)");
    assertThat(pattern.groups()).containsExactly("a", "b", "c");
    var groups = new Groups();
    assertThat(pattern.find("-xz中", groups)).isTrue();
    assertThat(groups.texts()).containsExactly("x", null, "中");
    assertThat(pattern.find("-xyz", groups)).isTrue();
    assertThat(groups.texts()).containsExactly("xy", "y", "");
  }
}
