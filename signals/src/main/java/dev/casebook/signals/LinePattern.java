package dev.casebook.signals;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.casebook.signals.PatternParser.Parsed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A regular expression that is looked for in the message of each line of a log.
///
/// It is written in what Hyperscan and RE2/J share: literals, `.`, classes, `\d \D \s \S \w \W`,
/// `\t \r \f`, `\xHH` up to 7F and `\x{…}`, `^ $ \b \B`, groups, named groups `(?<name>…)`,
/// alternatives, greedy and lazy repeats, and `(?i)` at the very start. `^` and `$` are the start
/// and end of the message; `.` and negated classes take no line break. `\d \s \w \b` and the
/// letters without case under `(?i)` are those of ASCII. A character is a code point; a piece of
/// the message that is not UTF-8 is U+FFFD.
final class LinePattern {
  private final String id;
  private final String regex;
  private final PatternOutline outline;
  private volatile @Nullable Parsed parsed;
  private volatile @Nullable Backtracker backtracker;

  /// Whether there can be none.
  private volatile boolean hasNoBacktracker;

  private volatile @Nullable Pattern matcher;

  private LinePattern(String id, String regex, Optional<PatternOutline> known) {
    this.id = id;
    this.regex = regex;
    this.outline = known.orElseGet(() -> PatternOutline.of(parsed()));
  }

  /// A pattern under a name of the caller's choice.
  ///
  /// @throws UnsupportedPatternException with the construct and its place, if `regex` has one that
  ///   the two matchers do not share
  public static LinePattern of(String id, String regex) {
    return of(id, regex, Optional.empty());
  }

  /// The same, which is parsed when it is first asked for more than its outline.
  ///
  /// @param known what was known of `regex` before; empty to parse it now
  static LinePattern of(String id, String regex, Optional<PatternOutline> known) {
    return new LinePattern(id, regex, known);
  }

  /// What keeps `regex` from being a pattern; empty when nothing does.
  public static Optional<String> problem(String regex) {
    try {
      of("", regex).matcher();
      return Optional.empty();
    } catch (UnsupportedPatternException e) {
      return Optional.ofNullable(e.getMessage());
    }
  }

  public String id() {
    return id;
  }

  public String regex() {
    return regex;
  }

  /// The names of its groups, in the order in which they open.
  public List<String> groups() {
    return outline.groups();
  }

  /// See [RequiredLiterals].
  List<String> literals() {
    return outline.literals();
  }

  /// See [PatternOutline].
  boolean isBlindToDigits() {
    return outline.isBlindToDigits();
  }

  Syntax tree() {
    return parsed().tree();
  }

  private Parsed parsed() {
    var made = parsed;
    if (made == null) {
      made = PatternParser.parse(regex);
      parsed = made;
    }
    return made;
  }

  /// Looks for the leftmost match in a message, `bytes[from, to)`.
  ///
  /// @param groups gets what its groups hold
  boolean find(byte[] bytes, int from, int to, Groups groups) {
    int end = Step.UNKNOWN;
    var quick = backtracker();
    if (quick != null) {
      end = quick.find(groups.run(), bytes, from, to);
      groups.found(groups().size());
    }
    return end == Step.UNKNOWN
        ? find(new String(bytes, from, to - from, StandardCharsets.UTF_8), groups)
        : end != Step.NO;
  }

  /// The same in a message as text.
  boolean find(String message, Groups groups) {
    Matcher match = matcher().matcher(message);
    return match.find() && groups.found(match, groups().size());
  }

  boolean isIn(String message) {
    return matcher().matcher(message).find();
  }

  /// Both matchers are made when first needed: of a thousand patterns few meet a line.
  private @Nullable Backtracker backtracker() {
    var made = backtracker;
    if (made == null && !hasNoBacktracker) {
      made = Backtracker.of(tree(), groups().size()).orElse(null);
      backtracker = made;
      hasNoBacktracker = made == null;
    }
    return made;
  }

  private Pattern matcher() {
    Pattern made = matcher;
    if (made == null) {
      made = Pattern.compile(Re2Expression.of(tree()));
      matcher = made;
    }
    return made;
  }

  @Override
  public String toString() {
    return id + ": " + regex;
  }
}
