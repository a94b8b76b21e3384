package dev.casebook.wings.accounts.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Who keeps the journal from this line on, and who alone adds to it.
///
/// @param epoch counts writers: whoever adds has the highest, and no two have the same
/// @param writer one of the names
/// @param names of the nodes that are counted when a line has to be on most of them
public record Nodes(long epoch, String writer, List<String> names) implements Fact {

  private static final String KIND = "nodes";
  private static final int WORDS_BEFORE_NAMES = 4;

  public Nodes {
    names = List.copyOf(names);
  }

  @Override
  public List<String> words() {
    var words = new ArrayList<>(List.of(KIND, "", Long.toString(epoch), writer));
    words.addAll(names);
    return words;
  }

  /// Empty for a line that tells of something else.
  static Optional<Nodes> of(List<String> words) {
    if (!words.getFirst().equals(KIND) || words.size() <= WORDS_BEFORE_NAMES) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Nodes(
              Long.parseLong(words.get(2)),
              words.get(3),
              words.subList(WORDS_BEFORE_NAMES, words.size())));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /// How many of them are most of them.
  public int majority() {
    return names.size() / 2 + 1;
  }
}
