package dev.casebook.signals;

import dev.casebook.signals.Syntax.Anchor;
import dev.casebook.signals.Syntax.Capture;
import dev.casebook.signals.Syntax.Choice;
import dev.casebook.signals.Syntax.OneOf;
import dev.casebook.signals.Syntax.Repeat;
import dev.casebook.signals.Syntax.Sequence;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Literals of which each match of a tree holds at least one, ASCII letters in lower case.
///
/// @param literals none is empty; no literals at all where nothing is known to be required
/// @param isWhole whether the tree matches these literals and nothing else
record RequiredLiterals(Set<String> literals, boolean isWhole) {
  /// Beyond this, looking at every line costs less than so many ways to begin.
  private static final int LITERALS_MAX = 64;

  /// In so many ways a literal may go on, as `Failed (password|publickey) for ` does; what follows
  /// begins another one.
  private static final int WAYS_MAX = 16;

  private static final RequiredLiterals NONE = new RequiredLiterals(Set.of(), false);

  static RequiredLiterals of(Syntax tree) {
    return switch (tree) {
      case OneOf(var set) -> single(set).map(RequiredLiterals::whole).orElse(NONE);
      case Sequence(var parts) -> inSequence(parts);
      case Choice(var branches) -> inChoice(branches);
      case Repeat(var body, int min, _, _) -> min == 0 ? NONE : of(body).inPart();
      case Capture(var body) -> of(body);
      case Anchor _ -> NONE;
    };
  }

  private static RequiredLiterals whole(String literal) {
    return new RequiredLiterals(Set.of(literal), true);
  }

  private static Optional<String> single(CharacterSet set) {
    return set.isSingle() || set.isLetterInBothCases()
        ? Optional.of(lower(set.first()))
        : Optional.empty();
  }

  /// A text as literals are told: the letters of ASCII in lower case, all others as they are.
  static String folded(String text) {
    var folded = new StringBuilder(text.length());
    text.codePoints().forEach(c -> folded.append(lower(c)));
    return folded.toString();
  }

  private static String lower(int codePoint) {
    boolean upper = codePoint >= 'A' && codePoint <= 'Z';
    return Character.toString(upper ? codePoint - 'A' + 'a' : codePoint);
  }

  private static RequiredLiterals inSequence(List<Syntax> parts) {
    RequiredLiterals best = NONE;
    RequiredLiterals run = NONE;
    boolean whole = true;
    for (Syntax part : parts) {
      RequiredLiterals required = of(part);
      if (required.isWhole && required.literals.size() * run.literals.size() <= WAYS_MAX) {
        run = run.then(required);
      } else if (!(part instanceof Anchor)) {
        best = best.orBetter(run).orBetter(required);
        run = required.isWhole ? required : NONE;
        whole = false;
      }
    }
    return whole ? run : best.orBetter(run).inPart();
  }

  /// What is matched by this and then by something else, both whole.
  private RequiredLiterals then(RequiredLiterals next) {
    if (literals.isEmpty()) {
      return next;
    }
    if (literals.size() == 1 && next.literals.size() == 1) { // most of a pattern is plain text
      return whole(literals.iterator().next() + next.literals.iterator().next());
    }
    var both =
        literals.stream()
            .flatMap(first -> next.literals.stream().map(first::concat))
            .collect(Collectors.toSet());
    return new RequiredLiterals(both, true);
  }

  private RequiredLiterals inPart() {
    return new RequiredLiterals(literals, false);
  }

  private static RequiredLiterals inChoice(List<Syntax> branches) {
    var all = new HashSet<String>();
    boolean whole = true;
    for (Syntax branch : branches) {
      RequiredLiterals required = of(branch);
      if (required.literals.isEmpty() || all.size() + required.literals.size() > LITERALS_MAX) {
        return NONE;
      }
      all.addAll(required.literals);
      whole &= required.isWhole;
    }
    return new RequiredLiterals(Set.copyOf(all), whole);
  }

  /// The one whose shortest literal is longer: it is met in fewer lines.
  private RequiredLiterals orBetter(RequiredLiterals other) {
    return other.shortest() > shortest() ? other : this;
  }

  /// How many characters each of them has at least; 0 where there are none.
  int shortest() {
    return literals.stream().mapToInt(String::length).min().orElse(0);
  }
}
