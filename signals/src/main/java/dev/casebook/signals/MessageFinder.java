package dev.casebook.signals;

import java.util.Collection;

/// A signal's pattern, looked for in messages as text.
public final class MessageFinder {

  private final LinePattern pattern;
  private final Collection<String> required;

  MessageFinder(LinePattern pattern) {
    this.pattern = pattern;
    this.required = pattern.literals();
  }

  public boolean isIn(String message) {
    var folded = RequiredLiterals.folded(message);
    // Most messages hold none of them, and to make a matcher costs more than to see that.
    boolean mayBe = required.isEmpty() || required.stream().anyMatch(folded::contains);
    return mayBe && pattern.isIn(message);
  }
}
