package dev.casebook.signals;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Which signals count where, by a log's name and by who writes in it; signals by their place in
/// the list.
///
/// There are many signals and few words in their `in`, many logs and few writers: each word is
/// looked for once in a log's name, if that has all of its letters, and each writer is known after
/// its first line.
final class SignalWriters {

  private static final int WRITERS_MAX = 5000;

  private static final long ANY_LETTERS = -1;

  private static final BitSet NONE = new BitSet();

  private final List<Word> words = new ArrayList<>();
  private final Map<String, BitSet> byWriter = new HashMap<>();
  private final BitSet anyones = new BitSet();

  /// A word and the signals that have it in their `in`.
  ///
  /// @param letters see [LogName#letters(String)]
  private record Word(String text, long letters, BitSet signals) {}

  SignalWriters(List<SignalPattern> signals) {
    var byWord = new LinkedHashMap<String, BitSet>();
    for (int i = 0; i < signals.size(); i++) {
      anyones.set(i, signals.get(i).isAnyones());
      for (var word : signals.get(i).in()) {
        byWord.computeIfAbsent(word, _ -> new BitSet()).set(i);
      }
    }
    byWord.forEach((word, of) -> words.add(new Word(word, LogName.letters(word), of)));
  }

  /// Those that anyone may write.
  BitSet anyones() {
    return anyones;
  }

  /// Those for which it is a log of one program, which they name.
  BitSet ownOf(LogName log) {
    return where(log.letters(), log::isOwnOf);
  }

  /// Those that are written there, as the log's name says.
  BitSet namedBy(LogName log) {
    return where(log.letters(), log::names);
  }

  /// Those that a log of this name could carry, as far as can be told without reading it.
  BitSet possibleIn(LogName log) {
    return where(ANY_LETTERS, log::couldCarry);
  }

  /// Those that this program or unit writes.
  BitSet from(@Nullable String writer) {
    if (writer == null) {
      return NONE;
    }
    var known = byWriter.get(writer);
    if (known == null) {
      known = where(ANY_LETTERS, word -> LogName.begins(writer, 0, word));
      if (byWriter.size() < WRITERS_MAX) {
        byWriter.put(writer, known);
      }
    }
    return known;
  }

  /// @param letters which a word has to do with
  private BitSet where(long letters, Predicate<String> isNamed) {
    var found = new BitSet();
    for (int i = 0; i < words.size(); i++) {
      var word = words.get(i);
      if ((word.letters & ~letters) == 0 && isNamed.test(word.text)) {
        found.or(word.signals);
      }
    }
    return found;
  }
}
